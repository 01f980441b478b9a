import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface RunningChild<T> {
  /** What the process told us once it was ready. */
  ready: T;
  stop(): Promise<void>;
}

/**
 * Starts a script of `processes/` in a process of its own, from the sources, and waits for its first message.
 * The input reaches it as JSON, see {@link import('./processes/parent.ts').inputOf}.
 *
 * @throws Error when it ends without a message; what it printed stands on standard error
 */
export async function startChild<T>(script: string, input: unknown = {}): Promise<RunningChild<T>> {
  const child = fork(new URL(`processes/${script}.ts`, import.meta.url), [JSON.stringify(input)], {
    execArgv: ['--conditions=@middlebrick/source'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = await firstMessage<T>(child, script);
  return { ready, stop: () => stop(child) };
}

/** As {@link startChild} for a process that does one thing, says what came of it, and ends. */
export async function runChild<T>(script: string, input: unknown = {}): Promise<T> {
  const child = await startChild<T>(script, input);
  await child.stop();
  return child.ready;
}

function firstMessage<T>(child: ChildProcess, script: string): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  child.once('message', (message) => resolve(message as T));
  child.once('error', reject);
  child.once('exit', (code, signal) => reject(new Error(`${script} ended early with ${signal ?? `code ${code}`}.`)));
  return promise;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
