import { beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createReportCases } from '../../../../src/api/runs/report.ts';
import { certify } from '../../../../src/domain/certificate.ts';
import type { ExceptionRow } from '../../../../src/domain/records.ts';
import { createHarness, type Harness } from '../harness.ts';

const WINDOW = { from: '2026-03-09T00:00:00Z', to: '2026-03-10T00:00:00Z' };
const MANY = 20_000;

describe('api/report', () => {
  let harness: Harness;
  let runId: string;
  beforeEach(async () => {
    harness = createHarness();
    const id = await harness.active();
    const begun = await harness.send('POST', `/connectors/${id}/runs`, { json: WINDOW });
    runId = begun.body.id;
  });

  const row = (number: number, change: Partial<ExceptionRow> = {}): ExceptionRow => ({
    connectorId: 'aaaaaaaaaaaa',
    runId,
    key: String(number),
    cause: 'unmapped',
    reason: 'noMailbox',
    state: 'open',
    itemId: `=item("${String(number)}")`,
    itemKey: String(number),
    kind: 'sms',
    occurredAt: 1_000,
    since: 2_000,
    parties: ['+447700900123', 'Anna, the "first"\r\n@home'],
    raw: { blob: 'b', index: 0 },
    ...change,
  });

  const settle = async () => {
    const { runs } = harness.ports;
    const items = {
      delivered: 0,
      unmapped: 250,
      tooLarge: 0,
      malformed: 0,
      deliveries: 0,
      duplicates: 0,
    };
    const certificate = certify({ slices: [], items, buckets: [], sourceCount: 250, now: 5_000 });
    const run = await runs.get(runId);
    await runs.update(runId, run?.etag ?? '', { state: 'succeededWithExceptions', certificate });
  };

  const textOf = async (format: string) => {
    const got = await harness.send('GET', `/runs/${runId}/report?format=${format}`, {
      as: 'reader',
    });
    expect(got.status).toBe(200);
    const { 'content-type': type = '', 'content-disposition': name = '' } = got.headers;
    return { type, name, text: Buffer.from(got.bytes).toString() };
  };

  it('is one JSON document with the run and every exception', async () => {
    await harness.ports.ledger.putExceptions(Array.from({ length: 250 }, (_, n) => row(n)));
    await settle();
    const { type, name, text } = await textOf('json');
    expect(type).toBe('application/json; charset=utf-8');
    expect(name).toBe(`attachment; filename="${runId}.json"`);
    const report = JSON.parse(text) as { run: object; exceptions: object[] };
    expect(report.run).toMatchObject({ id: runId, sourceCount: 250, certificate: {} });
    expect(report.exceptions).toHaveLength(250);
    expect(report.exceptions[0]).toMatchObject({ itemId: '=item("0")', title: 'No mailbox' });
  });

  it('is JSON without any exception as well', async () => {
    expect(JSON.parse((await textOf('json')).text)).toMatchObject({ exceptions: [] });
  });

  it('is one table as CSV, in which nothing is calculated', async () => {
    await harness.ports.ledger.putExceptions(Array.from({ length: 250 }, (_, n) => row(n)));
    await settle();
    const { type, text } = await textOf('csv');
    expect(type).toBe('text/csv; charset=utf-8');
    const rows = parse<Record<string, string>>(text, {
      bom: true,
      columns: true,
      relax_column_count: true,
    });
    const of = (record: string) => rows.filter(({ Record }) => Record === record);
    expect(of('exception')).toHaveLength(250);
    expect(of('exception')[0]).toMatchObject({
      Item: `'=item("0")`,
      Participants: `'+447700900123 Anna, the "first"\r\n@home`,
      Occurred: '1970-01-01T00:00:01.000Z',
      Remedy: 'Add the number to the mapping or mend the user, then reprocess.',
    });
    expect(of('counter')).toContainEqual(
      expect.objectContaining({ Name: 'unmapped', Value: '250' }),
    );
    expect(of('run')).toContainEqual(
      expect.objectContaining({ Name: 'state', Value: 'succeededWithExceptions' }),
    );
    expect(of('equation').length).toBeGreaterThan(2);
  });

  it('reads a page of the ledger only when the one before has been taken', async () => {
    const { ports } = harness;
    let read = 0;
    ports.ledger.exceptions = async function* () {
      for (let first = 0; first < MANY; first += 1_000) {
        read += 1_000;
        yield await Promise.resolve(Array.from({ length: 1_000 }, (_, n) => row(first + n)));
      }
    };
    for (const format of ['csv', 'json'] as const) {
      read = 0;
      let written = 0;
      const { bytes } = await createReportCases(ports).report(runId, format);
      for await (const piece of bytes) {
        expect(read - written).toBeLessThanOrEqual(1_000);
        expect(piece.length).toBeLessThan(1_000_000);
        written = read;
      }
      expect(read).toBe(MANY);
    }
  });

  it('knows no report of a run that is not there, and no other format', async () => {
    const send = (path: string) => harness.send('GET', path);
    expect((await send('/runs/run-aaaaaaaaaaaa-20260309/report')).status).toBe(404);
    expect((await send(`/runs/${runId}/report?format=pdf`)).status).toBe(400);
  });
});
