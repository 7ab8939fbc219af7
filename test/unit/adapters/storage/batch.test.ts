import { describe, expect, it } from '@jest/globals';
import { batchBody, checkBatchAnswer } from '../../../../src/adapters/storage/batch.ts';

const entity = { partitionKey: "o'p", rowKey: 'a|b', text: '--changeset_1\r\nx' };

describe('adapters/storage/batch', () => {
  it('writes one part a row, addressed by its escaped keys', () => {
    const body = batchBody('https://a.example/t', [
      { kind: 'insert', entity },
      { kind: 'merge', entity },
      { kind: 'delete', entity },
    ]);

    const requests = body.split('\r\n').filter((line) => line.endsWith('HTTP/1.1'));
    expect(requests).toEqual([
      'POST https://a.example/t HTTP/1.1',
      "PATCH https://a.example/t(PartitionKey='o''p',RowKey='a%7Cb') HTTP/1.1",
      "DELETE https://a.example/t(PartitionKey='o''p',RowKey='a%7Cb') HTTP/1.1",
    ]);
  });

  it('lets no content look like the border between two parts', () => {
    const body = batchBody('https://a.example/t', [{ kind: 'insert', entity }]);
    expect(body.split('\r\n').filter((line) => line.startsWith('--'))).toEqual([
      '--batch_1',
      '--changeset_1',
      '--changeset_1--',
      '--batch_1--',
    ]);
  });

  it.each([
    [
      202,
      'HTTP/1.1 409 Conflict\r\n\r\n{"odata.error":{"code":"EntityAlreadyExists"}}',
      'conflict',
    ],
    [202, 'HTTP/1.1 404 Not Found\r\n\r\n{"odata.error":{"code":"ResourceNotFound"}}', 'not_found'],
    [404, '{"odata.error":{"code":"TableNotFound"}}', 'storage_unavailable'],
    [202, 'HTTP/1.1 400 Bad Request\r\n\r\n{"odata.error":{"code":"InvalidInput"}}', 'internal'],
    [403, '', 'storage_unavailable'],
    [500, '<html>', 'storage_unavailable'],
    [503, '{"odata.error":{"code":"ServerBusy"}}', 'storage_unavailable'],
  ])('turns %i %j into %s', (status, body, code) => {
    expect(() => {
      checkBatchAnswer(status, body);
    }).toThrow(expect.objectContaining({ code }));
  });

  it('takes a transaction for done when every part is', () => {
    expect(() => {
      checkBatchAnswer(202, 'HTTP/1.1 204 No Content\r\nETag: HTTP/1.1 409\r\n');
    }).not.toThrow();
  });
});
