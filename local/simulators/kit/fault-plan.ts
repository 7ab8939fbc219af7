/** What happens to an addressed request. */
export type FaultAction =
  /** Answer this instead of doing anything; `body` is sent as it stands. */
  | { type: 'status'; status: number; body?: string; headers?: Record<string, string> }
  /** Do the work, then answer with an empty error or cut the connection. */
  | { type: 'afterCommit'; status: number | 'reset' }
  | { type: 'reset' }
  | { type: 'delay'; ms: number }
  | { type: 'hang' };

export interface FaultPlan {
  /** `path` is a regular expression, everything else is compared without regard to case. */
  match: Readonly<Record<string, string>>;
  /** How many matching requests pass first. */
  skip: number;
  /** How many matching requests are then answered by the action. */
  times: number;
  action: FaultAction;
}

type Fields = Record<string, unknown>;

/** A plan as sent by a test, checked; `status` may carry a `code`, which becomes an error body. */
export function parsePlan(value: unknown, attributes: readonly string[]): FaultPlan {
  const plan = object(value, 'plan', ['match', 'skip', 'times', 'action']);
  return {
    match: parseMatch(plan.match, attributes),
    skip: plan.skip === undefined ? 0 : whole(plan.skip, 'skip', 0),
    times: whole(plan.times, 'times', 1),
    action: parseAction(plan.action),
  };
}

function parseMatch(value: unknown, attributes: readonly string[]): Record<string, string> {
  const match = object(value, 'match', ['method', 'path', ...attributes]);
  for (const [name, wanted] of Object.entries(match)) {
    if (typeof wanted !== 'string') throw new Error(`match.${name} is a string`);
  }
  return match as Record<string, string>;
}

function parseAction(value: unknown): FaultAction {
  const type = value !== null && typeof value === 'object' && 'type' in value ? value.type : '';
  switch (type) {
    case 'status':
      return parseStatus(object(value, 'action', ['type', 'status', 'code', 'body', 'headers']));
    case 'afterCommit': {
      const action = object(value, 'action', ['type', 'status']);
      const { status } = action;
      return { type, status: status === 'reset' ? status : errorStatus(status) };
    }
    case 'delay':
      return { type, ms: whole(object(value, 'action', ['type', 'ms']).ms, 'ms', 1) };
    case 'reset':
    case 'hang':
      object(value, 'action', ['type']);
      return { type };
    default:
      throw new Error('action.type is one of status, afterCommit, reset, delay, hang');
  }
}

function parseStatus(action: Fields): FaultAction {
  const { code, body, headers } = action;
  if (code !== undefined && typeof code !== 'string') throw new Error('code is a string');
  if (code !== undefined && body !== undefined) throw new Error('action has a code or a body');
  const text = code === undefined ? body : { error: { code, message: `Simulated ${code}.` } };
  const all = headers === undefined ? {} : object(headers, 'headers');
  const pairs = Object.entries(all).map(([name, header]) => [name, String(header)]);
  return {
    type: 'status',
    status: errorStatus(action.status),
    ...(text === undefined ? {} : { body: typeof text === 'string' ? text : JSON.stringify(text) }),
    headers: Object.fromEntries(pairs) as Record<string, string>,
  };
}

function errorStatus(value: unknown): number {
  const status = whole(value, 'status', 200);
  if (status > 599) throw new Error('status is an HTTP status');
  return status;
}

function whole(value: unknown, name: string, least: number): number {
  if (!Number.isInteger(value) || (value as number) < least) {
    throw new Error(`${name} is a whole number of at least ${least}`);
  }
  return value as number;
}

function object(value: unknown, name: string, allowed?: readonly string[]): Fields {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new Error(`${name} is an object`);
  }
  const unknown = Object.keys(value).find((key) => allowed !== undefined && !allowed.includes(key));
  if (unknown !== undefined) throw new Error(`${name} has no '${unknown}'`);
  return value as Fields;
}
