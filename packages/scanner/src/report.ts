import {
  anonymous,
  type Category,
  type CheckSummary,
  categories,
  type Finding,
  type Operation,
  type Report,
  type ReportedOperation,
  type Score,
  scoreOf,
  unsuppressed,
  withAccepted,
} from '@middlebrick/model';
import type { Decided } from './decide.ts';
import type { Check } from './define-check.ts';
import { gapsOf, identityRemedy, untestedReasons } from './gaps.ts';
import { matrixOf } from './matrix/matrix.ts';
import type { ReportSettings, RunFacts } from './run-facts.ts';
import { identifiersOf } from './survey/bindings.ts';

export interface ReportParts {
  facts: RunFacts;
  /** The checks that were run, in the order of the report. */
  checks: readonly Check[];
  decided: Decided;
  findings: readonly Finding[];
  /** Frameworks and stores that the target gave away. */
  stack: readonly string[];
  settings: ReportSettings;
}

/**
 * Puts everything that a run learnt into the one report that every writer and server reads. The scan itself comes by
 * here as well as a saved run that is judged again, so that equal facts give equal reports.
 */
export function compileReport(parts: ReportParts): Report {
  const { facts, checks, decided, settings } = parts;
  const { start, surface, end } = facts;
  const { accepted = {} } = settings;
  const matrix = matrixOf(facts, decided.coverage);
  const { findings, suppressions } = withAccepted(
    parts.findings,
    accepted,
    accepted.today ?? start.startedAt.slice(0, 10),
  );
  return {
    schema: 'https://middlebrick.dev/schema/report-1.json',
    tool: { name: 'middlebrick', version: settings.version },
    scan: {
      id: start.id,
      seed: start.seed,
      mode: start.mode,
      startedAt: start.startedAt,
      finishedAt: end.finishedAt,
      isInterrupted: end.stopReason !== undefined,
      ...(start.context === undefined ? {} : { context: start.context }),
      ...(end.stopReason === undefined ? {} : { stopReason: end.stopReason }),
    },
    target: {
      url: start.target,
      scope: [new URL(start.target).host, ...start.scope],
      stack: [...parts.stack],
    },
    surface: { source: surface.source, operations: reportedOperations(parts), warnings: [...surface.warnings] },
    identities: [...end.identities, { ...anonymous, isAlive: true, proof: 'sends no credential' }],
    survey: { objects: end.survey.objects, owned: end.survey.owned, requests: end.survey.requests },
    ...(end.activity === undefined ? {} : { activity: end.activity }),
    requests: end.requests,
    score: score(parts, unsuppressed(findings)),
    findings,
    ...(suppressions.length === 0 ? {} : { suppressions }),
    checks: checks.map((check) => summary(check, parts)),
    coverage: decided.coverage,
    ...(matrix === undefined ? {} : { matrix }),
    gaps: gapsOf(parts),
  };
}

function reportedOperations(parts: ReportParts): ReportedOperation[] {
  const { surface, end } = parts.facts;
  const reasons = untestedReasons(parts);
  const statuses = new Map(end.survey.statuses);
  return surface.operations.map((operation) => {
    const notTested = reasons.get(operation.id);
    return {
      id: operation.id,
      method: operation.method,
      path: operation.path,
      source: operation.source,
      deprecated: operation.deprecated,
      statuses: { ...statuses.get(operation.id) },
      ...(operation.summary === undefined ? {} : { summary: operation.summary }),
      ...(notTested === undefined ? {} : { notTested }),
    };
  });
}

function summary(check: Check, { decided, facts }: ReportParts): CheckSummary {
  const cells = decided.coverage.filter((cell) => cell.check === check.id);
  const count = (outcome: string): number => cells.filter((cell) => cell.outcome === outcome).length;
  const skipped = facts.end.skipped.find(([id]) => id === check.id)?.[1] ?? [];
  return {
    id: check.id,
    title: check.title,
    category: check.category,
    severity: check.severity,
    vulnerable: count('vulnerable'),
    hardened: count('hardened'),
    inconclusive: count('inconclusive'),
    broken: count('broken'),
    skipped: skipped.map(([reason, number]) => ({ reason, count: number })),
  };
}

function score(parts: ReportParts, findings: readonly Finding[]): Score {
  const decided = parts.decided.coverage.filter((cell) => cell.outcome === 'hardened' || cell.outcome === 'vulnerable');
  const categoryOf = new Map(parts.checks.map((check) => [check.id as string, check.category]));
  const tested = new Set(
    decided.map((cell) => categoryOf.get(cell.check)).filter((category) => category !== undefined),
  );
  const result = scoreOf(findings, tested);
  const advice = adviceFor(parts, decided);
  return { ...result, isIncomplete: advice !== undefined, ...(advice === undefined ? {} : { advice }) };
}

/** What would complete the scan, when fewer than half of the operations concerned got an answer from the checks that matter most. */
function adviceFor(
  { facts, checks }: ReportParts,
  decided: readonly { check: string; operation: string | null }[],
): string | undefined {
  const { surface, end } = facts;
  const has = (prefix: string): ReadonlySet<string | null> =>
    new Set(decided.filter((cell) => cell.check.startsWith(prefix)).map((cell) => cell.operation));
  const isEnabled = (category: Category): boolean =>
    checks.some((check) => check.category === category && check.per === 'operation');
  const withIds = surface.callable.filter((operation) => identifiersOf(operation).length > 0);
  const objectLevel = share(withIds, has('bola/'));
  const authentication = share(surface.callable, has('auth/'));
  const alive = end.identities.filter((identity) => identity.isAlive).length;
  if (isEnabled('bolaAuthorization') && objectLevel < 0.5) {
    if (alive < 2) return identityRemedy(facts);
    if (end.stopReason !== undefined) return 'let the scan run to its end';
    return `name ids that the identities own, under owns: in middlebrick.yaml (${categories.bolaAuthorization.title.toLowerCase()} was decided for ${Math.round(objectLevel * 100)} % of the operations)`;
  }
  if (isEnabled('authentication') && authentication < 0.5)
    return alive === 0
      ? 'give an identity: --as alice=bearer:…'
      : 'give a spec with --spec, so that more operations can be called';
  return undefined;
}

function share(operations: readonly Operation[], decided: ReadonlySet<string | null>): number {
  return operations.length === 0
    ? 1
    : operations.filter((operation) => decided.has(operation.id)).length / operations.length;
}
