/** A process that dies at one chosen call of a port: that call, and every later one of the same process, throws. */
import type { Ports } from '../../src/ports/ports.ts';

export class ProcessDied extends Error {
  constructor() {
    super('the process died');
    this.name = 'ProcessDied';
  }
}

export interface Process {
  ports: Ports;
  /** Calls made so far. */
  calls(): number;
}

/** Calls that never leave the process. */
const LOCAL = new Set(['clock', 'random', 'log', 'archiveDomain']);
/** Answer further ports rather than values. */
const FACTORIES = new Set(['writer', 'reader']);

/**
 * @param at number of the call at which the process dies, from 1; 0 for one that lives
 * @param when whether the call was carried out
 */
export function processOver(real: Ports, at: number, when: 'before' | 'after'): Process {
  let calls = 0;
  let isDead = false;

  async function attempt(work: () => unknown): Promise<unknown> {
    if (isDead) throw new ProcessDied();
    calls++;
    if (calls !== at) return work();
    if (when === 'after') await work();
    isDead = true;
    throw new ProcessDied();
  }

  function wrapped(target: object): object {
    return new Proxy(target, {
      get(_, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        const call = (...args: unknown[]): unknown =>
          (value as (...all: unknown[]) => unknown).apply(target, args);
        if (FACTORIES.has(String(name)))
          return (...args: unknown[]) => wrapped(call(...args) as object);
        if (name === 'safeUntil') return (...args: unknown[]) => (isDead ? 0 : call(...args));
        if (name === 'parsePage' || name === 'forget') return call;
        return (...args: unknown[]) => answer(() => call(...args), String(name));
      },
    });
  }

  function answer(call: () => unknown, name: string): unknown {
    if (isPaged(name)) return pages(call() as AsyncIterable<unknown>);
    const promise = attempt(call);
    return name === 'acquire'
      ? promise.then((lease) => (lease === undefined ? undefined : wrapped(lease as object)))
      : promise;
  }

  async function* pages(source: AsyncIterable<unknown>): AsyncGenerator {
    for await (const page of source) yield await attempt(() => page);
  }

  const entries = Object.entries(real).map(([name, port]) => [
    name,
    LOCAL.has(name) ? (port as unknown) : wrapped(port as object),
  ]);
  return { ports: Object.fromEntries(entries) as Ports, calls: () => calls };
}

/** Methods of the ledger that answer page by page. */
const PAGED: ReadonlySet<string> = new Set([
  'items',
  'outcomes',
  'deliveries',
  'deliveriesTo',
  'exceptions',
  'exceptionFacts',
]);

function isPaged(name: string): boolean {
  return PAGED.has(name);
}
