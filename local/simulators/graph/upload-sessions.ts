import { randomBytes } from 'node:crypto';
import type { DirectoryUser } from './directory.ts';
import type { Mailbox } from './state.ts';

interface AttachmentItem {
  name: string;
  contentType: string | null;
  isInline: boolean;
  contentId: string | null;
  size: number;
}

export interface UploadSession {
  id: string;
  /** The only credential an upload needs: it stands in the address. */
  secret: string;
  appId: string;
  user: DirectoryUser;
  mailbox: Mailbox;
  message: number;
  item: AttachmentItem;
  expiresAt: number;
  received: number;
  chunks: Buffer[];
}

export interface UploadSessions {
  create(
    target: Pick<UploadSession, 'appId' | 'user' | 'mailbox' | 'message' | 'item'>,
  ): UploadSession;
  /** Undefined when unknown, cancelled, finished, expired, or asked for with the wrong secret. */
  find(id: string, secret: string | null): UploadSession | undefined;
  remove(session: UploadSession): void;
  /** Bytes promised to a message by sessions that are still open. */
  promised(mailbox: Mailbox, message: number): number;
}

export function createUploadSessions(lifetimeMs: number, now: () => number): UploadSessions {
  const sessions = new Map<string, UploadSession>();
  return {
    create: (target) => {
      const session: UploadSession = {
        ...target,
        id: randomBytes(16).toString('hex'),
        secret: randomBytes(24).toString('base64url'),
        expiresAt: now() + lifetimeMs,
        received: 0,
        chunks: [],
      };
      sessions.set(session.id, session);
      return session;
    },
    find: (id, secret) => {
      const session = sessions.get(id);
      if (session?.secret !== secret) return undefined;
      if (session.expiresAt > now()) return session;
      sessions.delete(id);
      return undefined;
    },
    remove: (session) => {
      sessions.delete(session.id);
    },
    promised: (mailbox, message) => {
      let bytes = 0;
      for (const session of sessions.values()) {
        const open = session.expiresAt > now();
        if (open && session.mailbox === mailbox && session.message === message) {
          bytes += session.item.size;
        }
      }
      return bytes;
    },
  };
}
