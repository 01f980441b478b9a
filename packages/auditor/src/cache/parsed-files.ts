import { createHash } from 'node:crypto';
import type { SourceFile } from '../files/discover.ts';
import type { Module } from '../ir/ir.ts';
import { unpackedModule } from '../parse/module-text.ts';

/** Modules of files that were parsed before. */
export interface ParsedFiles {
  get(file: SourceFile): Module | undefined;
  add(file: SourceFile, packed: Uint8Array): void;
}

/** Parsed files as they are kept: those of an earlier audit, and what comes to them. */
export interface ParsedPack extends ParsedFiles {
  /** All that was asked for or added, to be kept; `null` when nothing is new. */
  packed(): Buffer | null;
}

const mark = Buffer.from('middlebrick modules 1\n');

/**
 * Opens what an earlier audit left, of which nothing is believed that does not have the right form.
 * @param code what tells the parser that made it from others
 */
export function openParsedFiles(bytes: Buffer | null, code: string): ParsedPack {
  const known = bytes === null ? new Map<string, Uint8Array>() : readPack(bytes);
  const kept = new Map<string, Uint8Array>();
  let isNew = false;
  return {
    get: (file) => {
      const key = keyOf(file, code);
      const part = known.get(key);
      const module = part && unpackedModule(part, file.path);
      if (part !== undefined && module !== undefined) kept.set(key, part);
      return module;
    },
    add: (file, packed) => {
      kept.set(keyOf(file, code), packed);
      isNew = true;
    },
    packed: () => (isNew ? packOf(kept) : null),
  };
}

function keyOf({ path, text }: SourceFile, code: string): string {
  return createHash('sha256').update(code).update('\0').update(path).update('\0').update(text).digest('base64');
}

/** The mark, the length of the index, the index, and the parts in its order. */
function packOf(parts: ReadonlyMap<string, Uint8Array>): Buffer {
  const index = Buffer.from(JSON.stringify([...parts].map(([key, { length }]) => [key, length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  return Buffer.concat([mark, length, index, ...parts.values()]);
}

function readPack(bytes: Buffer): Map<string, Uint8Array> {
  const parts = new Map<string, Uint8Array>();
  const start = mark.length + 4;
  if (bytes.length < start || !bytes.subarray(0, mark.length).equals(mark)) return parts;
  const first = start + bytes.readUInt32LE(mark.length);
  let from = first;
  for (const [key, length] of indexFrom(bytes.subarray(start, first))) {
    parts.set(key, bytes.subarray(from, from + length));
    from += length;
  }
  return parts;
}

function indexFrom(bytes: Buffer): [string, number][] {
  try {
    const index: unknown = JSON.parse(bytes.toString());
    return Array.isArray(index) ? index.filter(isEntry) : [];
  } catch {
    // As if nothing had been kept.
    return [];
  }
}

function isEntry(entry: unknown): entry is [key: string, length: number] {
  return (
    Array.isArray(entry) && typeof entry[0] === 'string' && Number.isSafeInteger(entry[1]) && Number(entry[1]) >= 0
  );
}
