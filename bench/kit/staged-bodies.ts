/** The bodies the product posted, taken from its storage, for the floor to post again. */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { BlobServiceClient } from '@azure/storage-blob';

const ADDRESS = /"address":"([^"@]+@bench\.example)"/;

/**
 * A mailbox is named by its user's address, which every Graph understands.
 * @returns how many bodies were written to `file`, one per line: mailbox, tab, body
 */
export async function exportBodies(connectionString: string, file: string): Promise<number> {
  const container =
    BlobServiceClient.fromConnectionString(connectionString).getContainerClient('staged');
  const out = createWriteStream(file);
  let bodies = 0;
  for await (const { name } of container.listBlobsFlat()) {
    const blob = await container.getBlobClient(name).downloadToBuffer();
    for (const line of blob.toString('utf8').split('\n')) {
      const mailbox = ADDRESS.exec(line)?.[1];
      if (mailbox === undefined) continue;
      bodies++;
      if (!out.write(`${mailbox}\t${line}\n`)) await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'close');
  return bodies;
}
