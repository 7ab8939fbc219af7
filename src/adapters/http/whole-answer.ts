import type { Dispatcher } from 'undici';

export interface Answer {
  statusCode: number;
  headers: Dispatcher.ResponseData['headers'];
  text: string;
}

/** Collects one answer without the streams and signals that a general one needs. */
export class WholeAnswer implements Dispatcher.DispatchHandler {
  private readonly resolve: (answer: Answer) => void;
  private readonly reject: (error: Error) => void;
  private readonly timer: NodeJS.Timeout | undefined;
  private readonly chunks: Buffer[] = [];
  private statusCode = 0;
  private headers: Answer['headers'] = {};
  private controller: Dispatcher.DispatchController | undefined;
  private timedOut: Error | undefined;

  constructor(
    timeoutMs: number | undefined,
    resolve: (answer: Answer) => void,
    reject: (error: Error) => void,
  ) {
    this.resolve = resolve;
    this.reject = reject;
    this.timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            this.expire();
          }, timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // Its time ran out while it waited for a connection.
    if (this.timedOut) controller.abort(this.timedOut);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Answer['headers'],
  ): void {
    this.statusCode = statusCode;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.timer);
    const [first, second] = this.chunks;
    const body = second ? Buffer.concat(this.chunks) : first;
    const text = body?.toString() ?? '';
    this.resolve({ statusCode: this.statusCode, headers: this.headers, text });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    clearTimeout(this.timer);
    this.reject(error);
  }

  private expire(): void {
    this.timedOut = new DOMException('The answer did not come in time', 'TimeoutError');
    this.controller?.abort(this.timedOut);
    this.reject(this.timedOut);
  }
}
