import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzipSync,
  inflateRawSync,
  inflateSync,
} from 'node:zlib';
import { RequestFailed } from './failure.ts';

export interface DecodedBody {
  body: Uint8Array;
  truncated: boolean;
}

/** More layers than this are an attack and not an encoding. */
const mostLayers = 3;

/**
 * Undoes the content encodings of a body (RFC 9110 section 8.4). Never inflates more than `maxBytes` of a layer:
 * what is beyond is dropped and the result marked as truncated. Encodings that were not asked for are left as
 * they are, since servers put all kinds of words into this header.
 *
 * @param encoding the `Content-Encoding` header as received
 * @param isCut the encoded body itself ends early, so its decoded form may too
 * @throws RequestFailed BAD_ENCODING when the bytes are not what the header says
 */
export async function decodeBody(
  bytes: Uint8Array,
  encoding: string,
  maxBytes: number,
  isCut: boolean,
): Promise<DecodedBody> {
  const layers = layersOf(encoding);
  if (layers.length > mostLayers) throw new RequestFailed('BAD_ENCODING');
  let body = bytes;
  let truncated = isCut;
  for (const layer of layers) {
    if (body.length === 0) break;
    const decoded = await decodeLayer(body, layer, maxBytes, truncated);
    body = decoded.body;
    truncated = decoded.truncated;
  }
  return { body, truncated };
}

type Layer = 'gzip' | 'deflate' | 'deflate-raw' | 'br';

function layersOf(encoding: string): Layer[] {
  return encoding
    .toLowerCase()
    .split(',')
    .map((word) => word.trim().replace(/^x-gzip$/, 'gzip'))
    .filter((word): word is Layer => word === 'gzip' || word === 'deflate' || word === 'br')
    .reverse();
}

async function decodeLayer(bytes: Uint8Array, named: Layer, maxBytes: number, isCut: boolean): Promise<DecodedBody> {
  const layer = named === 'deflate' && !hasZlibHeader(bytes) ? 'deflate-raw' : named;
  if (!isCut) {
    const whole = decodeWhole(bytes, layer, maxBytes);
    if (whole !== undefined) return { body: whole, truncated: false };
  }
  return decodeStart(bytes, layer, maxBytes, isCut);
}

/** Some servers send raw deflate where RFC 9110 section 8.4.1.2 wants the zlib format (RFC 1950 section 2.2). */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

const whole = { gzip: gunzipSync, deflate: inflateSync, 'deflate-raw': inflateRawSync, br: brotliDecompressSync };

/** The quick way for bodies that fit; `undefined` when this one does not. */
function decodeWhole(bytes: Uint8Array, layer: Layer, maxBytes: number): Uint8Array | undefined {
  try {
    return whole[layer](bytes, { maxOutputLength: Math.max(1, maxBytes) });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw new RequestFailed('BAD_ENCODING');
  }
}

const start = {
  gzip: () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: () => createInflate({ finishFlush: constants.Z_SYNC_FLUSH }),
  'deflate-raw': () => createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH }),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

/** The first `maxBytes` of a body that is longer or was cut. */
function decodeStart(bytes: Uint8Array, layer: Layer, maxBytes: number, isCut: boolean): Promise<DecodedBody> {
  const { promise, resolve, reject } = Promise.withResolvers<DecodedBody>();
  const decoder = start[layer]();
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = (truncated: boolean): void => {
    resolve({ body: Buffer.concat(chunks).subarray(0, maxBytes), truncated });
    decoder.destroy();
  };
  decoder.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) finish(true);
  });
  decoder.on('end', () => finish(isCut));
  // A cut body may end within a block: what came out so far is its beginning.
  decoder.on('error', () => (isCut && size > 0 ? finish(true) : reject(new RequestFailed('BAD_ENCODING'))));
  decoder.end(bytes);
  return promise;
}
