import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';

const SCRIPT = new URL('./start.ts', import.meta.url).pathname;
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the script; once it says how to stop it, `whenReady` sees the text and the script is interrupted. */
async function start(args: readonly string[], whenReady?: (text: string) => Promise<void>): Promise<Ended> {
  const child = spawn(process.execPath, ['--conditions=@middlebrick/source', SCRIPT, ...args]);
  running.add(child);
  const ended = once(child, 'close');
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  for await (const chunk of child.stdout) {
    stdout += chunk;
    if (!stdout.endsWith('Ctrl-C stops it.\n')) continue;
    await whenReady?.(stdout);
    child.kill('SIGINT');
  }
  const [code] = await ended;
  running.delete(child);
  return { code, stdout, stderr };
}

test('it prints where the target is and who can sign in, and stops on Ctrl-C', async () => {
  const { code, stdout, stderr } = await start(
    ['hono-dynamodb/vulnerable', '--port', '0', '--seed', '2'],
    async (text) => {
      const [, url = ''] = /^ {2}url +(\S+)$/m.exec(text) ?? [];
      const [, token = ''] = /^export ALICE_TOKEN='(.+)'$/m.exec(text) ?? [];
      const me = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
      expect(await me.json()).toMatchObject({ user_id: '1081', username: 'alice' });
    },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^ {2}spec +http:\/\/127\.0\.0\.1:\d+\/openapi\.json$/m);
  expect(stdout).toMatch(/^ {2}admin +1085 +acme +admin +\S{20}$/m);
  expect(stdout).toMatch(/^export DAVE_COOKIE='session=\S+'$/m);
});

test('it starts a trap by its name', async () => {
  const { code, stdout } = await start(['traps/empty-list/hardened'], async (text) => {
    const [, spec = ''] = /^ {2}spec +(\S+)$/m.exec(text) ?? [];
    expect(await (await fetch(spec)).json()).toMatchObject({ openapi: expect.stringMatching(/^3\./) });
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^export ALICE_TOKEN='\S+'$/m);
});

test.each([
  [['nobody/vulnerable'], /^There is no target "nobody\/vulnerable"; choose one of hono-dynamodb\/vulnerable, .*\n$/],
  [['traps/nothing/vulnerable'], /^There is no trap "nothing"; choose one of .*empty-list.*\n$/],
  [['hono-dynamodb'], /^There is no target "hono-dynamodb"; choose one of .*\n$/],
  [['constructor/vulnerable'], /^There is no target "constructor\/vulnerable"; choose one of .*\n$/],
  [['hono-dynamodb/hardened', '--port', '70000'], /^--port wants a whole number from 0 to 65535, not "70000"\.\n$/],
  [['hono-dynamodb/hardened', '--seed', 'x'], /^--seed wants a whole number from 0 to 2147483647, not "x"\.\n$/],
  [['hono-dynamodb/hardened', '--nonsense'], /^Unknown option '--nonsense'.*\n$/],
])('%j ends with one line and code 2', async (args, line) => {
  const { code, stdout, stderr } = await start(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(line);
});
