import type { Transport, TransportAnswer, TransportRequest } from './contract.ts';
import { decodeBody } from './decode-body.ts';

/**
 * A transport that hands requests to a function instead of a socket, for tests and for applications that live in
 * the same process. `Request` normalises paths, so dot segments arrive resolved; GET and HEAD carry no body.
 */
export function inProcessTransport(handler: (request: Request) => Response | Promise<Response>): Transport {
  return {
    dispatch: async (request) => {
      const response = await handler(requestOf(request));
      return answerOf(response, request.maxBytes);
    },
  };
}

function requestOf(request: TransportRequest): Request {
  // The path is spelled as bytes, which `URL` would take for characters.
  const url = new URL(request.origin + Buffer.from(request.path, 'latin1').toString('utf8'));
  const headers = new Headers();
  for (const [name, value] of request.headers) headers.append(name, value);
  if (!headers.has('host')) headers.set('host', url.host);
  const { method, signal, body } = request;
  if (body === undefined || method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  // Bytes and not text, for which `Request` would make up a content type.
  return new Request(url, { method, headers, signal, body: Buffer.from(body, 'utf8') });
}

async function answerOf(response: Response, maxBytes: number): Promise<TransportAnswer> {
  const headers = [...response.headers];
  const read = await readAtMost(response, maxBytes);
  const encoding = response.headers.get('content-encoding') ?? '';
  const { body, truncated } = encoding === '' ? read : await decodeBody(read.body, encoding, maxBytes, read.truncated);
  return { status: response.status, headers, body, truncated };
}

async function readAtMost(response: Response, maxBytes: number): Promise<{ body: Uint8Array; truncated: boolean }> {
  if (response.body === null) return { body: new Uint8Array(0), truncated: false };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), truncated: size > maxBytes };
}
