/** What a row of the route table is made of. */
import type { z } from 'zod';
import type { Api } from '../api.ts';
import type { RunStarter } from '../ports.ts';
import type { Access, Principal } from './principal.ts';
import type { ApiProblem } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A checked request. */
export interface Call<Body = unknown, Query = unknown> {
  /** The path's `{id}`, `{runId}` and `{version}`; empty where the path has none of that name. */
  id: string;
  body: Body;
  query: Query;
  /** Of routes that take a file. */
  bytes: AsyncIterable<Uint8Array>;
  /** Nobody in particular only where the route is for anyone. */
  by: Principal;
  params: Readonly<Record<string, string>>;
  ifMatch: string | undefined;
  /** `https://host` under which the caller reached us. */
  origin: string;
  /** The caller is a browser showing a page. */
  wantsPage: boolean;
  starter: RunStarter;
}

export interface Answer {
  status: number;
  /** Sent as JSON. */
  body?: unknown;
  file?: { bytes: Uint8Array; type: string; name: string };
  /** A file too large to be held; produced while it is sent, so that a failure breaks it off. */
  stream?: { bytes: AsyncIterable<Uint8Array>; type: string; name: string };
  etag?: string;
  /** A path below `/api/`, or one of the site. */
  location?: string;
  /** The problem that the answer leads a browser to, in the place of showing it. */
  refusal?: ApiProblem;
}

/** A status that is no failure, and what is sent with it; no `body` for nothing. */
export interface Outcome {
  status: number;
  /** `file` for what is not sent as JSON. */
  body?: z.ZodType | 'file';
  /** By media type, where it is neither JSON nor one CSV file. */
  types?: Readonly<Record<string, z.ZodType>>;
  /** Comes with the address of what came of the call. */
  located?: true;
}

export interface Route {
  /** Unique; the operation in descriptions and records. */
  name: string;
  summary: string;
  method: Method;
  /** Below `/api/`, with `{name}` for parameters. */
  path: string;
  access: Access;
  /** JSON body. */
  body?: z.ZodType;
  /** The body is a file of this type. */
  takes?: 'text/csv';
  query?: z.ZodType;
  answers: Outcome;
  /** Other outcomes than the usual one. */
  also?: readonly Outcome[];
  /** The answer carries the tag of its connector, and a change honours `If-Match`. */
  etag?: true;
  /**
   * Statuses of the problems that do not follow from the other members of the row: it is described with these.
   * `[503]` unless told.
   */
  problems?: readonly number[];
  /**
   * Whether a call changes something, and thus is recorded. Unless told, every call does that an administrator makes by
   * another method than GET.
   */
  changes?(call: Call): boolean;
  handle(api: Api, call: Call): Promise<Answer>;
}

type Typed<B extends z.ZodType, Q extends z.ZodType> = Omit<
  Route,
  'body' | 'query' | 'handle' | 'changes'
> & {
  body?: B;
  query?: Q;
  changes?(call: Call<z.output<B>, z.output<Q>>): boolean;
  handle(api: Api, call: Call<z.output<B>, z.output<Q>>): Promise<Answer>;
};

/** Checks a row against its own schemas; the adapter parses body and query by them before it calls `handle`. */
export function route<B extends z.ZodType, Q extends z.ZodType>(row: Typed<B, Q>): Route {
  return row;
}
