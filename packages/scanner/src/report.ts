import type { HttpClient } from '@middlebrick/http';
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
  type Surface,
  scoreOf,
} from '@middlebrick/model';
import { gapsOf, untestedReason } from './gaps.ts';
import type { Sessions } from './identities/sessions.ts';
import type { ScanOptions } from './run.ts';
import type { CheckResults } from './run-checks.ts';
import { identifiersOf } from './survey/bindings.ts';
import type { Survey } from './survey/survey.ts';

export interface ReportParts {
  options: ScanOptions;
  client: HttpClient;
  sessions: Sessions;
  surface: Surface;
  survey: Survey;
  /** Frameworks and stores that the target gave away. */
  stack: readonly string[];
  /** Requests sent until the survey was complete. */
  surveyRequests: number;
  /** The operations that this scan may call. */
  operations: readonly Operation[];
  results: CheckResults;
  findings: readonly Finding[];
  startedAt: number;
  scanId: string;
}

/** Puts everything that a scan learnt into the one report that every writer and server reads. */
export function compileReport(parts: ReportParts): Report {
  const { options, client, surface, survey, results, findings } = parts;
  const stopReason = client.stopReason();
  return {
    schema: 'https://middlebrick.dev/schema/report-1.json',
    tool: { name: 'middlebrick', version: options.version },
    scan: {
      id: parts.scanId,
      seed: options.seed,
      mode: 'read-only',
      startedAt: new Date(parts.startedAt).toISOString(),
      finishedAt: new Date().toISOString(),
      isInterrupted: stopReason !== undefined,
      ...(options.context === undefined ? {} : { context: options.context }),
      ...(stopReason === undefined ? {} : { stopReason }),
    },
    target: {
      url: client.baseUrl.href,
      scope: [client.baseUrl.host, ...(options.scope ?? [])],
      stack: [...parts.stack],
    },
    surface: { source: surface.source, operations: reportedOperations(parts), warnings: [...surface.warnings] },
    identities: [...parts.sessions.reported(), { ...anonymous, isAlive: true, proof: 'sends no credential' }],
    survey: { objects: countObjects(survey), owned: survey.objects.length, requests: parts.surveyRequests },
    requests: client.stats.requests,
    score: score(parts),
    findings: [...findings],
    checks: options.checks.map((check) => summary(check, results)),
    coverage: results.coverage,
    gaps: gapsOf(parts),
  };
}

function reportedOperations({ surface, survey, operations }: ReportParts): ReportedOperation[] {
  const callable = new Set(operations.map((operation) => operation.id));
  const byOperation = Map.groupBy(survey.baselines, (baseline) => baseline.operation);
  return surface.operations.map((operation) => {
    const statuses = new Map<string, number>();
    for (const { identity, exchange } of byOperation.get(operation.id) ?? []) {
      if (exchange.response !== null && !statuses.has(identity)) statuses.set(identity, exchange.response.status);
    }
    const notTested = untestedReason(operation, callable.has(operation.id));
    return {
      id: operation.id,
      method: operation.method,
      path: operation.path,
      source: operation.source,
      deprecated: operation.deprecated,
      statuses: Object.fromEntries(statuses),
      ...(operation.summary === undefined ? {} : { summary: operation.summary }),
      ...(notTested === undefined ? {} : { notTested }),
    };
  });
}

function countObjects(survey: Survey): number {
  const items = survey.items.map((item) => `${item.operation}\u0000${item.list}\u0000${JSON.stringify(item.ids)}`);
  return new Set([
    ...items,
    ...survey.objects.map((object) => `${object.operation}\u0000${JSON.stringify(object.values)}`),
  ]).size;
}

function summary(
  check: { id: string; title: string; category: Category; severity: CheckSummary['severity'] },
  results: CheckResults,
): CheckSummary {
  const cells = results.coverage.filter((cell) => cell.check === check.id);
  const count = (outcome: string): number => cells.filter((cell) => cell.outcome === outcome).length;
  return {
    id: check.id,
    title: check.title,
    category: check.category,
    severity: check.severity,
    vulnerable: count('vulnerable'),
    hardened: count('hardened'),
    inconclusive: count('inconclusive'),
    broken: count('broken'),
    skipped: [...(results.skipped.get(check.id) ?? [])].map(([reason, number]) => ({ reason, count: number })),
  };
}

function score(parts: ReportParts): Score {
  const decided = parts.results.coverage.filter((cell) => cell.outcome === 'hardened' || cell.outcome === 'vulnerable');
  const categoryOf = new Map(parts.options.checks.map((check) => [check.id as string, check.category]));
  const tested = new Set(
    decided.map((cell) => categoryOf.get(cell.check)).filter((category) => category !== undefined),
  );
  const result = scoreOf(parts.findings, tested);
  const advice = adviceFor(parts, decided);
  return { ...result, isIncomplete: advice !== undefined, ...(advice === undefined ? {} : { advice }) };
}

/** What would complete the scan, when fewer than half of the operations concerned got an answer from the checks that matter most. */
function adviceFor(
  { operations, sessions, options, client }: ReportParts,
  decided: readonly { check: string; operation: string | null }[],
): string | undefined {
  const has = (prefix: string): ReadonlySet<string | null> =>
    new Set(decided.filter((cell) => cell.check.startsWith(prefix)).map((cell) => cell.operation));
  const isEnabled = (category: Category): boolean =>
    options.checks.some((check) => check.category === category && check.per === 'operation');
  const withIds = operations.filter((operation) => identifiersOf(operation).length > 0);
  const objectLevel = share(withIds, has('bola/'));
  const authentication = share(operations, has('auth/'));
  const alive = sessions.identities().length;
  if (isEnabled('bolaAuthorization') && objectLevel < 0.5) {
    if (alive === 0) return 'give two identities: --as alice=bearer:… --as bob=bearer:…';
    if (alive === 1) return 'give a second identity: --as bob=bearer:…';
    if (client.stopReason() !== undefined) return 'let the scan run to its end';
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
