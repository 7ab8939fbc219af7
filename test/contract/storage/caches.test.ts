import { describe, expect, it } from '@jest/globals';
import type { CachedResolution } from '../../../src/ports/microsoft365.ts';
import { useAzurite } from '../../support/azurite.ts';
import { DAY, MAILBOX } from './rows.ts';

const azurite = useAzurite();
const FOLDER = 'AT&T SMS/MMS Network Archiver';

describe('adapters/storage folder cache', () => {
  it('remembers ids for other processes until they are forgotten', async () => {
    const { folders } = azurite.open();
    expect(await folders.get(MAILBOX, FOLDER)).toBeUndefined();
    await folders.put(MAILBOX, FOLDER, 'AQMk=');
    await folders.put(MAILBOX, 'Android Archiver', 'AQMk2=');

    expect(await folders.get(MAILBOX, FOLDER)).toBe('AQMk=');
    const other = azurite.open().folders;
    expect(await other.get(MAILBOX, FOLDER)).toBe('AQMk=');
    expect(await other.get('somebody-else', FOLDER)).toBeUndefined();

    await other.forget(MAILBOX, FOLDER);
    await other.forget(MAILBOX, FOLDER);
    expect(await other.get(MAILBOX, FOLDER)).toBeUndefined();
    expect(await azurite.open().folders.get(MAILBOX, FOLDER)).toBeUndefined();
    expect(await azurite.open().folders.get(MAILBOX, 'Android Archiver')).toBe('AQMk2=');
  });
});

describe('adapters/storage directory cache', () => {
  it('answers for the addresses it knows, few or many', async () => {
    const known = new Map<string, CachedResolution>(
      Array.from({ length: 400 }, (_, number) => [
        `person${number}/o'hara#@example.com`,
        number % 3
          ? { mailboxId: MAILBOX, address: `p${number}@example.com`, at: DAY + number }
          : { reason: 'noMailbox', at: DAY + number },
      ]),
    );
    await azurite.open().directory.put(known);
    const { directory } = azurite.open();

    const addresses = [...known.keys()];
    expect(await directory.get([...addresses, 'stranger@example.com'])).toEqual(known);
    const few = addresses.slice(0, 5);
    expect(await directory.get([...few, 'stranger@example.com'])).toEqual(
      new Map([...known].slice(0, 5)),
    );
    expect(await directory.get([])).toEqual(new Map());
  });

  it('keeps the latest finding', async () => {
    const { directory } = azurite.open();
    const address = 'new@example.com';
    await directory.put(new Map([[address, { reason: 'notFound', at: DAY }]]));
    await directory.put(new Map([[address, { mailboxId: MAILBOX, address, at: DAY + 1 }]]));

    expect((await directory.get([address])).get(address)).toEqual({
      mailboxId: MAILBOX,
      address,
      at: DAY + 1,
    });
  });
});
