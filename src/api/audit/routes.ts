/** The paths of the audit. */
import { z } from 'zod';
import { AuditExportQuery, AuditList, AuditQuery } from './schemas.ts';
import { route, type Route } from '../http/route.ts';

export const AUDIT_ROUTES: readonly Route[] = [
  route({
    name: 'listAudit',
    summary: 'Who did what and when, newest first, with a check of the days shown.',
    method: 'GET',
    path: 'audit',
    access: 'reader',
    query: AuditQuery,
    answers: { status: 200, body: AuditList },
    handle: async ({ audit }, { query }) => ({ status: 200, body: await audit.list(query) }),
  }),
  route({
    name: 'exportAudit',
    summary: 'The audit as JSON lines, which scripts/verify-audit.ts checks with nothing else.',
    method: 'GET',
    path: 'audit/export',
    access: 'reader',
    query: AuditExportQuery,
    answers: { status: 200, body: 'file', types: { 'application/x-ndjson': z.string() } },
    handle: async ({ audit }, { query }) => ({ status: 200, stream: await audit.export(query) }),
  }),
];
