/** Where everything in the viewer is. */
export const VIEWER = '/_mailboxes';
export const STYLE = `${VIEWER}/style.css`;
export const ICON = `${VIEWER}/icon.svg`;

export function mailboxAddress(userId: string): string {
  return `${VIEWER}/${encodeURIComponent(userId)}`;
}

export function folderAddress(userId: string, folder: number): string {
  return `${mailboxAddress(userId)}/folders/${folder}`;
}

export function messageAddress(userId: string, message: number): string {
  return `${mailboxAddress(userId)}/messages/${message}`;
}

export function bodyAddress(userId: string, message: number): string {
  return `${messageAddress(userId, message)}/body`;
}

export function attachmentAddress(userId: string, message: number, attachment: number): string {
  return `${messageAddress(userId, message)}/attachments/${attachment}`;
}

/** The same page with other questions put to it; empty ones left out. */
export function withQuery(address: string, query: Record<string, string | number>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== '') parameters.set(name, String(value));
  }
  return parameters.size === 0 ? address : `${address}?${parameters.toString()}`;
}
