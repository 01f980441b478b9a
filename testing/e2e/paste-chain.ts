import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Finding } from '@middlebrick/model';

const run = promisify(execFile);

export interface Pasted {
  /** The word that was new in this run. */
  word: string;
  /** What the last command printed. */
  shown: string;
  /** Without what npm says of its own settings. */
  complaints: string;
}

/** Runs the commands of a replay that needs nothing of its surroundings. */
export async function pasteChain({ replay }: Pick<Finding, 'replay'>): Promise<Pasted> {
  const lines = replay.curl.map((line) => line.replace(/^curl /, 'curl --silent --show-error '));
  const script = [...lines.slice(0, -1), "printf '\\036'", lines.at(-1), 'printf \'\\036%s\' "$RUN_ID"'].join('\n');
  const { stdout, stderr } = await run('sh', ['-c', script], { env: { PATH: process.env.PATH } });
  const [word = '', shown = ''] = stdout.split('\u001e').reverse();
  return { word, shown, complaints: stderr.replace(/^npm warn .*$/gm, '').trim() };
}
