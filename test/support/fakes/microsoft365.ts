import type { ReadEmail } from '../../../src/domain/read-email.ts';
import type {
  Directory,
  Mailboxes,
  MailboxWriter,
  NoMailbox,
  Resolution,
  StagedMessage,
  WriteResult,
} from '../../../src/ports/microsoft365.ts';
import type { EmailReader } from '../../../src/ports/ports.ts';

/** Knows the users that tests put into it; everybody else is not found. */
export class FakeDirectory implements Directory {
  /** By lower-cased address. */
  readonly users = new Map<string, Resolution>();
  readonly asked: string[] = [];
  /** Thrown instead of an answer. */
  failure: Error | undefined;

  /** A user with a mailbox, whose object id is `mailboxId`. */
  add(address: string, mailboxId: string): void {
    this.users.set(address.toLowerCase(), { mailboxId, address: address.toLowerCase() });
  }

  resolve(addresses: readonly string[]): Promise<Map<string, Resolution>> {
    this.asked.push(...addresses);
    if (this.failure) return Promise.reject(this.failure);
    const absent: Resolution = { reason: 'notFound' };
    return Promise.resolve(
      new Map(addresses.map((address) => [address, this.users.get(address) ?? absent])),
    );
  }

  ping(): Promise<void> {
    return this.failure ? Promise.reject(this.failure) : Promise.resolve();
  }
}

export interface WrittenMessage {
  folder: string;
  mailboxId: string;
  messageId: string;
  message: StagedMessage;
}

/** What the next write answers, instead of `written`; `lands`: it is in the mailbox all the same. */
export interface ScriptedWrite {
  result: WriteResult;
  lands?: boolean;
}

export class FakeMailboxes implements Mailboxes {
  readonly messages: WrittenMessage[] = [];
  /** Used up one by one. */
  readonly script: ScriptedWrite[] = [];
  /** Number of look-ups that are to fail. */
  unansweredFinds = 0;
  /** What is seen in mailboxes. */
  looks: 'found' | 'absent' | NoMailbox = 'found';

  writer(folder: string): MailboxWriter {
    return {
      write: (mailboxId, message, safeUntil) =>
        Promise.resolve(
          safeUntil() > 0
            ? this.write(folder, mailboxId, message)
            : { kind: 'later', retryAfterMs: 0 },
        ),
      find: (mailboxId, key) => Promise.resolve(this.find(folder, mailboxId, key)),
    };
  }

  look(): Promise<'found' | 'absent' | NoMailbox> {
    return Promise.resolve(this.looks);
  }

  /** Messages of a mailbox. */
  of(mailboxId: string): WrittenMessage[] {
    return this.messages.filter((written) => written.mailboxId === mailboxId);
  }

  private write(folder: string, mailboxId: string, message: StagedMessage): WriteResult {
    const scripted = this.script.shift();
    const messageId = `message-${String(this.messages.length + 1)}`;
    if (!scripted || scripted.lands || scripted.result.kind === 'written') {
      this.messages.push({ folder, mailboxId, messageId, message });
    }
    return scripted?.result ?? { kind: 'written', messageId };
  }

  private find(
    folder: string,
    mailboxId: string,
    key: string,
  ): { messageId: string } | 'absent' | undefined {
    if (this.unansweredFinds > 0) {
      this.unansweredFinds--;
      return undefined;
    }
    const found = this.of(mailboxId).find(
      (written) => written.folder === folder && written.message.key === key,
    );
    return found ? { messageId: found.messageId } : 'absent';
  }
}

/** Finds in every message what `email` says; attachments are what `attachments` holds. */
export class FakeEmailReader implements EmailReader {
  email: Omit<ReadEmail, 'attachments'> = { from: [], to: [], cc: [] };
  attachments: { name: string; contentType: string; bytes: Uint8Array }[] = [];

  async read(
    message: AsyncIterable<Uint8Array>,
    keep: Parameters<EmailReader['read']>[1],
  ): Promise<ReadEmail> {
    // A reader takes in the whole message, whatever it makes of it.
    for await (const _piece of message);
    const attachments: ReadEmail['attachments'] = [];
    for (const { name, contentType, bytes } of this.attachments) {
      const stored = await keep(once(bytes), contentType);
      attachments.push({ ...stored, name, contentType, isInline: false });
    }
    return { ...structuredClone(this.email), attachments };
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
