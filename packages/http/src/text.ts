import { Buffer } from 'node:buffer';

/** Bytes as text: UTF-8, with U+FFFD for what is not, and without a byte order mark. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length === 0) return '';
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/**
 * Text for a request line or a header. The engine writes these as Latin-1, so that text beyond ASCII is spelled
 * here as the bytes of its UTF-8 form, which is also what a shell would send on replay.
 */
export function wireText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII as a whole
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}
