import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inProcessTransport } from '@middlebrick/http';
import type { Finding, JsonObject } from '@middlebrick/model';
import { checks, identityConfigSchema, scan } from '@middlebrick/scanner';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
  // What a replay may run, and what it must not: each only writes down that it was called.
  for (const name of ['curl', 'npx', 'touch']) {
    const path = join(folder, name);
    await writeFile(
      path,
      `#!/bin/sh\nprintf '%s\\n' '${name}' >> '${folder}/called'\nprintf '%s\\n' "$@" >> '${folder}/given'\nexit 0\n`,
    );
    await chmod(path, 0o755);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Text that runs \`touch\` where a quote is missing, and gives away the environment where a variable expands. */
const injections = [
  '$(touch owned)',
  '`touch owned`',
  "';touch owned;'",
  '";touch owned;"',
  '\\";touch owned;\\"',
  "\\';touch owned;'",
  'a;touch owned',
  'a|touch owned',
  'a&touch owned&',
  'a\ntouch owned\n',
  '$AWS_SECRET_ACCESS_KEY',
  '$' + '{AWS_SECRET_ACCESS_KEY}',
  '-o owned',
  '@/etc/passwd',
  '!touch',
  '~root',
  '%s%n\\n',
] as const;

const subjects = { alice: `a ${injections.join(' ')}`, bob: `b ${injections.toReversed().join(' ')}` };

function unsigned(claims: object): string {
  const segments = [{ alg: 'HS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${segments.join('.')}.c2lnbmF0dXJl`;
}

/** Believes every token, shows every object to everybody, and lets everybody choose whose objects are listed. */
function api(request: Request): Response {
  const url = new URL(request.url);
  const [, claims = ''] = (request.headers.get('authorization') ?? '').split('.');
  const me = subjectOf(claims);
  if (me === undefined) return Response.json({ error: 'sign in' }, { status: 401 });
  if (url.pathname.endsWith('/me'))
    return Response.json({ sub: me, email: `${me.charAt(0)}@example.com`, phone: `040-3571-${me.charAt(0)}` });
  const objects = injections.map((text, index) => ({
    id: `${text}${index}`,
    owner_id: Object.values(subjects)[index % 2],
    body: `Private words number ${index} of somebody`,
    [`name ${text}`]: text,
  }));
  const wanted = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  const object = objects.find((entry) => entry.id === wanted);
  if (object !== undefined)
    return Response.json(object, {
      headers: { 'set-cookie': `c${wanted.replace(/[^\x21-\x7e]|[;=,]/g, '')}=v; Path=/` },
    });
  const owner = url.searchParams.get('owner_id') ?? me;
  return Response.json({ items: objects.filter((entry) => entry.owner_id === owner) });
}

function subjectOf(claims: string): string | undefined {
  try {
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub?: string };
    return sub;
  } catch {
    // Not a token at all.
    return undefined;
  }
}

function specification(): JsonObject {
  const hostile = injections.filter((text) => !text.includes('\n'));
  const item = { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] };
  const paths = hostile.map((text) => [`/${text}/{id}`, { get: item }] as const);
  const lists = hostile.map((text) => [
    `/list/${text}`,
    {
      get: {
        parameters: [
          { name: 'owner_id', in: 'query', schema: { type: 'string' } },
          { name: text, in: 'query', required: true, example: text },
          { name: 'X-Note', in: 'header', required: true, example: text },
        ],
      },
    },
  ]);
  return JSON.parse(
    JSON.stringify({ openapi: '3.1.0', paths: { '/me': { get: {} }, ...Object.fromEntries([...paths, ...lists]) } }),
  );
}

async function findings(): Promise<Finding[]> {
  const spec = join(folder, 'openapi.json');
  await writeFile(spec, JSON.stringify(specification()));
  const identities = Object.entries(subjects).map(([name, sub]) =>
    identityConfigSchema.parse({ name, bearer: unsigned({ sub }), subjects: [sub] }),
  );
  const transport = inProcessTransport(api);
  const report = await scan({
    target: 'http://hostile.test',
    spec,
    identities,
    checks,
    seed: 7,
    version: '0.0.0',
    transport,
  });
  return report.findings;
}

test.each([
  'sh',
  'bash',
])('pasted into %s, a replay runs curl and nothing else, whatever the target calls its things', async (shell) => {
  const found = await findings();
  const replays = [...new Set(found.map(({ replay }) => replay.curl.join('\n')))];
  expect(replays.filter((replay) => replay.includes('touch')).length).toBeGreaterThan(20);
  expect(replays.filter((replay) => replay.includes('middlebrick forge')).length).toBeGreaterThan(0);
  const environment = {
    PATH: `${folder}:${process.env.PATH}`,
    AWS_SECRET_ACCESS_KEY: 'canary-of-the-environment',
    ALICE_TOKEN: 'canary-of-alice',
    BOB_TOKEN: 'canary-of-bob',
  };
  for (const replay of replays) await run(shell, ['-c', replay], { cwd: folder, env: environment });
  const [called, given] = await Promise.all(['called', 'given'].map((name) => readFile(join(folder, name), 'utf8')));
  expect(new Set(called?.trim().split('\n'))).toEqual(new Set(['curl', 'npx']));
  expect(given).toContain('canary-of-alice');
  expect(given).not.toContain('canary-of-the-environment');
  expect((await readdir(folder)).sort()).toEqual(['called', 'curl', 'given', 'npx', 'openapi.json', 'touch']);
});
