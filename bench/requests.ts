import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@middlebrick/model';
import { type Check, checks, parseIdentity, scan } from '@middlebrick/scanner';
import { startTarget, VARIANTS, type Variant } from '@middlebrick/target-hono-dynamodb';
import type { Measurement } from './measurement.ts';
import { costsOf } from './request-costs.ts';

const benchmark = 'requests';
/** Checks and purposes that are listed: the dearest. */
const shown = 10;

/** What a scan costs the target: requests in all, until the first proof, and for each family and check by itself. */
export async function measureRequests(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const variant of VARIANTS) measurements.push(...(await measureVariant(variant)));
  return measurements;
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
  const measurements = [
    say('all checks', requests, `${whole.report.findings.length} findings`),
    say('until the survey is complete', survey.requests),
    ...families.map(({ name, own }) => say(`${name} by itself`, own, 'besides the survey')),
    ...single.slice(0, shown).map(({ name, own }) => say(`${name} by itself`, own, 'besides the survey')),
    ...costsOf(whole.recording)
      .slice(0, shown)
      .map(({ purpose, requests: count }) => say(`purpose "${purpose}"`, count)),
  ];
  const first = firstProof(whole);
  return first === undefined
    ? measurements
    : [...measurements, say('until the first proven object-level finding', first.requests, first.check)];
}

interface Scanned {
  report: Report;
  /** One line an exchange, in the order in which they ended. */
  recording: string;
}

/** A fresh target for every scan, so that none finds what another one left. */
async function scanned(variant: Variant, chosen: readonly Check[]): Promise<Scanned> {
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-bench-'));
  const target = await startTarget({ variant });
  try {
    const save = join(folder, 'exchanges.ndjson');
    const identities = target.users
      .filter((user) => user.name === 'alice' || user.name === 'bob')
      .map((user) => parseIdentity(`${user.name}=bearer:${user.token}`));
    const report = await scan({ target: target.url, identities, checks: chosen, seed: 7, version: '0.1.0', save });
    return { report, recording: await readFile(save, 'utf8') };
  } finally {
    await target.close();
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
  const positions = new Map<string, number>();
  for (const [index, line] of recording.trim().split('\n').entries()) {
    positions.set((JSON.parse(line) as { id?: string }).id ?? '', index);
  }
  const proofs = report.findings
    .filter((finding) => finding.check.startsWith('bola/') && finding.confidence === 'confirmed')
    .filter((finding) => finding.proof.some((step) => step.role === 'other'))
    .map((finding) => ({
      check: finding.check,
      requests: Math.max(...finding.proof.map((step) => positions.get(step.exchange.id) ?? Number.POSITIVE_INFINITY)),
    }));
  return proofs.sort((a, b) => a.requests - b.requests)[0];
}
