import { describe, expect, it } from '@jest/globals';
import type { StoredBucket } from '../../../src/domain/records.ts';
import type { Listing } from '../../../src/domain/source-item.ts';
import { createFakePorts } from '../../support/fake-ports.ts';
import { orchestrate } from '../../support/orchestration.ts';
import { CONNECTOR, createRun, NOON, WINDOW } from '../../support/small-world.ts';

/** Rows under one claim, as `importing/partition` has them. */
const BATCH = 200;

function listing(number: number): Listing {
  return {
    item: {
      id: `item-${String(number)}`,
      revision: 1,
      kind: 'sms',
      format: 'record',
      event: 'created',
      archivedAt: WINDOW.from + 60_000 + number,
      messageTime: WINDOW.from,
      sender: { value: '+447700900101', email: 'anna@t.example' },
      recipients: [{ value: '+447700900999' }],
      attachments: [],
      text: `text ${String(number)}`,
    },
  };
}

describe('activities/import-bucket', () => {
  it('lets people see how far it is while it is at work', async () => {
    const ports = createFakePorts({ now: NOON });
    ports.source.listings = Array.from({ length: 2 * BATCH }, (_, number) => listing(number));
    ports.directory.add('anna@t.example', 'mailbox-anna');
    await createRun(ports);
    const [run] = await ports.runs.between(CONNECTOR, WINDOW.from, WINDOW.to);
    const runId = run?.id ?? '';
    const { mailboxes } = ports;
    const writerOf = mailboxes.writer.bind(mailboxes);
    const seen: StoredBucket[][] = [];
    let writes = 0;
    mailboxes.writer = (folder) => {
      const writer = writerOf(folder);
      return {
        ...writer,
        write: async (...args) => {
          writes++;
          if (writes === BATCH) await ports.clock.advance(6_000);
          if (writes === BATCH + 1) seen.push(await ports.runs.buckets(runId));
          return writer.write(...args);
        },
      };
    };

    await orchestrate(ports, ports.clock, { runId, attempt: run?.attempt ?? 1 });

    expect(seen).toMatchObject([[{ imported: BATCH, open: BATCH }]]);
    expect(await ports.runs.buckets(runId)).toMatchObject([{ imported: 2 * BATCH, open: 0 }]);
  });
});
