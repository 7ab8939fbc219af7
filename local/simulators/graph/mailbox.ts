import { GraphError, accessDenied, badRequest } from './errors.ts';
import { IdKind, decodeId, encodeId } from './ids.ts';
import type { Answer, Call, MailCall, Service } from './service.ts';
import { asList, asObject, refuseUnknown } from './shapes.ts';
import type { DirectoryUser } from './directory.ts';

/** The user a mail path addresses, if there is one; what its mailbox answers is decided later. */
export function addressedUser(
  service: Service,
  segments: readonly string[],
): DirectoryUser | undefined {
  const [first, name] = segments;
  return first === 'users' && segments.length > 2 && name !== undefined
    ? service.directory.find(name)
    : undefined;
}

/** Opens the mailbox, or throws what Exchange answers for one that cannot be opened. */
export function openMailbox(service: Service, call: Call): MailCall {
  const user = addressedUser(service, call.segments);
  if (user === undefined || user.mailbox === 'invalid') {
    const text = `The requested user '${call.segments[1] ?? ''}' is invalid.`;
    throw new GraphError(404, 'ErrorInvalidUser', text);
  }
  if (user.mailbox === 'none') {
    const text = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
    throw new GraphError(404, 'MailboxNotEnabledForRESTAPI', text);
  }
  if (user.mailbox === 'denied') throw accessDenied();
  return { ...call, user, mailbox: service.store.mailbox(user) };
}

export function getMailboxSettings(): Answer {
  return {
    status: 200,
    body: {
      archiveFolder: null,
      timeZone: 'UTC',
      delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
      dateFormat: 'yyyy-MM-dd',
      timeFormat: 'HH:mm',
      userPurpose: 'user',
      language: { locale: 'en-US', displayName: 'English (United States)' },
    },
  };
}

const ID_FORMATS: Readonly<Record<string, IdKind>> = {
  restId: IdKind.message,
  restImmutableEntryId: IdKind.immutableMessage,
};

export function translateIds(service: Service, call: MailCall, json: unknown): Answer {
  const { inputIds, sourceIdType, targetIdType, ...rest } = asObject(json, 'body');
  refuseUnknown(rest, 'translateExchangeIds');
  const ids = asList(inputIds, 'inputIds').map(String);
  const target = ID_FORMATS[String(targetIdType)];
  if (target === undefined || ID_FORMATS[String(sourceIdType)] === undefined) {
    throw badRequest('Only restId and restImmutableEntryId can be translated.');
  }
  if (ids.length > service.limits.lookupIds) throw badRequest('Too many identifiers.');
  const { number, messages } = call.mailbox;
  const value = ids.map((sourceId) => {
    const message = messages.get(decodeId(sourceId)?.number ?? 0);
    if (message === undefined) {
      return {
        sourceId,
        errorDetails: { code: 'ErrorInvalidIdMalformed', message: 'Id is malformed.' },
      };
    }
    const moves = target === IdKind.message ? message.moves : 0;
    return { sourceId, targetId: encodeId(target, number, message.number, moves) };
  });
  return { status: 200, body: { value } };
}
