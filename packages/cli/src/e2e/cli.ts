import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../bin/middlebrick.cjs', import.meta.url));

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Largest resident set of the process, in mebibytes. */
  mebibytes: number;
}

export interface RunOptions {
  environment?: Readonly<Record<string, string>>;
  cwd: string;
  /** Called once, with the process as soon as it runs. */
  onStart?: (child: ChildProcess) => void;
  node?: string;
}

/** Runs the command line as people do: its own process, pipes for output, an environment without a trace of ours. */
export async function middlebrick(words: readonly string[], options: RunOptions): Promise<Ran> {
  const memoryFile = join(options.cwd, `memory-${process.hrtime.bigint()}`);
  const node = options.node ?? process.execPath;
  const report = `data:text/javascript,${encodeURIComponent(
    `import { writeFileSync } from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(memoryFile)}, String(process.resourceUsage().maxRSS)));`,
  )}`;
  const preload = options.node === undefined ? ['--import', report] : [];
  const child = spawn(node, [...preload, bin, ...words], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH ?? '', HOME: options.cwd, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onStart?.(child);
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
  ]);
  const kibibytes = preload.length === 0 ? 0 : Number(await readFile(memoryFile, 'utf8'));
  return { code, stdout, stderr, mebibytes: kibibytes / 1024 };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** An empty folder that is gone afterwards. */
export async function emptyFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'middlebrick-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** The lines of standard error that are messages; lines of progress are not. */
export function complaints(stderr: string): string[] {
  return stderr.split('\n').filter((line) => line !== '' && !/^(?: {2}\w|middlebrick · )/.test(line));
}
