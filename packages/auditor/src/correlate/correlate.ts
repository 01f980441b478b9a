import {
  type Code,
  type Confidence,
  type Correlation,
  type Finding,
  type Report,
  type ReportedSuppression,
  scoreOf,
  unsuppressed,
} from '@middlebrick/model';
import type { Audited } from '../audit.ts';
import { withoutSecrets } from '../masked-secrets.ts';
import { type CodeRoute, codeRoutes, type RouteMap, routeMap } from './code-routes.ts';
import { handlerCode, handlerSite } from './handler-code.ts';
import { heldOnes } from './held.ts';
import { sayingTheSame } from './same-question.ts';
import { seenByOne } from './seen-by-one.ts';

/**
 * One report of a scan and of an audit of the code behind it. What the scan proved gets its line of code, and what
 * both say is said once and surer; what only the code shows stays beside it. Fingerprints are those of the scan.
 *
 * @param scanned the report of the scan
 * @param audit the report of the audit, made of `audited`
 */
export function correlate(scanned: Report, audited: Audited, audit: Report): Report {
  const routes = codeRoutes(audited.program.routes);
  const map = routeMap(scanned.surface.operations, routes, scanned.target.url);
  const open = unsuppressed(audit.findings);
  const locate = locator(audited);
  const located = scanned.findings.map((finding) => locatedFinding(finding, open, map, locate));
  const said = saidTwice(located);
  const findings = located.map(({ finding }) => finding);
  const seen = seenByOne(scanned, map);
  return {
    ...scanned,
    target: { ...scanned.target, stack: united(scanned.target.stack, audit.target.stack) },
    surface: {
      ...scanned.surface,
      warnings: [...scanned.surface.warnings, ...audit.surface.warnings],
    },
    ...(audit.audit === undefined ? {} : { audit: audit.audit }),
    score: { ...scanned.score, ...rescored(scanned, findings) },
    findings: [
      ...findings,
      ...audit.findings.flatMap((finding) => leftOf(finding, said, map)).map(heldOnes(scanned, map)),
    ],
    ...suppressionsOf(scanned, audit),
    checks: [...scanned.checks, ...audit.checks],
    coverage: [...scanned.coverage, ...audit.coverage],
    gaps: [...seen.gaps, ...scanned.gaps],
    correlation: {
      source: audit.target.url,
      routes: seen.both,
      located: findings.filter(({ code }) => code !== undefined).length,
      merged: located.filter(({ same }) => same.length > 0).length,
      onlyInCode: seen.onlyInCode,
      onlyAtTarget: seen.onlyAtTarget,
    } satisfies Correlation,
  };
}

/** What either gave away, however it is spelt. */
function united(stack: readonly string[], others: readonly string[]): string[] {
  const known = new Set(stack.map((name) => name.toLowerCase()));
  return [...stack, ...others.filter((name) => !known.has(name.toLowerCase()))];
}

/** A finding of the scan, and those of the audit that say the same. */
interface Located {
  readonly finding: Finding;
  readonly same: readonly Finding[];
}

function locatedFinding(
  finding: Finding,
  ofAudit: readonly Finding[],
  { ofOperation }: RouteMap,
  locate: (route: CodeRoute) => Code | undefined,
): Located {
  const routes = finding.places.flatMap(({ operation }) => ofOperation.get(operation) ?? []);
  const operations = new Set(routes.map(({ operation }) => operation));
  const there = ofAudit.filter(({ places }) => places.some(({ operation }) => operations.has(operation)));
  const same = sayingTheSame(finding, isOfRoutes(finding) ? there : [], ofAudit);
  const [best] = same;
  if (best?.code !== undefined) {
    const said = same.flatMap(({ check, code }) => (code === undefined ? [] : [{ rule: check, place: code.place }]));
    const confidence = same.some((one) => one.confidence === 'firm') ? surer(finding.confidence) : finding.confidence;
    return { finding: { ...finding, confidence, code: { ...best.code, said } }, same };
  }
  const [route] = routes;
  const code = route === undefined || !isOfRoutes(finding) ? undefined : locate(route);
  return { finding: code === undefined ? finding : { ...finding, code }, same: [] };
}

/** What is about the target as a whole, such as a header that is missing everywhere, is at home in no route. */
function isOfRoutes({ check, places }: Finding): boolean {
  return places.length === 1 || (places.length > 1 && /^(?:bola|bfla|property)\//.test(check));
}

/** Two ways to the same thing: what was suspected is strongly supported, and what was so is proven. */
function surer(confidence: Confidence): Confidence {
  return confidence === 'tentative' ? 'firm' : 'confirmed';
}

/** Gives the handler of a route, with the secrets that were found covered. */
function locator({ program, files, hits }: Audited): (route: CodeRoute) => Code | undefined {
  const runs = new Map(program.runs.map((run) => [run.route, run]));
  let masked: ReadonlyMap<string, string> | undefined;
  return ({ route }) => {
    const run = runs.get(route);
    if (run === undefined) return undefined;
    masked ??= withoutSecrets(textsOf(files), hits, new Set(program.runs.map((one) => handlerSite(one).module.path)));
    return handlerCode(run, masked);
  };
}

function textsOf(files: Audited['files']): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** The operations of the code by which each finding of the audit was said by the scan as well. */
function saidTwice(located: readonly Located[]): ReadonlyMap<string, ReadonlySet<string>> {
  const said = new Map<string, Set<string>>();
  for (const { finding, same } of located) {
    for (const one of same) {
      const operations = said.get(one.fingerprint) ?? new Set();
      for (const { operation } of finding.places) operations.add(operation);
      said.set(one.fingerprint, operations);
    }
  }
  return said;
}

/** What of a finding of the audit the scan did not say: nothing, or the routes that it did not prove it of. */
function leftOf(
  finding: Finding,
  said: ReadonlyMap<string, ReadonlySet<string>>,
  { ofOperation }: RouteMap,
): Finding[] {
  const proven = said.get(finding.fingerprint);
  if (proven === undefined) return [finding];
  const inCode = new Set([...proven].flatMap((operation) => ofOperation.get(operation)?.operation ?? []));
  const places = finding.places.filter(({ operation }) => !inCode.has(operation));
  return places.length === 0 ? [] : [{ ...finding, places }];
}

/** Only what a scan asked is scored; what it knows more surely now counts more. */
function rescored({ score }: Report, findings: readonly Finding[]): Partial<Report['score']> {
  const tested = new Set(score.categories.flatMap((one) => (one.score === null ? [] : [one.category])));
  return tested.size === 0 ? {} : scoreOf(unsuppressed(findings), tested);
}

/** The same configuration was held against both; comments are those of the code. */
function suppressionsOf(scanned: Report, audit: Report): Pick<Report, 'suppressions'> {
  const all = new Map<string, ReportedSuppression>();
  for (const one of [...(scanned.suppressions ?? []), ...(audit.suppressions ?? [])]) {
    const { findings, ...rest } = one;
    const key = JSON.stringify(rest);
    const known = all.get(key);
    all.set(key, known === undefined ? one : { ...one, findings: findings + known.findings });
  }
  return all.size === 0 ? {} : { suppressions: [...all.values()] };
}
