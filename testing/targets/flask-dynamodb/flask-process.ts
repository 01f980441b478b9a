import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { devNull } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

const keptErrorLines = 20;
const startTimeoutMs = 60_000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export interface FlaskProcessOptions {
  /** The interpreter of the environment in which Flask is installed. */
  readonly python: string;
  /** What `serve.py` reads; its document says what that is. */
  readonly settings: Readonly<Record<string, string>>;
  /** The OpenAPI document to serve; `null` for none. */
  readonly spec: object | null;
}

export interface FlaskProcess {
  /** `http://127.0.0.1:<port>`, with no slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** The newest lines of the server's log, oldest first. */
  readonly log: () => readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Runs `serve.py` and waits until it accepts requests. The process ends with `close`, or with this one.
 * @throws {Error} with the last lines of its log when it ends before that.
 */
export async function startFlaskProcess({ python, settings, spec }: FlaskProcessOptions): Promise<FlaskProcess> {
  const child = spawn(python, ['-B', 'serve.py'], {
    cwd: import.meta.dirname,
    env: { ...environment(), ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log = keepLog(child.stderr);
  // A child that dies early closes its input: its exit code and its log say why, this error would not.
  child.stdin.on('error', () => undefined);
  // The input stays open: its end tells the child that this process is gone.
  child.stdin.write(`${JSON.stringify(spec)}\n`);

  const close = () => end(child);
  try {
    const port = await readPort(child, log);
    return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? -1, log: () => [...log], close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A clean environment: no proxy, profile or key of whoever runs this reaches the target. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, SYSTEMROOT, LD_LIBRARY_PATH } = process.env;
  return {
    ...(PATH && { PATH }),
    ...(SYSTEMROOT && { SYSTEMROOT }),
    ...(LD_LIBRARY_PATH && { LD_LIBRARY_PATH }),
    PYTHONUTF8: '1',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

function keepLog(stream: Readable): string[] {
  const lines: string[] = [];
  createInterface({ input: stream }).on('line', (line) => {
    lines.push(line);
    if (lines.length > keptErrorLines) lines.shift();
  });
  return lines;
}

async function readPort(child: Child, log: readonly string[]): Promise<number> {
  const waiting = new AbortController();
  const signal = AbortSignal.any([waiting.signal, AbortSignal.timeout(startTimeoutMs)]);
  try {
    return await Promise.race([portLine(child.stdout, signal), earlyEnd(child, log, signal)]);
  } finally {
    waiting.abort();
  }
}

async function portLine(stdout: Readable, signal: AbortSignal): Promise<number> {
  const [line] = (await once(createInterface({ input: stdout }), 'line', { signal })) as [string];
  const ready: unknown = JSON.parse(line);
  if (typeof ready === 'object' && ready !== null && 'port' in ready && typeof ready.port === 'number')
    return ready.port;
  throw new Error(`The Flask server did not say its port but: ${line.slice(0, 200)}`);
}

async function earlyEnd(child: Child, log: readonly string[], signal: AbortSignal): Promise<never> {
  // 'close' and not 'exit': only then the whole log has been read. A failed spawn rejects `once`.
  const [code] = (await once(child, 'close', { signal })) as [number | null];
  throw new Error(`The Flask server ended with code ${code} before it listened:\n${log.join('\n')}`);
}

async function end(child: Child): Promise<void> {
  // No pid: it was never started, and no event will follow.
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
