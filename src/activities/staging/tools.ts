import { indexMapping } from '../../domain/mapping.ts';
import { createNumberNormalisers } from '../../domain/numbers.ts';
import type { Ports } from '../../ports/ports.ts';
import type { RunContext } from '../run-context.ts';
import type { StagingTools } from './batch.ts';

/**
 * What staging works with, made once per activity.
 * @param rawPrefix folder in `raw` for what is pulled
 * @param normaliserOf shared where many activities meet the same numbers
 */
export async function stagingTools(
  ports: Ports,
  context: RunContext,
  rawPrefix: string,
  normaliserOf = createNumberNormalisers(),
): Promise<StagingTools> {
  const { run, connector, product } = context;
  const { rules, mappingVersion } = run.snapshot;
  const entries =
    rules.custom && mappingVersion !== undefined
      ? await ports.mappings.load(connector.id, mappingVersion)
      : undefined;
  return {
    ports,
    context,
    mapping: entries && indexMapping(entries),
    convert: {
      reader: ports.source.reader(connector.id, product.product),
      blobs: ports.blobs,
      emails: ports.emails,
      normalise: normaliserOf(product.region),
      rawPrefix,
    },
  };
}
