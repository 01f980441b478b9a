import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProcessTransport } from '@middlebrick/http';
import { type Confidence, type JsonObject, type Policy, type Report, reportSchema } from '@middlebrick/model';
import { type Check, type IdentityInput, identityConfigSchema, scan } from '@middlebrick/scanner';
import { describe, expect, test } from 'vitest';
import { accountsApi } from './accounts-api.ts';
import { smallSpec } from './small-spec.ts';

/** A small API in process: a hono app's `fetch` fits. */
export type Api = (request: Request) => Response | Promise<Response>;

export interface ApiCase {
  name: string;
  api: Api | (() => Api);
  /** Operations in shorthand, `GET /notes/{id}`; or a whole OpenAPI document as `spec`. */
  operations?: readonly string[];
  spec?: JsonObject;
  /** By default alice and bob, each with a bearer token `token-<name>`. */
  identities?: readonly IdentityInput[];
  /** Operations that the user declared to be reads. */
  reads?: readonly string[];
  /** Who may do what, as the user declared it. */
  policy?: Policy;
}

export interface VulnerableCase extends ApiCase {
  message: string;
  confidence?: Confidence;
  /** Findings of this check on the whole API; 1 when not given. */
  count?: number;
  /** What the first finding must hold besides: its severity, its details, what its steps show. */
  finding?: object;
}

export interface CheckTable {
  vulnerable: readonly VulnerableCase[];
  hardened: readonly (ApiCase & { message?: string })[];
  inconclusive: readonly (ApiCase & { message: string })[];
  /** APIs of whose operations, but for `GET /me`, the check has nothing to ask. */
  skipped?: readonly ApiCase[];
  /** For checks that judge what they see and can always tell. */
  neverInconclusive?: boolean;
  /** For checks to which the hostile APIs of the tester are a legitimate finding; says why. */
  hostileExceptions?: Partial<Record<HostileName, string>>;
}

export const defaultIdentities: readonly IdentityInput[] = [
  { name: 'alice', bearer: 'token-alice', subjects: ['alice'] },
  { name: 'bob', bearer: 'token-bob', subjects: ['bob'] },
];

const hostile = {
  'answers 500 to everything': () => new Response('{"error":"internal"}', { status: 500 }),
  hangs: (request: Request) =>
    new Promise<Response>((_, reject) => request.signal.addEventListener('abort', () => reject(new Error('aborted')))),
  'is public': () => Response.json({ id: 'n-1', title: 'A public notice', body: 'Everybody may read this sentence.' }),
  'sends everybody to a login': () => new Response('', { status: 302, headers: { location: '/login?next=%2F' } }),
  'serves one page for every path': () =>
    new Response('<!doctype html><title>Welcome</title><p>Everything happens in the browser.</p>', {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      },
    }),
  'echoes the request': async (request: Request) =>
    new Response(
      JSON.stringify({ url: request.url, headers: Object.fromEntries(request.headers), body: await request.text() }),
      {
        headers: { 'content-type': 'application/json' },
      },
    ),
} satisfies Record<string, Api>;
type HostileName = keyof typeof hostile;

/**
 * Runs the table of a check through the real pipeline, in process, and adds what no author may forget: APIs that
 * answer 500, hang, are public, echo or answer all alike never give `vulnerable`; every message is reached; evidence survives
 * serialisation; judging and scanning twice agree; no credential is in the proof; requests stay inside `sends`.
 */
export function testCheck(check: Check, table: CheckTable): void {
  const reached = new Set<string>();
  const run = (entry: ApiCase): Promise<Run> => runCheck(check, entry, reached);

  describe(check.id, () => {
    test('has at least one vulnerable, two hardened and one inconclusive case', () => {
      expect(table.vulnerable.length, 'vulnerable: describe one API that has this flaw').toBeGreaterThanOrEqual(1);
      expect(table.hardened.length, 'hardened: describe two APIs that look alike and are safe').toBeGreaterThanOrEqual(
        2,
      );
      if (table.neverInconclusive !== true)
        expect(
          table.inconclusive.length,
          'inconclusive: describe one API of which it cannot be told',
        ).toBeGreaterThanOrEqual(1);
    });

    for (const entry of table.vulnerable) {
      test(`vulnerable: ${entry.name}`, async () => {
        const { report, messages } = await run(entry);
        expect(messages.filter((message) => message.startsWith('vulnerable:'))).toContain(
          `vulnerable:${entry.message}`,
        );
        expect(report.findings.map((finding) => finding.check)).toEqual(
          Array.from({ length: entry.count ?? 1 }, () => check.id),
        );
        if (entry.confidence !== undefined)
          expect(report.findings.map((finding) => finding.confidence)).toContain(entry.confidence);
        for (const finding of report.findings) {
          expect(finding.proof.length).toBeGreaterThan(0);
          // A path in a message has braces of its own.
          const unfilled = (finding.message.match(/(?<!\/)\{\w+\}/g) ?? []) as string[];
          expect(unfilled, 'every name in a message is filled in').toEqual([]);
        }
        if (entry.finding !== undefined) expect(report.findings[0]).toMatchObject(entry.finding);
      });
    }
    for (const entry of table.hardened) {
      test(`hardened: ${entry.name}`, async () => {
        const { report, messages } = await run(entry);
        expect(report.findings).toEqual([]);
        expect(messages.map((message) => message.split(':')[0])).toContain('hardened');
        if (entry.message !== undefined) expect(messages).toContain(`hardened:${entry.message}`);
      });
    }
    for (const entry of table.inconclusive) {
      test(`inconclusive: ${entry.name}`, async () => {
        const { report, messages } = await run(entry);
        expect(report.findings).toEqual([]);
        expect(messages).toContain(`inconclusive:${entry.message}`);
      });
    }
    for (const entry of table.skipped ?? []) {
      test(`skipped: ${entry.name}`, async () => {
        const { report } = await run(entry);
        const asked = report.coverage.filter(
          ({ outcome, operation }) => outcome !== 'skipped' && operation !== 'GET /me',
        );
        expect(asked).toEqual([]);
      });
    }
    const shape = table.vulnerable[0] ?? table.hardened[0];
    for (const [name, api] of Object.entries(hostile)) {
      if (shape === undefined || table.hostileExceptions?.[name as HostileName] !== undefined) continue;
      test(`never vulnerable: an API that ${name}`, async () => {
        const { report } = await runCheck(check, { ...shape, name, api }, new Set(), {
          requestTimeoutMs: 60,
          totalTimeoutMs: 8_000,
        });
        expect(report.findings).toEqual([]);
      });
      if (!isActive(check)) continue;
      test(`never vulnerable: an API that registers users, and otherwise ${name}`, async () => {
        const entry = { ...shape, name, identities: [], api: () => behindAccounts(api) };
        const { report } = await runCheck(check, entry, new Set(), { requestTimeoutMs: 60, totalTimeoutMs: 8_000 });
        expect(report.findings).toEqual([]);
      });
    }
    test('the same seed gives the same judgements', async () => {
      const [entry] = table.vulnerable;
      if (entry === undefined) return;
      const [first, second] = [await runCheck(check, entry), await runCheck(check, entry)];
      expect(essence(second)).toEqual(essence(first));
    });
    test('every message is reached by a case', () => {
      expect([...reached].sort()).toEqual(expect.arrayContaining(Object.keys(check.messages).sort()));
    });
  });
}

function isActive({ sends }: Check): boolean {
  return sends === 'writes' || sends === 'burst';
}

/** Registers users and signs them in as a real API does; everything else is this API's. */
function behindAccounts(api: Api): Api {
  const accounts = accountsApi()();
  const own = ['POST /register', 'POST /login', 'GET /me'];
  return (request) => (own.includes(`${request.method} ${new URL(request.url).pathname}`) ? accounts : api)(request);
}

/** What one check said of one small API. */
export interface Run {
  report: Report;
  /** `<outcome>:<message>` of every judgement. */
  messages: string[];
}

/** Scans a small API in process with one check and asserts what holds for every run: nothing breaks, no secret leaves, only safe methods are sent. */
export async function runCheck(
  check: Check,
  entry: ApiCase,
  reached: Set<string> = new Set(),
  budget = { requestTimeoutMs: 5_000, totalTimeoutMs: 30_000 },
): Promise<Run> {
  const messages: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-'));
  const spec = join(folder, 'openapi.json');
  const sent: string[] = [];
  try {
    await writeFile(spec, JSON.stringify(entry.spec ?? smallSpec(entry.operations ?? ['GET /'])));
    const configs = (entry.identities ?? defaultIdentities).map((identity) => identityConfigSchema.parse(identity));
    const api = freshApi(entry.api);
    const report = await scan({
      target: 'http://small.test',
      spec,
      identities: configs,
      checks: [watched(check, messages, reached)],
      reads: entry.reads ?? [],
      ...(entry.policy === undefined ? {} : { policy: entry.policy }),
      active: isActive(check),
      nonce: 'k4ch7v',
      // In process, whatever a writing sets off late comes with the next readings and not with time.
      settleMs: 13,
      seed: 7,
      version: '0.0.0',
      budget,
      transport: inProcessTransport((request) => {
        sent.push(request.method);
        return api(request);
      }),
    });
    expect(report.coverage.filter((cell) => cell.outcome === 'broken')).toEqual([]);
    expect(() => reportSchema.parse(JSON.parse(JSON.stringify(report)))).not.toThrow();
    assertNoSecrets(
      report,
      configs.flatMap((config) => [config.bearer, config.cookie, config.apiKey?.value, config.basic?.password]),
    );
    if (!isActive(check)) assertReadOnly(sent, entry);
    return { report, messages };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What must not depend on the hour, or on which of two requests is answered first. */
function essence({ report, messages }: Run): unknown {
  const findings = report.findings.map(({ fingerprint, message, severity, confidence, values }) => ({
    fingerprint,
    message,
    severity,
    confidence,
    values,
  }));
  return { findings, messages: [...messages].sort() };
}

/** An API with state is given as a factory, so that every case starts anew. */
function freshApi(api: ApiCase['api']): Api {
  if (api.length > 0) return api as Api;
  const made = (api as () => unknown)();
  return typeof made === 'function' ? (made as Api) : (api as Api);
}

/** The check with its judgements noted, and judged twice: on its own evidence and on a copy that went through JSON. */
function watched(check: Check, messages: string[], reached: Set<string>): Check {
  const judge = (evidence: unknown, ...rest: unknown[]): ReturnType<Check['judge']> => {
    const first = (check.judge as (...args: unknown[]) => ReturnType<Check['judge']>)(evidence, ...rest);
    const copy: unknown = JSON.parse(JSON.stringify(evidence ?? null));
    const again = (check.judge as (...args: unknown[]) => ReturnType<Check['judge']>)(copy, ...rest);
    expect(JSON.parse(JSON.stringify(again)), 'evidence must survive serialisation').toEqual(
      JSON.parse(JSON.stringify(first)),
    );
    for (const judgment of [first].flat()) {
      if (judgment.message !== undefined) reached.add(judgment.message);
      messages.push(`${judgment.outcome}:${judgment.message ?? ''}`);
    }
    return first;
  };
  return { ...check, judge } as Check;
}

function assertNoSecrets(report: Report, secrets: readonly (string | undefined)[]): void {
  const text = JSON.stringify(report.findings);
  for (const secret of secrets)
    if (secret !== undefined) expect(text.includes(secret), 'a credential is in the proof').toBe(false);
}

function assertReadOnly(sent: readonly string[], entry: ApiCase): void {
  const allowed = new Set(['GET', 'HEAD', 'OPTIONS', ...(entry.reads ?? []).map((id) => id.split(' ')[0] as string)]);
  expect(
    sent.filter((method) => !allowed.has(method)),
    'only safe methods may be sent',
  ).toEqual([]);
}
