import { texts } from '../texts.ts';

const NAMES: Readonly<Record<string, string>> = texts.itemKinds;

/** What a kind of communication is called; one that came with a later version keeps its own name. */
export function kindName(kind: string): string {
  return NAMES[kind] ?? kind;
}
