import { z } from 'zod';
import { type Json, parseJson } from './json.ts';

export const headersSchema = z.array(z.tuple([z.string(), z.string()]));
export type Headers = z.infer<typeof headersSchema>;

/** One request and its answer, exactly as sent by one identity, with every secret already replaced by its variable. */
export const exchangeSchema = z.object({
  id: z.string(),
  identity: z.string(),
  purpose: z.string().describe('Why the request was sent, such as "owner reads".'),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: headersSchema,
    body: z.string().optional(),
  }),
  response: z
    .object({
      status: z.int(),
      headers: headersSchema.describe('Names in lower case, in the order received, repeated where repeated.'),
      body: z.string(),
      bytes: z.int().describe('Bytes of the decoded body that were read.'),
      truncated: z.boolean().describe('The body was longer than the limit and is cut.'),
    })
    .nullable()
    .describe('null when no complete answer arrived; `failure` says why.'),
  failure: z.object({ code: z.string(), message: z.string() }).optional(),
  startedAt: z.iso.datetime(),
  milliseconds: z.number(),
});
export type Exchange = z.infer<typeof exchangeSchema>;
export type Answer = NonNullable<Exchange['response']>;

/** What a check wants sent. The path is concrete and already percent-encoded; it is put on the wire as it stands. */
export interface RequestSpec {
  method: string;
  /** Path below the base URL, starting with `/`, with its query string. */
  path: string;
  headers?: Headers;
  body?: string;
}

/** First value of a response header, by any spelling. */
export function headerOf(exchange: Exchange, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return exchange.response?.headers.find(([key]) => key === wanted)?.[1];
}

export function headersOf(exchange: Exchange, name: string): string[] {
  const wanted = name.toLowerCase();
  return (exchange.response?.headers ?? []).filter(([key]) => key === wanted).map(([, value]) => value);
}

export function isSuccess(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  return status >= 200 && status < 300;
}

const parsed = new WeakMap<Exchange, { value: Json | undefined }>();

/** The answer's body as JSON, whatever its media type says; `undefined` when it is not JSON. Parsed once. */
export function jsonOf(exchange: Exchange): Json | undefined {
  let entry = parsed.get(exchange);
  if (entry === undefined) {
    const body = exchange.response?.body ?? '';
    entry = { value: body === '' ? undefined : parseJson(body) };
    parsed.set(exchange, entry);
  }
  return entry.value;
}
