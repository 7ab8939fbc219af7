/** Addresses below the version. Ids are encoded: they hold `/`, `+` and `=`. */
function userPath(mailboxId: string): string {
  return `/users/${encodeURIComponent(mailboxId)}`;
}

export function foldersPath(mailboxId: string): string {
  return `${userPath(mailboxId)}/mailFolders`;
}

/** Messages of a folder: where they are created and searched. */
export function folderMessagesPath(mailboxId: string, folderId: string): string {
  return `${foldersPath(mailboxId)}/${encodeURIComponent(folderId)}/messages`;
}

export function messagePath(mailboxId: string, messageId: string): string {
  return `${userPath(mailboxId)}/messages/${encodeURIComponent(messageId)}`;
}
