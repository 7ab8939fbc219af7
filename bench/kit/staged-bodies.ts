/** The bodies the product posted, taken from its storage, for the floor to post again. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { BlobServiceClient } from '@azure/storage-blob';
import { benchDirectory } from '../../local/simulators/world/bench.ts';

const ADDRESS = /"address":"([^"@]+@bench\.example)"/;

/** @returns how many bodies were written to `file`, one per line: mailbox id, tab, body */
export async function exportBodies(
  connectionString: string,
  mailboxes: number,
  file: string,
): Promise<number> {
  const ids = new Map(benchDirectory(mailboxes).map(({ mail, id }) => [mail, id]));
  const container =
    BlobServiceClient.fromConnectionString(connectionString).getContainerClient('staged');
  const out = createWriteStream(file);
  let bodies = 0;
  for await (const { name } of container.listBlobsFlat()) {
    const blob = await container.getBlobClient(name).downloadToBuffer();
    for (const line of blob.toString('utf8').split('\n')) {
      const mailbox = ids.get(ADDRESS.exec(line)?.[1] ?? '');
      if (mailbox === undefined) continue;
      bodies++;
      if (!out.write(`${mailbox}\t${line}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'close');
  return bodies;
}
