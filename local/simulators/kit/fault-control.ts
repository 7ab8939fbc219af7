import type { IncomingMessage, ServerResponse } from 'node:http';
import { FaultPlanError } from './faults.ts';
import type { FaultBook } from './faults.ts';
import { readJson, sendJson } from './http.ts';

/** `/_control/faults`: POST adds plans, GET shows which were used, DELETE forgets them all. */
export async function serveFaultControl(
  book: FaultBook,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'DELETE') book.clear();
  else if (request.method === 'POST') {
    try {
      book.add(await readJson(request));
    } catch (error) {
      if (!(error instanceof FaultPlanError || error instanceof SyntaxError)) throw error;
      sendJson(response, 400, { error: error.message });
      return;
    }
  }
  sendJson(response, 200, book.report());
}
