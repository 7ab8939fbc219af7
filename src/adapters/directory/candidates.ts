import type { DirectoryUser } from '../../ports/microsoft365.ts';

/** Longest address that SMTP can carry: 64 before the `@`, 255 behind it. */
const MAX_LENGTH = 320;

/** Whether asking the directory makes sense. */
export function isAddress(text: string): boolean {
  return text.length <= MAX_LENGTH && /^[^\s@]+@[^\s@]+$/.test(text);
}

/**
 * The users among those found that the address really names, best first. A proxy address is unique in a tenant, and so
 * is a sign-in name; `mail` can be anything, and often stands on a guest too.
 */
export function candidatesFor(address: string, found: readonly DirectoryUser[]): DirectoryUser[] {
  return found
    .map((user) => ({ user, rank: rankOf(address.toLowerCase(), user) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ user }) => user);
}

function rankOf(
  address: string,
  { proxyAddresses, userPrincipalName, mail }: DirectoryUser,
): number {
  if (proxyAddresses.some((proxy) => proxy.toLowerCase() === `smtp:${address}`)) return 3;
  if (userPrincipalName.toLowerCase() === address) return 2;
  return mail?.toLowerCase() === address ? 1 : 0;
}
