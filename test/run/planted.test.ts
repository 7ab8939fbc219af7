import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { settled, startRun } from '../../local/set-up.ts';
import { DAY, person, sms, useSystem, WINDOW } from '../support/system.ts';

const SETTLED_WITHIN_MS = 120_000;
const TEST_MS = 180_000;

/** Each stands for one kind of thing that must not turn up just anywhere. */
const PLANTS = {
  password: 'PLANTEDpassword7391',
  text: 'PLANTEDtext4417',
  file: 'PLANTEDfile5520',
  person: 'plantedperson6684',
  number: '447700900777',
  stranger: '447700900666',
  address: 'plantedaddress8813',
};
type Plant = keyof typeof PLANTS;

/** Where a plant may stand, and why. */
const BELONGS: Readonly<Record<string, readonly Plant[]>> = {
  // Who could not be mapped, for the person who mends the mapping.
  exceptions: ['number', 'stranger', 'address', 'person'],
  // The same, counted per run.
  runs: ['number', 'stranger', 'address', 'person'],
  // Whom an item concerns, so that it is found by a number or an address.
  items: ['number', 'stranger', 'address'],
  // What an administrator uploaded.
  mappings: ['number', 'address', 'person'],
  // What addresses resolved to.
  directory: ['address', 'person'],
};

const people = [person(1), person(2), person(3)];
const tested = useSystem({ people, persistent: true });

function plantedItems(): object[] {
  const [ann, ben] = [people[0] ?? person(1), people[1] ?? person(2)];
  const text = `hello ${PLANTS.text}`;
  const stranger = { value: `+${PLANTS.stranger}`, displayName: PLANTS.person };
  return [
    sms('plain', ann, { text }),
    sms('to-many', ben, { text, recipients: [{ value: `+${PLANTS.number}` }, stranger] }),
    sms('unmapped', ann, { text, sender: stranger, recipients: [stranger] }),
    sms('by-address', ann, {
      text,
      sender: { value: 'x', email: `${PLANTS.address}@tenant.example` },
      recipients: [],
    }),
    // Unreadable in different ways, each with something in it that an error might quote.
    { id: 'bad-1', archivedAt: `${DAY}T12:00:00.000Z`, text, kind: PLANTS.text },
    sms('bad-2', ann, { text: { [PLANTS.text]: 1 } }),
    sms('bad-3', ann, { messageTime: PLANTS.text, sender: PLANTS.number }),
    sms('bad-4', ann, { attachments: [{ id: PLANTS.file, fileName: PLANTS.file, size: 'big' }] }),
    sms('missing-media', ann, {
      kind: 'mms',
      text,
      attachments: [
        { id: 'gone', fileName: `${PLANTS.file}.png`, contentType: 'image/png', size: 3 },
      ],
    }),
  ];
}

async function makeTrouble(): Promise<void> {
  const fault = (method: string, path: string, status: number, times: number): object => ({
    match: { method, path },
    times,
    action: { type: 'status', status },
  });
  await tested.control('graph', 'faults', [
    fault('POST', '/messages$', 400, 2),
    fault('GET', '/messages$', 500, 1),
    fault('GET', '/users$', 500, 1),
  ]);
  await tested.control('telemessage', 'faults', [fault('GET', '/items$', 500, 2)]);
}

/** Requests that are refused, with plants in every place that an error might quote. */
async function askWrongly(connector: string): Promise<void> {
  const { admin } = tested;
  const path = `/connectors/${connector}`;
  const { password, text, number } = PLANTS;
  await admin.call('PUT', `${path}/credentials`, { username: 'nobody', password });
  await admin.call('PUT', `${path}/credentials`, { username: text, password, [text]: password });
  await admin.call('PATCH', path, { name: '', [text]: 1 });
  await admin.call('GET', `/exceptions?connectorId=${text}`);
  await admin.call('PUT', `${path}/mapping`, `External User ID;nothing\n${number};${text}\n`);
  await admin.call('POST', `${path}/runs`, { from: text, to: text });
}

interface Place {
  name: string;
  content: string;
}

/** Everything that was written, but for the mailboxes and the blobs that hold the communications themselves. */
async function everything(folder: string): Promise<Place[]> {
  const connection = String(tested.system.env.ARCHIVE_STORAGE);
  const places: Place[] = [{ name: 'log', content: tested.system.host.log.join('\n') }];
  for (const file of globSync(join(folder, 'host/host.sqlite*'))) {
    places.push({ name: 'histories', content: readFileSync(file, 'latin1') });
  }
  const local = { allowInsecureConnection: true };
  const tables = TableServiceClient.fromConnectionString(connection, local);
  for await (const { name = '' } of tables.listTables()) {
    const rows: unknown[] = [];
    const table = TableClient.fromConnectionString(connection, name, local);
    for await (const row of table.listEntities()) rows.push(row);
    places.push({ name, content: JSON.stringify(rows) });
  }
  const blobs = BlobServiceClient.fromConnectionString(connection);
  for await (const { name } of blobs.listContainers()) {
    const names: string[] = [];
    for await (const blob of blobs.getContainerClient(name).listBlobsFlat()) names.push(blob.name);
    places.push({ name: `names in ${name}`, content: names.join('\n') });
  }
  for (const file of globSync(join(folder, 'secrets/*'))) {
    places.push({ name: 'secrets', content: readFileSync(file, 'latin1') });
  }
  return places;
}

describe('what a day leaves behind', () => {
  let places: Place[] = [];

  beforeAll(async () => {
    await tested.list('android', plantedItems());
    const csv = `External User ID,Microsoft 365 User Mailbox\n+${PLANTS.number},${people[2]?.mail ?? ''}\n`;
    const connector = await tested.connect('android', csv);
    await makeTrouble();
    const run = await startRun(tested.admin, connector, WINDOW);
    const view = await settled(tested.admin, run, SETTLED_WITHIN_MS);
    expect(view.counters).toMatchObject({ items: plantedItems().length });
    expect(view.counters.malformed).toBeGreaterThan(2);
    expect(view.counters.unmapped).toBeGreaterThan(0);
    await askWrongly(connector);
    places = await everything(tested.folder);
  }, TEST_MS);

  it('was looked through, all of it', () => {
    const names = places.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['log', 'histories', 'runs', 'items', 'deliveries', 'audit']),
    );
    for (const { name, content } of places) {
      if (['log', 'histories', 'runs', 'items', 'deliveries', 'exceptions'].includes(name)) {
        expect(content.length).toBeGreaterThan(100);
      }
    }
    const exceptions = places.find(({ name }) => name === 'exceptions')?.content;
    expect(exceptions).toContain(PLANTS.stranger);
  });

  it.each(Object.keys(PLANTS) as Plant[])('keeps a planted %s where it belongs', (plant) => {
    const found = places
      .filter(({ content }) => content.toLowerCase().includes(PLANTS[plant].toLowerCase()))
      .map(({ name }) => name)
      .filter((name) => !BELONGS[name]?.includes(plant));
    expect(found).toEqual([]);
  });
});
