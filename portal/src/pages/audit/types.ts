import type { operations } from '../../api/schema.d.ts';

export type AuditList = operations['listAudit']['responses'][200]['content']['application/json'];
export type AuditRow = AuditList['items'][number];
