import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { type Check, checks, identityConfigSchema, parseIdentity, type ScanOptions, scan } from '@middlebrick/scanner';
import { startTarget, VARIANTS, type Variant } from '@middlebrick/target-hono-dynamodb';
import { startChild } from './child.ts';
import { generateSpec } from './generate-spec.ts';
import type { Measurement } from './measurement.ts';
import { costsOf, exchangesIn } from './request-costs.ts';

const benchmark = 'requests';
/** Checks and purposes that are listed: the dearest. */
const shown = 10;

/** Families that ask who may do what: object, function and property level (API1, API3 and API5 of OWASP's list). */
const authorization = /^(?:bola|bfla|property)\//;

/** What a scan costs the target: requests in all, until the first proof, and for each family and check by itself. */
export async function measureRequests(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const [kind, unchecked] of Object.entries(twoUserApis)) {
    measurements.push(...(await measureTwoUserApi(kind, unchecked)));
  }
  for (const variant of VARIANTS) measurements.push(...(await measureVariant(variant)));
  return measurements;
}

/** Small APIs as most are: fourteen operations on three collections, of which some ask nobody whose their objects are. */
const twoUserApis: Readonly<Record<string, readonly string[]>> = {
  'two of three collections open': ['amber-badges', 'amber-clients'],
  'all collections closed': [],
};

async function measureTwoUserApi(kind: string, unchecked: readonly string[]): Promise<Measurement[]> {
  const of = async (chosen: readonly Check[], active: boolean): Promise<Scanned> => {
    const server = await startChild<{ url: string }>('two-user-api', { unchecked });
    const folder = await mkdtemp(join(tmpdir(), 'middlebrick-bench-'));
    try {
      const spec = join(folder, 'openapi.json');
      await writeFile(spec, JSON.stringify(generateSpec(14, 'terse')));
      return await recorded({ target: server.ready.url, spec, identities: twoUsers(), checks: chosen, active });
    } finally {
      await server.stop();
      await rm(folder, { recursive: true });
    }
  };
  const say = (name: string, { report }: Scanned, goal?: number): Measurement => ({
    benchmark,
    name: `14 operations, ${kind}: ${name}`,
    value: report.requests,
    unit: 'requests',
    ...(goal === undefined ? {} : { goal: { kind: 'at most', value: goal } }),
    note: `${report.findings.length} findings`,
  });
  const asking = checks.filter(({ id }) => authorization.test(id));
  return [
    say('all checks of authorization, read-only', await of(asking, false)),
    say('all checks of authorization, active', await of(asking, true), 150),
    say('all checks, read-only', await of(checks, false)),
    say('all checks, active', await of(checks, true), 400),
  ];
}

function twoUsers(): ScanOptions['identities'] {
  return [
    { name: 'alice', bearer: 'token-of-alice-3f9a1c07', owns: { organisation_id: ['org-alice'] } },
    { name: 'bob', bearer: 'token-of-bob-84d2e6b5', owns: { organisation_id: ['org-bob'] } },
  ].map((identity) => identityConfigSchema.parse(identity));
}

async function measureVariant(variant: Variant): Promise<Measurement[]> {
  const whole = await scanned(variant, checks);
  const { survey, requests } = whole.report;
  const say = (name: string, value: number, note = ''): Measurement => ({
    benchmark,
    name: `${variant}: ${name}`,
    value,
    unit: 'requests',
    ...(note === '' ? {} : { note }),
  });
  const ofFamily = ({ id }: Check): string => `${id.split('/', 1)[0]}/`;
  const families = await costsAlone(variant, survey.requests, Map.groupBy(checks, ofFamily));
  const single = await costsAlone(
    variant,
    survey.requests,
    Map.groupBy(checks, ({ id }) => id),
  );
  const measurements: Measurement[] = [
    {
      ...say('all checks', requests, `${whole.report.findings.length} findings`),
      goal: { kind: 'at most', value: 330 },
    },
    say('until the survey is complete', survey.requests),
    ...families.map(({ name, own }) => say(`${name} by itself`, own, 'besides the survey')),
    ...single.slice(0, shown).map(({ name, own }) => say(`${name} by itself`, own, 'besides the survey')),
    ...costsOf(whole.recording)
      .slice(0, shown)
      .map(({ purpose, requests: count }) => say(`purpose "${purpose}"`, count)),
  ];
  const first = firstProof(whole);
  if (first === undefined) return measurements;
  const proof = say('until the first proven object-level finding', first.requests, first.check);
  return [...measurements, { ...proof, goal: { kind: 'at most', value: 40 } }];
}

interface Scanned {
  report: Report;
  /** The lines that `--save` writes. */
  recording: string;
}

/** A fresh target for every scan, so that none finds what another one left. */
async function scanned(variant: Variant, chosen: readonly Check[]): Promise<Scanned> {
  const target = await startTarget({ variant });
  try {
    const identities = target.users
      .filter((user) => user.name === 'alice' || user.name === 'bob')
      .map((user) => parseIdentity(`${user.name}=bearer:${user.token}`));
    return await recorded({ target: target.url, identities, checks: chosen });
  } finally {
    await target.close();
  }
}

async function recorded(options: Omit<ScanOptions, 'seed' | 'version' | 'save'>): Promise<Scanned> {
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-bench-'));
  try {
    const save = join(folder, 'exchanges.ndjson');
    const report = await scan({ ...options, seed: 7, version: '0.1.0', save });
    return { report, recording: await readFile(save, 'utf8') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What each group of checks sends when it runs alone, the most first. Together they share many requests. */
async function costsAlone(
  variant: Variant,
  surveyRequests: number,
  groups: ReadonlyMap<string, readonly Check[]>,
): Promise<{ name: string; own: number }[]> {
  const costs: { name: string; own: number }[] = [];
  for (const [name, members] of groups) {
    const { report } = await scanned(variant, members);
    costs.push({ name, own: report.requests - surveyRequests });
  }
  return costs.sort((a, b) => b.own - a.own);
}

/** Where in the recording the last exchange of the earliest proof stands that a stranger got an object. */
function firstProof({ report, recording }: Scanned): { requests: number; check: string } | undefined {
  const positions = new Map(exchangesIn(recording).map(({ id }, index) => [id, index + 1]));
  const proofs = report.findings
    .filter((finding) => finding.check.startsWith('bola/') && finding.confidence === 'confirmed')
    .filter((finding) => finding.proof.some((step) => step.role === 'other'))
    .map((finding) => ({
      check: finding.check,
      requests: Math.max(...finding.proof.map((step) => positions.get(step.exchange.id) ?? Number.POSITIVE_INFINITY)),
    }));
  return proofs.sort((a, b) => a.requests - b.requests)[0];
}
