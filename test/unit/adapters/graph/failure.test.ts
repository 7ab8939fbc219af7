import { describe, expect, it } from '@jest/globals';
import { GraphFailure, kindOf, toAppError } from '../../../../src/adapters/graph/failure.ts';

describe('adapters/graph/failure', () => {
  it.each([
    [429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', 'crowded'],
    [429, 'ApplicationThrottled', 'Application is over its RequestRate limit.', 'throttled'],
    [429, 'ApplicationThrottled', 'Application is over its IncomingBytes limit.', 'throttled'],
    [429, 'TooManyRequests', 'Please retry again later.', 'throttled'],
    [429, '', '', 'throttled'],
    [404, 'MailboxNotEnabledForRESTAPI', '', 'mailboxGone'],
    [404, 'ErrorInvalidUser', '', 'mailboxGone'],
    [404, 'Request_ResourceNotFound', '', 'mailboxGone'],
    [404, 'ErrorNonExistentMailbox', '', 'mailboxGone'],
    [404, 'ErrorItemNotFound', '', 'itemNotFound'],
    [404, '', '', 'itemNotFound'],
    [403, 'ErrorAccessDenied', '', 'accessDenied'],
    [403, 'Forbidden', '', 'accessDenied'],
    [507, '', '', 'quotaFull'],
    [403, 'ErrorQuotaExceeded', '', 'quotaFull'],
    [400, 'ErrorFolderExists', '', 'folderExists'],
    [409, 'ErrorFolderExists', '', 'folderExists'],
    [409, 'ErrorIrresolvableConflict', '', 'unanswered'],
    [401, 'InvalidAuthenticationToken', '', 'unauthorized'],
    [400, 'ErrorInvalidRecipients', '', 'refused'],
    [413, '', '', 'refused'],
    [308, '', '', 'refused'],
    [408, '', '', 'unanswered'],
    [500, '', '', 'unanswered'],
    [503, 'UnknownError', '', 'unanswered'],
    [504, '', '', 'unanswered'],
  ])('takes %i %s (%s) for %s', (status, code, message, kind) => {
    expect(kindOf(status, code, message)).toBe(kind);
  });

  it.each([
    ['unauthorized', 'graph_unauthorized', 'never'],
    ['accessDenied', 'graph_unauthorized', 'never'],
    ['unsent', 'graph_unavailable', 'later'],
    ['unanswered', 'graph_unavailable', 'later'],
    ['throttled', 'graph_unavailable', 'later'],
    ['tooLate', 'graph_unavailable', 'later'],
    ['refused', 'graph_refused', 'never'],
  ] as const)('calls %s, where a whole call failed, %s', (kind, code, retry) => {
    expect(toAppError(new GraphFailure(kind))).toMatchObject({ code, retry });
  });

  it('hands on how long the service wants to be left alone', () => {
    const failure = new GraphFailure('throttled', { status: 429, retryAfterMs: 7000 });
    expect(toAppError(failure)).toMatchObject({ retryAfterMs: 7000, details: { status: 429 } });
  });
});
