// node selftest.mjs RECORDINGS : alters a copy in several ways; compare.mjs must find each one, and nothing in an unaltered copy.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const golden = process.argv[2];
if (!golden) throw new Error('usage: node selftest.mjs RECORDINGS');
const compare = join(dirname(fileURLToPath(import.meta.url)), 'compare.mjs');
const step = (r, name) => r.exchanges.find((x) => x.step === name);
const execution = (r, id, n = 0) => r.instances[id].executions[n];
const lastHistory = (r, id) => execution(r, id).episodes.at(-1).payload.history;

const alterations = {
  'nothing altered': null,
  'an HTTP status: 405 for 404': [
    'http-methods',
    (r) => {
      step(r, 'method not registered').response.status = 405;
    },
  ],
  'an HTTP body': [
    'http-query',
    (r) => {
      step(r, 'repeated keys').response.json.query = [['a', '1']];
    },
  ],
  'a header: no cookie': [
    'http-answers',
    (r) => {
      step(r, 'cookies').response.headers['set-cookie'].pop();
    },
  ],
  'an output': [
    'sequence',
    (r) => {
      step(r, 'ended sequence--1').response.json.output = [2, 3, 5];
    },
  ],
  'a runtime status': [
    'terminate',
    (r) => {
      step(r, 'ended terminate--1').response.json.runtimeStatus = 'Canceled';
    },
  ],
  'a custom status': [
    'waves-cancel-during',
    (r) => {
      step(r, 'custom status cancelled').response.json.customStatus.done = 1;
    },
  ],
  'an activity that ran twice': [
    'retry-success',
    (r) => {
      const a = r.instances['retry-success--1'].activities;
      a.push(a[0]);
    },
  ],
  'the first line of an error': [
    'retry-caught',
    (r) => {
      const e = lastHistory(r, 'retry-caught--1').find((x) => x.EventType === 6);
      e.Reason = e.Reason.replace('attempt', 'try');
    },
  ],
  'a lost event': [
    'event-before-wait',
    (r) => {
      const h = lastHistory(r, 'event-before-wait--1');
      h.splice(
        h.findIndex((x) => x.EventType === 15),
        1,
      );
    },
  ],
  'two events in the other order': [
    'event-before-wait',
    (r) => {
      const e = lastHistory(r, 'event-before-wait--1').filter((x) => x.EventType === 15);
      [e[0].Input, e[1].Input] = [e[1].Input, e[0].Input];
    },
  ],
  'a completion before its scheduling': [
    'waves',
    (r) => {
      const h = lastHistory(r, 'waves--1');
      const [done] = h.splice(
        h.findIndex((x) => x.EventType === 5),
        1,
      );
      h.splice(2, 0, done);
    },
  ],
  'a completion that came twice': [
    'single',
    (r) => {
      const h = lastHistory(r, 'single--1');
      h.push(h.find((x) => x.EventType === 5));
    },
  ],
  'a missing generation': [
    'continue-as-new',
    (r) => {
      r.instances['continue-as-new--1'].executions.pop();
    },
  ],
  'an activity input of another type': [
    'activity-inputs',
    (r) => {
      const a = r.instances['activity-inputs--1'].activities.find((x) => x.input.value === 'True');
      a.input = { type: 'boolean', value: true };
    },
  ],
};
/** These may differ. */
const harmless = {
  'other times and GUIDs': [
    'determinism',
    (r) =>
      JSON.parse(
        JSON.stringify(r)
          .replaceAll(/2026-/g, '2031-')
          .replaceAll(/-5([0-9a-f]{3})-/g, '-5abc-'),
      ),
  ],
  'one episode fewer': [
    'waves-cancel-during',
    (r) => {
      const x = execution(r, 'waves-cancel-during--1');
      if (x.episodes.length > 2) x.episodes.splice(1, 1);
    },
  ],
  'the .NET tail of an error': [
    'retry-caught',
    (r) => {
      const o = step(r, 'ended retry-caught--1').response.json.output;
      o.message = o.message.split('\n')[0];
    },
  ],
  'text of a management error': [
    'management-api',
    (r) => {
      step(r, 'start same id').response.json = { Message: 'other' };
    },
  ],
};

let bad = 0;
function check(name, alteration, wanted) {
  const copy = mkdtempSync(join(tmpdir(), 'golden-'));
  cpSync(golden, copy, { recursive: true });
  if (alteration) {
    const file = join(copy, `${alteration[0]}.json`);
    const recording = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(alteration[1](recording) ?? recording));
  }
  let code = 0;
  let text = '';
  try {
    text = execFileSync(process.execPath, [compare, golden, copy], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
  } catch (e) {
    code = e.status;
    text = e.stdout;
  }
  rmSync(copy, { recursive: true });
  if (code !== wanted) bad++;
  console.log(
    `${code === wanted ? 'ok  ' : 'BAD '} exit ${code}  ${name}  (${text.trim().split('\n').at(-1)})`,
  );
}
for (const [name, alteration] of Object.entries(alterations))
  check(name, alteration, alteration ? 1 : 0);
for (const [name, alteration] of Object.entries(harmless)) check(name, alteration, 0);
process.exitCode = bad ? 1 : 0;
