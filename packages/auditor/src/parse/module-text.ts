import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Module, Span } from '../ir/ir.ts';

/** A number may be too large for JSON only where it is written like this. */
const hugeNumber = /[eE]\+?[\d_]{3}|[\da-fA-F_]{250}/;
/** Most bytes of one module. One is about five times as long as its text. */
const largestModule = 64_000_000;

/** Whether the module of a text is the same when it was written as JSON and read again. */
export function survivesJson(text: string): boolean {
  return !hugeNumber.test(text);
}

/** JSON of a module, small and with a checksum. */
export function packedModule(json: string): Uint8Array {
  return zstdCompressSync(json, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
}

/** The module that was packed; `undefined` when it is none, or that of another file. */
export function unpackedModule(bytes: Uint8Array, path: string): Module | undefined {
  try {
    const value: unknown = JSON.parse(zstdDecompressSync(bytes, { maxOutputLength: largestModule }).toString());
    return isModule(value, path) ? value : undefined;
  } catch {
    // Half written, or changed: it is parsed again.
    return undefined;
  }
}

function isModule(value: unknown, path: string): value is Module {
  if (!isRecord(value) || value.path !== path) return false;
  const { language, body, errors, directives, lines } = value;
  return (
    (language === 'python' || language === 'javascript') &&
    isListOf(body, (part) => isSpan(part) && 'kind' in part && typeof part.kind === 'string') &&
    isListOf(errors, isSpan) &&
    isListOf(directives, isRecord) &&
    isListOf(lines, Number.isSafeInteger)
  );
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

function isSpan(value: unknown): value is Span {
  return isRecord(value) && Number.isSafeInteger(value.start) && Number.isSafeInteger(value.end);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
