import type { Headers } from '@middlebrick/model';
import type { Dispatcher } from 'undici';
import type { Listener } from './carrier.ts';

const noBytes = new Uint8Array(0);
const namesSeen = new Map<string, string>();
const mostNames = 2000;

/**
 * Headers that are kept of one answer. A head of 64 KiB has room for twenty thousand, which take a hundred times the
 * memory in ours; honest answers have a few dozen.
 */
const mostHeaders = 256;

/** Owns one request on a connection: gathers its answer up to a limit and drops the connection beyond. */
export class RunningRequest implements Dispatcher.DispatchHandler {
  readonly #listener: Listener;
  readonly #maxBytes: number;
  #controller: Dispatcher.DispatchController | undefined;
  #isOver = false;
  #status = 0;
  #headers: Headers = [];
  #encoding = '';
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(listener: Listener, maxBytes: number) {
    this.#listener = listener;
    this.#maxBytes = maxBytes;
  }

  /** Ends the request without telling anybody. Its connection is closed, because an answer may be on the way. */
  drop(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#chunks = [];
    this.#controller?.abort(new Error('dropped'));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was dropped while it waited for a connection.
    if (this.#isOver) controller.abort(new Error('dropped'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    // Interim answers (RFC 9110 section 15.2) precede the real one.
    if (this.#isOver || status < 200) return;
    this.#status = status;
    this.#readHeaders(controller.rawHeaders);
    this.#listener.answering();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    const room = this.#maxBytes - this.#size;
    this.#size += Math.min(chunk.length, room);
    this.#chunks.push(chunk.length <= room ? chunk : chunk.subarray(0, room));
    if (chunk.length <= room) return;
    this.#finish(true);
    controller.abort(new Error('too long'));
  }

  onResponseEnd(): void {
    if (!this.#isOver) this.#finish(false);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.failed(error);
  }

  #finish(truncated: boolean): void {
    this.#isOver = true;
    const chunks = this.#chunks;
    const body = chunks.length === 0 ? noBytes : chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    const { headers, encoding } = { headers: this.#headers, encoding: this.#encoding };
    this.#listener.answered({ status: this.#status, headers, body, encoding, truncated });
  }

  #readHeaders(raw: Dispatcher.DispatchController['rawHeaders']): void {
    if (!Array.isArray(raw)) return;
    for (let index = 0; index + 1 < raw.length; index += 2) {
      const name = lowerCase(`${raw[index]}`);
      const value = `${raw[index + 1]}`;
      if (this.#headers.length < mostHeaders) this.#headers.push([name, value]);
      if (name === 'content-encoding') this.#encoding = this.#encoding === '' ? value : `${this.#encoding},${value}`;
    }
  }
}

/** The same few names come with every answer. */
function lowerCase(name: string): string {
  let lower = namesSeen.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    if (namesSeen.size < mostNames) namesSeen.set(name, lower);
  }
  return lower;
}
