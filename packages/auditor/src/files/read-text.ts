import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** The text of a file, or why there is none. `damage` says what of it could not be read. */
export type Read = { readonly text: string; readonly damage?: string } | { readonly reason: string };

/**
 * Reads a file of text that may be anything by now: a pipe that nobody writes to, a device without an end, something
 * that grows while it is read. `wantsAll` sees the beginning, and may say that the rest is not needed. Without promises,
 * which take longer than reading a small file does.
 */
export function readText(
  path: string,
  most: number,
  wantsAll: (head: string) => boolean = () => true,
): Read | undefined {
  // A link that took the place of the file is not followed, and a pipe is not waited for.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  let file: number | undefined;
  try {
    file = openSync(path, flags);
    const status = fstatSync(file);
    if (!status.isFile()) return { reason: 'it is no regular file' };
    if (status.size > most) return { reason: tooLarge(status.size) };
    const head = readBytes(file, 0, Math.min(headBytes, status.size));
    if (!wantsAll(decoded(head).text)) return undefined;
    const rest = readBytes(file, head.length, most + 1 - head.length);
    const bytes = Buffer.concat([head, rest]);
    return bytes.length > most ? { reason: tooLarge(bytes.length) } : textOf(bytes);
  } catch (error) {
    return { reason: `it could not be read (${codeOf(error)})` };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The code of an error of the system: `EACCES`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

const headBytes = 20_000;
const chunk = 64 * 1024;

function tooLarge(size: number): string {
  return `it has ${size < 10_000_000 ? (size / 1_000_000).toFixed(1) : Math.round(size / 1_000_000)} MB`;
}

/** At most so many bytes from a place on. */
function readBytes(file: number, from: number, most: number): Buffer {
  const parts: Buffer[] = [];
  for (let left = most, at = from; left > 0; ) {
    const buffer = Buffer.allocUnsafe(Math.min(chunk, left));
    const bytesRead = readSync(file, buffer, 0, buffer.length, at);
    if (bytesRead === 0) break;
    parts.push(buffer.subarray(0, bytesRead));
    at += bytesRead;
    left -= bytesRead;
  }
  return Buffer.concat(parts);
}

function textOf(bytes: Buffer): Read {
  const { text, isWhole } = decoded(bytes);
  if (text.includes('\0')) return { reason: 'it is no text' };
  return isWhole ? { text } : { text, damage: 'some of it is no UTF-8; the rest was read' };
}

/** UTF-8, or what the mark at the beginning says: editors and shells of Windows write UTF-16. */
function decoded(bytes: Buffer): { text: string; isWhole: boolean } {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  if (!isLittle && !isBig) return { text: new TextDecoder().decode(bytes), isWhole: isUtf8(bytes) };
  return { text: new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes), isWhole: true };
}
