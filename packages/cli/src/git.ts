import { execFile } from 'node:child_process';

/** What git said, or that it ended with an error; `error` is the first line of it. */
export type Answer = { readonly output: Buffer } | { readonly error: string; readonly isMissing: boolean };

/**
 * The repository may be anybody's, so nothing that it configures may run or be asked for: no hook, no monitor, no pager,
 * no filter (only commands that read no contents are used), and no transport, by which missing objects would be fetched.
 */
const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-pager', '--no-optional-locks'];
const closed = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  // Messages of git are told apart by their English text.
  LC_ALL: 'C',
};
const limits = { timeout: 60_000, maxBuffer: 256 * 1024 * 1024 };

/** Asks git something in a folder. The words are arguments and never pass a shell. */
export function askGit(folder: string, words: readonly string[], environment = process.env): Promise<Answer> {
  const options = { ...limits, env: { ...ownSettings(environment), ...closed }, encoding: 'buffer' as const };
  return new Promise((resolve) => {
    execFile('git', ['-C', folder, ...quiet, ...words], options, (error, stdout, stderr) => {
      if (error === null) return resolve({ output: stdout });
      const [line = ''] = (stderr.toString('utf8').trim() || error.message).split('\n');
      resolve({ error: line.replace(/^fatal: /, '').slice(0, 300), isMissing: error.code === 'ENOENT' });
    });
  });
}

/**
 * Without what points git elsewhere: within a hook it sets such variables for the commit that is being made. What the
 * user configured by variables stays, since it may say whose repositories are to be trusted.
 */
function ownSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('GIT_') || name.startsWith('GIT_CONFIG')),
  );
}
