import type { Attachment } from '../../domain/item.ts';
import type { Blobs } from '../../ports/storage.ts';
import { isSafeEndpoint } from '../http/endpoint.ts';
import type { Call } from './chain.ts';
import type { GraphClient, Json } from './client.ts';
import { GraphFailure } from './failure.ts';
import { RANGE_BYTES } from './limits.ts';
import { descriptionOf } from './message-json.ts';

/** Times an upload asks its session where to go on. */
const MAX_RESUMPTIONS = 3;

export interface UploadOptions {
  client: GraphClient;
  blobs: Blobs;
}

/** Uploads an attachment to a message in ranges, in order, with one range at a time in memory. */
export async function uploadAttachment(
  { client, blobs }: UploadOptions,
  messagePath: string,
  attachment: Attachment,
  call: Call,
): Promise<void> {
  const { size, sha256 } = attachment;
  const session = await client.post(`${messagePath}/attachments/createUploadSession`, call, {
    AttachmentItem: { attachmentType: 'file', size, ...descriptionOf(attachment) },
  });
  const url = addressOf(session, client.url);

  let resumptions = 0;
  for (let offset = 0; offset < size;) {
    const end = Math.min(offset + RANGE_BYTES, size);
    const bytes = await blobs.read('media', sha256, offset, end - offset);
    const header = `bytes ${offset}-${end - 1}/${size}`;
    try {
      const { status, body } = await client.upload(url, call, { header, bytes });
      const next = nextOffset(body) ?? end;
      if (next <= offset || next > end) {
        throw new GraphFailure('unanswered', { status, code: 'NoProgress' });
      }
      offset = next;
    } catch (error) {
      const unanswered = error instanceof GraphFailure && error.kind === 'unanswered';
      if (!unanswered || resumptions === MAX_RESUMPTIONS) throw error;
      resumptions += 1;
      // The range may have arrived; an upload that is finished has no session any more, and counts as failed.
      offset = nextOffset((await client.upload(url, call)).body) ?? offset;
      if (offset >= size) throw error;
    }
  }
}

function addressOf(session: Json, base: string): string {
  const link = either(session, 'uploadUrl');
  const url =
    typeof link === 'string' && URL.canParse(link, base) ? new URL(link, base) : undefined;
  if (url && isSafeEndpoint(url)) return url.href;
  throw new GraphFailure('refused', { code: 'UnsafeUploadUrl' });
}

function nextOffset(body: Json): number | undefined {
  const ranges = either(body, 'nextExpectedRanges');
  const start = Array.isArray(ranges) ? Number.parseInt(String(ranges[0]), 10) : NaN;
  return Number.isNaN(start) ? undefined : start;
}

/** Outlook capitalises names where the documentation does not. */
function either(body: Json, name: string): unknown {
  return body[name] ?? body[name.charAt(0).toUpperCase() + name.slice(1)];
}
