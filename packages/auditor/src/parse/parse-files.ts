import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../files/discover.ts';
import type { Module } from '../ir/ir.ts';
import { packedModule, survivesJson } from './module-text.ts';
import { parseFile } from './parse-file.ts';
import type { Delivered } from './parse-worker.ts';

export interface ParsedFile {
  readonly module: Module;
  /** To be kept for another time, where that was asked for. */
  readonly packed?: Uint8Array;
}

export interface ParseOptions {
  /** Whether modules shall be kept for another time. */
  readonly isKept: boolean;
  /** Threads besides this one; as many as are worth it when left out. */
  readonly threads?: number;
  readonly startWorker?: () => Worker;
}

/** Characters of code from which on threads are worth their start. */
const worthThreads = 2_000_000;
/** Each takes some memory, and more than these wait for the one that takes what they made. */
const mostThreads = 2;
/** Characters of code that a thread gets at a time. */
const batchLength = 250_000;

/**
 * Parses files, in their order. Large trees are parsed by threads of their own, which takes less time where there are
 * cores to spare, and less memory everywhere: what parsing leaves behind goes when they end.
 */
export async function parseFiles(files: readonly SourceFile[], options: ParseOptions): Promise<ParsedFile[]> {
  const length = files.reduce((sum, { text }) => sum + text.length, 0);
  const { threads = length < worthThreads ? 0 : Math.min(availableParallelism(), mostThreads) } = options;
  const parsed: ParsedFile[] = new Array(files.length);
  if (threads > 0) await parseInThreads(files, parsed, { ...options, threads });
  for (const [index, file] of files.entries()) parsed[index] ??= await parseHere(file, options.isKept);
  return parsed;
}

async function parseHere(file: SourceFile, isKept: boolean): Promise<ParsedFile> {
  const module = await parseFile(file);
  return isKept && survivesJson(file.text) ? { module, packed: packedModule(JSON.stringify(module)) } : { module };
}

/** What a thread does not deliver, since it could not be started or broke down, is left out. */
async function parseInThreads(
  files: readonly SourceFile[],
  parsed: ParsedFile[],
  { threads, isKept, startWorker = usualWorker }: ParseOptions & { threads: number },
): Promise<void> {
  const batches = batchesOf(files);
  const work = async (): Promise<void> => {
    const worker = startWorker();
    try {
      for (let batch = batches.next(); !batch.done; batch = batches.next()) {
        worker.postMessage({ files: batch.value.map((index) => files[index]), isKept });
        const modules = await answerOf(worker);
        for (const [at, index] of batch.value.entries()) take(modules[at], index, parsed);
      }
    } catch {
      // One that broke down has not delivered; its files are parsed here, and the others are not lost.
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
}

function answerOf(worker: Worker): Promise<Delivered[]> {
  const { promise, resolve, reject } = Promise.withResolvers<Delivered[]>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', reject);
  return promise.finally(() => worker.off('error', reject).off('exit', reject));
}

function take(delivered: Delivered | undefined, index: number, parsed: ParsedFile[]): void {
  if (delivered === undefined) return;
  if ('module' in delivered) parsed[index] = delivered;
  else {
    const { json, packed } = delivered;
    parsed[index] = { module: JSON.parse(json), ...(packed === undefined ? {} : { packed }) };
  }
}

/** Numbers of files that belong together, about as many characters at a time. */
function* batchesOf(files: readonly SourceFile[]): Generator<number[]> {
  let batch: number[] = [];
  let length = 0;
  for (const [index, { text }] of files.entries()) {
    batch.push(index);
    length += text.length;
    if (length < batchLength) continue;
    yield batch;
    [batch, length] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

function usualWorker(): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  return new Worker(new URL(`parse-worker.${isSource ? 'ts' : 'js'}`, import.meta.url));
}
