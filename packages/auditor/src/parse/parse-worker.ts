import { parentPort } from 'node:worker_threads';
import type { SourceFile } from '../files/discover.ts';
import type { Module } from '../ir/ir.ts';
import { packedModule, survivesJson } from './module-text.ts';
import { parseFile } from './parse-file.ts';

/** Files to parse, and whether their modules shall be kept for another time. */
export interface Batch {
  readonly files: readonly SourceFile[];
  readonly isKept: boolean;
}

/** A module on its way to another thread: as JSON, which is read faster and takes less room than what is cloned. */
export type Delivered = { readonly json: string; readonly packed?: Uint8Array } | { readonly module: Module };

parentPort?.on('message', async ({ files, isKept }: Batch) => {
  const modules: Delivered[] = [];
  for (const file of files) modules.push(await deliver(file, isKept));
  parentPort?.postMessage(modules);
});

async function deliver(file: SourceFile, isKept: boolean): Promise<Delivered> {
  const module = await parseFile(file);
  if (!survivesJson(file.text)) return { module };
  const json = JSON.stringify(module);
  return isKept ? { json, packed: packedModule(json) } : { json };
}
