/**
 * The archiver's own named properties of a message, as Microsoft Graph addresses them. Names are case-sensitive and a
 * property must always be addressed by the very same id, so these may never change once messages carry them.
 */
const PROPERTY_SET = '{7c1a9d52-3f0e-4b6a-9a51-6d2f4e8b0c37}';

/** Our key of the delivery, lower-case hex: what an ambiguous write is looked up by. */
export const ARCHIVE_KEY_PROPERTY = `String ${PROPERTY_SET} Name ArchiveKey`;

/** On messages written in several steps only: `incomplete` from creation until the last attachment is in. */
export const ARCHIVE_STATE_PROPERTY = `String ${PROPERTY_SET} Name ArchiveState`;

export type ArchiveState = 'incomplete' | 'complete';
