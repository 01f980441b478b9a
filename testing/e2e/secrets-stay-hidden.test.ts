import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import { isScanError, type Report } from '@middlebrick/model';
import { renderHtml, renderJson, renderSarif, renderTerminal } from '@middlebrick/report';
import {
  checks,
  type IdentityInput,
  identityConfigSchema,
  type ScanEvent,
  type ScanOptions,
  scan,
} from '@middlebrick/scanner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Signs tokens; a word of every list of common secrets that is too long to occur by chance. */
const signingSecret = 'your-256-bit-secret';

function token(claims: object): string {
  const head = segment({ alg: 'HS256', typ: 'JWT' });
  const input = `${head}.${segment(claims)}`;
  return `${input}.${createHmac('sha256', signingSecret).update(input).digest('base64url')}`;
}

function segment(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const given = {
  bearer: token({ sub: 'u-alice', email: 'alice@example.com' }),
  password: 'Pa55/w+rd "q" <x> 7Qx2',
  loginToken: token({ sub: 'u-bob', email: 'bob@example.com' }),
  loginCookie: 'Lc9-canary.cookie_4Vn8',
  basic: 'B4sic:pass+7Kz1',
  keyInHeader: 'K3y/canary+9Lm4==',
  keyInQuery: 'Q7y canary&x=5Ks1',
  cookie: 'C00kie.canary~2Hd6',
  header: 'H3ader-canary-8Wp3',
  gateway: 'G4teway.canary-2Rt5',
};
const identities: readonly IdentityInput[] = [
  { name: 'alice', bearer: given.bearer, cookie: `session=${given.cookie}`, subjects: ['u-alice'] },
  { name: 'bob', login: { path: '/login', json: { username: 'bob', password: given.password } }, subjects: ['u-bob'] },
  { name: 'carl', basic: { username: 'carl', password: given.basic }, subjects: ['u-carl'] },
  { name: 'dora', apiKey: { in: 'header', name: 'X-Service-Key', value: given.keyInHeader }, subjects: ['u-dora'] },
  { name: 'emil', apiKey: { in: 'query', name: 'api_key', value: given.keyInQuery }, subjects: ['u-emil'] },
  { name: 'fred', headers: { 'X-Auth': `Token ${given.header}f` }, subjects: ['u-fred'] },
];
const custom = [
  ['X-Gateway-Token', `Bearer ${given.header}`],
  ['Cookie', `gateway=${given.gateway}`],
  ['Proxy-Authorization', `Basic ${Buffer.from(`me:${given.basic}2`).toString('base64')}`],
] as const;

/** Every value that was received as a credential, forged ones included. */
const received = new Set<string>();

function keep(request: Request): void {
  const { headers, url } = request;
  for (const name of ['authorization', 'x-auth', 'x-service-key', 'x-gateway-token', 'proxy-authorization']) {
    const value = headers.get(name);
    if (value !== null) received.add(value.replace(/^(?:Bearer|Basic|Token) /, ''));
  }
  for (const pair of headers.get('cookie')?.split('; ') ?? []) received.add(pair.slice(pair.indexOf('=') + 1));
  const key = new URL(url).searchParams.get('api_key');
  if (key !== null) received.add(key);
}

/** Who a request is from; signatures are verified, with a secret that is easy to guess. */
function callerOf(request: Request): string | undefined {
  const { headers, url } = request;
  const [head = '', claims = '', signature] = (headers.get('authorization') ?? '').replace(/^Bearer /, '').split('.');
  if (signature !== undefined) {
    const isSigned = createHmac('sha256', signingSecret).update(`${head}.${claims}`).digest('base64url') === signature;
    return isSigned ? JSON.parse(Buffer.from(claims, 'base64url').toString()).sub : undefined;
  }
  if (headers.get('authorization')?.startsWith('Basic ')) return 'u-carl';
  if (headers.get('x-service-key') === given.keyInHeader) return 'u-dora';
  if (new URL(url).searchParams.get('api_key') === given.keyInQuery) return 'u-emil';
  return headers.get('x-auth') === `Token ${given.header}f` ? 'u-fred' : undefined;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A request in all the ways in which a chatty API may give it back. */
async function echoes(request: Request): Promise<{ body: object; headers: [string, string][] }> {
  const fields = [...request.headers].map(([name, value]) => `${name}: ${value}`);
  const raw = `${request.method} ${request.url}\n${fields.join('\n')}\n\n${await request.text()}`;
  const values = [...received].slice(-40).filter((value) => raw.includes(value));
  const body = {
    raw,
    [raw.slice(0, 3000)]: 'as a name',
    url: request.url,
    encoded: encodeURIComponent(raw),
    form: new URLSearchParams({ raw }).toString(),
    base64: base64(raw),
    shifted: [base64(` ${raw}`), base64(`  ${raw}`)],
    values: values.map((value) => [value, base64(value), Buffer.from(value).toString('base64url')]),
    json: JSON.stringify({ raw }),
    html: raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    upper: raw.toUpperCase(),
    lower: raw.toLowerCase(),
    error: `Traceback (most recent call last):\n  File "/app/x.py", line 1, in y\nValueError: ${raw}`,
    headers: Object.fromEntries(request.headers),
  };
  const first = values[0] ?? 'nothing';
  const headers: [string, string][] = [
    ['content-type', 'application/json'],
    ['location', `/next?t=${encodeURIComponent(first)}`],
    ['link', `</next?t=${encodeURIComponent(first)}>; rel="next"`],
    ['x-echo', fields.join(', ').replace(/[^\x20-\x7e]/g, '')],
    [`x-${first.replace(/[^\w-]/g, '')}`, 'as a name'],
    ['set-cookie', `echo=${encodeURIComponent(first)}; HttpOnly`],
    ['set-cookie', `${first.replace(/[^\w-]/g, '')}=x; HttpOnly`],
    ['www-authenticate', `Bearer realm="${first.replaceAll('"', '')}"`],
  ];
  return { body, headers };
}

/** An API that gives back what it is sent, with every answer, and objects that everybody may read. */
async function chatty(request: Request): Promise<Response> {
  keep(request);
  const { pathname } = new URL(request.url);
  const echo = await echoes(request);
  const answer = (status: number, body: object): Response =>
    new Response(JSON.stringify({ ...body, echo: echo.body }), { status, headers: echo.headers });
  if (pathname === '/login') {
    const session = { access_token: given.loginToken, user: { id: 'u-bob' } };
    const headers: [string, string][] = [...echo.headers, ['set-cookie', `sid=${given.loginCookie}; HttpOnly`]];
    return new Response(JSON.stringify({ ...session, echo: echo.body }), { headers });
  }
  const caller = callerOf(request);
  if (caller === undefined) return answer(401, { error: 'not signed in' });
  // An echo in every body would hide whose it is, and no forgery would be proven.
  if (pathname === '/me') {
    const self = { id: caller, email: `${caller}@example.com`, phone: `040-35${caller}` };
    return new Response(JSON.stringify(self), { headers: echo.headers });
  }
  const owner = /^\/notes\/n-(u-\w+)$/.exec(pathname)?.[1];
  if (owner !== undefined)
    return answer(200, { id: `n-${owner}`, owner_id: owner, text: `private to ${owner}, 77 lines` });
  if (pathname === '/notes') return answer(200, { items: [{ id: `n-${caller}`, owner_id: caller, echo: echo.body }] });
  return answer(404, { error: 'no such thing' });
}

const specification = {
  openapi: '3.1.0',
  info: { title: 'chatty', version: '1' },
  paths: Object.fromEntries(
    ['/me', '/notes', '/notes/{id}', '/missing'].map((path) => [
      path,
      {
        get: path.includes('{')
          ? { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] }
          : {},
      },
    ]),
  ),
};

interface Outputs {
  report: Report | undefined;
  texts: Readonly<Record<string, string>>;
}

/** Scans and gathers everything that leaves the scan. */
async function outputsOf(options: Partial<ScanOptions> = {}): Promise<Outputs> {
  const save = join(folder, 'exchanges.ndjson');
  const spec = join(folder, 'openapi.json');
  await writeFile(spec, JSON.stringify(specification));
  const events: ScanEvent[] = [];
  const common = { seed: 7, version: '0.0.0', save, checks, onEvent: (event: ScanEvent) => void events.push(event) };
  const transport = inProcessTransport(chatty);
  const configs = identities.map((identity) => identityConfigSchema.parse(identity));
  let report: Report | undefined;
  let message = '';
  try {
    report = await scan({
      target: 'http://chatty.test',
      spec,
      identities: configs,
      headers: custom,
      transport,
      ...common,
      ...options,
    });
  } catch (error) {
    if (!isScanError(error)) throw error;
    message = `${error.message} ${error.help}`;
  }
  const rendered = report && {
    json: renderJson(report),
    sarif: renderSarif(report),
    html: renderHtml(report),
    // Without the ends of its lines, which may stand within a credential.
    terminal: renderTerminal(report, { color: false, width: 120, verbose: true }).replace(/\s+/g, ''),
  };
  return {
    report,
    texts: { ...rendered, message, events: JSON.stringify(events), recording: await readFile(save, 'utf8') },
  };
}

/** The spellings in which a credential would still be of use to who finds it. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inner = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((shift * 8) / 6), whole);
  });
  const escaped = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, encodeURIComponent(secret), escaped, secret.replace(/\s+/g, ''), ...inner];
  return [...new Set(forms.flatMap((form) => [form, form.toLowerCase(), form.toUpperCase()]))].filter(
    (form) => form.length >= 6,
  );
}

function leaksIn(texts: Outputs['texts'], secrets: Iterable<string>): string[] {
  return [...secrets].flatMap((secret) =>
    Object.entries(texts).flatMap(([name, text]) =>
      spellings(secret)
        .filter((form) => text.includes(form))
        .map((form) => {
          const at = text.indexOf(form);
          return `${name}: ${form.slice(0, 60)} in ${text.slice(Math.max(0, at - 60), at + 90)}`;
        }),
    ),
  );
}

test('no error message has a credential in it, when a login or a specification goes wrong', async () => {
  const failing = async (request: Request): Promise<Response> => {
    const raw = `${request.url} ${await request.text()} ${[...request.headers].join(' ')}`;
    const headers = {
      'content-type': `text/${encodeURIComponent(raw)}`,
      location: `http://${given.keyInHeader.slice(0, 3)}.test`,
    };
    return new Response(raw, { status: 200, headers });
  };
  const login = await outputsOf({ transport: inProcessTransport(failing) });
  expect(login.texts.message).toContain('Login of "bob" gave no token');
  const alone = identities.slice(0, 1).map((identity) => identityConfigSchema.parse(identity));
  const url = `http://chatty.test/openapi.json?t=${encodeURIComponent(given.bearer)}`;
  const spec = await outputsOf({ transport: inProcessTransport(failing), identities: alone, spec: url });
  expect(spec.texts.message).toContain('http://chatty.test/openapi.json?… is not an OpenAPI document');
  for (const { texts } of [login, spec]) expect(leaksIn(texts, Object.values(given))).toEqual([]);
});

describe('no credential leaves a scan of an API that gives everything back', () => {
  let outputs: Outputs;
  beforeAll(async () => {
    received.clear();
    outputs = await outputsOf();
  });

  test('the credentials were sent, and some were forged', () => {
    const { bearer, loginToken, loginCookie, keyInHeader, keyInQuery, cookie } = given;
    expect([...received]).toEqual(
      expect.arrayContaining([bearer, loginToken, loginCookie, keyInHeader, keyInQuery, cookie]),
    );
    expect(received.size).toBeGreaterThan(12);
    expect(outputs.report?.findings.map((finding) => finding.check)).toEqual(
      expect.arrayContaining(['auth/jwt-weak-secret']),
    );
  });

  test('no credential that was given, got or forged', () => {
    const secrets = new Set([...Object.values(given), ...received].filter((value) => value.length >= 6));
    expect(leaksIn(outputs.texts, secrets).slice(0, 5)).toEqual([]);
  });

  test('nor the secret that was guessed', () => {
    expect(leaksIn(outputs.texts, [signingSecret])).toEqual([]);
  });

  test('and only its owner may read the recording', async () => {
    expect((await stat(join(folder, 'exchanges.ndjson'))).mode & 0o777).toBe(0o600);
  });
});
