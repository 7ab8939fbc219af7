import { describe, expect, it } from '@jest/globals';
import { convert } from '../../../src/activities/staging/convert.ts';
import type { ConvertTools } from '../../../src/activities/staging/convert.ts';
import { AppError } from '../../../src/domain/errors.ts';
import type { ErrorCode } from '../../../src/domain/errors.ts';
import type { Listing } from '../../../src/domain/source-item.ts';
import { FakeBlobs } from '../../support/fakes/blobs.ts';
import { FakeEmailReader } from '../../support/fakes/microsoft365.ts';
import { FakeSource } from '../../support/fakes/source.ts';

const BASE = { revision: 1, archivedAt: 0 };
const RECORD: Listing = {
  item: {
    ...BASE,
    id: 'record-1',
    kind: 'mms',
    format: 'record',
    event: 'created',
    messageTime: 0,
    sender: { value: '+15550100' },
    recipients: [],
    attachments: [{ id: 'a1', name: 'photo.jpg', contentType: 'image/jpeg', size: 4 }],
  },
};
const EMAIL: Listing = {
  item: {
    ...BASE,
    id: 'email-1',
    kind: 'sms',
    format: 'email',
    participants: [],
    email: { size: 4, sha256: '0'.repeat(64) },
  },
};

function toolsFailing(code: ErrorCode, retry: 'never' | 'later'): ConvertTools {
  const fail = () => Promise.reject(new AppError(code, 'secret', { retry }));
  return {
    reader: { ...new FakeSource().reader('c', 'p'), email: fail, attachment: fail },
    blobs: new FakeBlobs(),
    emails: new FakeEmailReader(),
    normalise: (value) => value,
    rawPrefix: '',
  };
}

const PLACES = [
  ['an attachment', RECORD, 'attachments[0]'],
  ['an e-mail', EMAIL, 'email'],
] as const;

describe('activities/staging/convert', () => {
  describe.each(PLACES)('when %s cannot be fetched', (_, listing, place) => {
    it.each(['not_found', 'source_refused', 'cursor_expired'] as const)(
      'makes %s an exception of the one item',
      async (code) => {
        const reason = `the bytes could not be fetched: ${code}`;
        expect(await convert(listing, toolsFailing(code, 'never'))).toEqual({
          malformed: { place, reason },
        });
      },
    );

    it.each([
      ['product_not_licensed', 'never'],
      ['account_locked', 'never'],
      ['source_unavailable', 'later'],
      ['storage_unavailable', 'later'],
    ] as const)('fails as a whole after %s', async (code, retry) => {
      const converting = Promise.resolve(convert(listing, toolsFailing(code, retry)));
      await expect(converting).rejects.toMatchObject({ code });
    });
  });
});
