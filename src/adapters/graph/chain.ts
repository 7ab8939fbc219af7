import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Turn } from '../http/governor.ts';

/** What a request carries through the chain beside itself. */
export interface Call {
  /** The mailbox whose limits it counts against; the directory's without one. */
  mailboxId?: string;
  turn: Turn;
  timeoutMs?: number;
  /** The address itself is the permission, as with upload sessions: no token goes along. */
  anonymous?: boolean;
}

/** The library hands on options it does not know, which is how a call travels. */
export const CALL_OPTION = 'archiverCall';

export function callOf(context: Context): Call {
  return (context.options as unknown as Record<typeof CALL_OPTION, Call>)[CALL_OPTION];
}

export type Step = (context: Context, next: () => Promise<void>) => Promise<void>;

/** A link of the chain, in the shape the library wants. */
export function middleware(step: Step): Middleware {
  let following: Middleware | undefined;
  return {
    execute: (context) => step(context, async () => following?.execute(context)),
    setNext: (next) => {
      following = next;
    },
  };
}

export function methodOf(context: Context): string {
  return context.options?.method ?? 'GET';
}

export function bodyOf(context: Context): Uint8Array | string | undefined {
  return (context.options?.body ?? undefined) as Uint8Array | string | undefined;
}
