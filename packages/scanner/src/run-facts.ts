import type {
  Accepted,
  AccessCell,
  Activity,
  Context,
  Operation,
  Policy,
  Report,
  ReportedIdentity,
  Surface,
} from '@middlebrick/model';
import type { Survey } from './survey/survey.ts';

/** What is settled when a scan begins. */
export interface RunStart {
  id: string;
  seed: number;
  mode: Exclude<Report['scan']['mode'], 'audit'>;
  context?: Context;
  /** ISO 8601. */
  startedAt: string;
  /** Base URL. */
  target: string;
  /** Further places that requests could go to. */
  scope: string[];
  /** Ids, in the order of the report. */
  checks: string[];
}

export interface SurfaceFacts {
  source: string;
  warnings: readonly string[];
  operations: readonly Operation[];
  /** Those that the scan could call, with the fields of their bodies where they were declared to be reads. */
  callable: readonly Operation[];
}

export interface SurveyFacts {
  /** Objects seen. */
  objects: number;
  /** Objects whose owner is known. */
  owned: number;
  /** Requests sent until the survey was complete. */
  requests: number;
  /** By operation that was called: what each identity was answered at first. */
  statuses: readonly (readonly [operation: string, statuses: Readonly<Record<string, number>>])[];
  /** Frameworks and stores that the first answers gave away. */
  stack: readonly string[];
}

/** What is known when a scan has ended. */
export interface RunEnd {
  survey: SurveyFacts;
  /** Per check: sentences why it does not apply, with how many operations each concerns. */
  skipped: readonly (readonly [check: string, reasons: readonly (readonly [reason: string, count: number])[]])[];
  /** Names of the identities that were no longer signed in. */
  lost: readonly string[];
  identities: readonly ReportedIdentity[];
  /** What an active scan made and removed. */
  activity?: Activity;
  /** Who was seen to get what; without what is expected. */
  cells: readonly AccessCell[];
  /** Who may do what, as the user declared it; null when nothing was declared. */
  policy: Policy | null;
  stopReason?: string;
  /** Requests sent in all. */
  requests: number;
  /** ISO 8601. */
  finishedAt: string;
}

/** Everything that a report is compiled from besides judgements: plain data, the same from a scan and from its file. */
export interface RunFacts {
  start: RunStart;
  surface: SurfaceFacts;
  end: RunEnd;
}

/** What a report is made for: settings of whoever reads it, not of the scan. */
export interface ReportSettings {
  /** Version of the tool that judges. */
  version: string;
  accepted?: Accepted;
}

export function surfaceFacts({ source, warnings, operations }: Surface, callable: readonly Operation[]): SurfaceFacts {
  return { source, warnings, operations, callable };
}

/** @param requests sent until the survey was complete */
export function surveyFacts(survey: Survey, stack: readonly string[], requests: number): SurveyFacts {
  const byOperation = Map.groupBy(survey.baselines, ({ operation }) => operation);
  const statuses = [...byOperation].map(([operation, baselines]) => {
    const first = new Map<string, number>();
    for (const { identity, exchange } of baselines) {
      if (exchange.response !== null && !first.has(identity)) first.set(identity, exchange.response.status);
    }
    return [operation, Object.fromEntries(first)] as const;
  });
  return { objects: countObjects(survey), owned: survey.objects.length, requests, statuses, stack };
}

function countObjects({ items, objects }: Survey): number {
  return new Set([
    ...items.map((item) => `${item.operation}\u0000${item.list}\u0000${JSON.stringify(item.ids)}`),
    ...objects.map((object) => `${object.operation}\u0000${JSON.stringify(object.values)}`),
  ]).size;
}
