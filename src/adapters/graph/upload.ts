import type { Attachment } from '../../domain/item.ts';
import type { Blobs } from '../../ports.ts';
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
  const url = String(session.uploadUrl);
  if (!URL.canParse(url) || !isSafeEndpoint(new URL(url))) {
    throw new GraphFailure('refused', { code: 'UnsafeUploadUrl' });
  }

  let status = 0;
  let resumptions = 0;
  for (let offset = 0; status !== 201;) {
    const end = Math.min(offset + RANGE_BYTES, size);
    const bytes = await blobs.read('media', sha256, offset, end - offset);
    const header = `bytes ${offset}-${end - 1}/${size}`;
    try {
      const answer = await client.upload(url, call, { header, bytes });
      status = answer.status;
      offset = nextOffset(answer.body) ?? end;
    } catch (error) {
      const unanswered = error instanceof GraphFailure && error.kind === 'unanswered';
      if (!unanswered || resumptions === MAX_RESUMPTIONS) throw error;
      resumptions += 1;
      // The range may have arrived; an upload that is finished has no session any more, and counts as failed.
      offset = nextOffset((await client.upload(url, call)).body) ?? offset;
    }
    if (offset >= size && status !== 201) throw new GraphFailure('unanswered', { status });
  }
}

/** Outlook capitalises the name where the documentation does not. */
function nextOffset(body: Json): number | undefined {
  const ranges = body.NextExpectedRanges ?? body.nextExpectedRanges;
  const start = Array.isArray(ranges) ? Number.parseInt(String(ranges[0]), 10) : NaN;
  return Number.isNaN(start) ? undefined : start;
}
