import { type Budget, fileRecorder, openClient, type Recorder, type Transport } from '@middlebrick/http';
import type { Context, Finding, Report } from '@middlebrick/model';
import type { Check, Hit } from './define-check.ts';
import type { EventSink } from './events.ts';
import type { IdentityConfig } from './identities/identity-config.ts';
import { openSessions } from './identities/sessions.ts';
import { replayer } from './replay.ts';
import { compileReport } from './report.ts';
import { runChecks, scanIdOf } from './run-checks.ts';
import { unlessOver } from './scan-over.ts';
import { discoverSurface } from './surface/index.ts';
import { callable, emptySurvey, gatherSurvey } from './survey/gather.ts';
import { recognisedStack } from './survey/stack.ts';
import type { Survey } from './survey/survey.ts';
import { assertAuthorized } from './target.ts';
import { findingsOf } from './verdict/findings.ts';
import { withHeaders } from './with-headers.ts';

export interface ScanOptions {
  /** Base URL of the target. */
  target: string;
  /** API description: a file or a URL. Without it, well-known places are looked at and links followed. */
  spec?: string;
  identities: readonly IdentityConfig[];
  checks: readonly Check[];
  /** Headers for every request, anonymous ones included. */
  headers?: readonly (readonly [string, string])[];
  /** Further places that requests may go to: `host` or `host:port`. */
  scope?: readonly string[];
  insecure?: boolean;
  /** The user may send credentials to a target on a public network. */
  authorized?: boolean;
  /** Operations that the user declared to be reads although their method is not safe: `POST /search`. */
  reads?: readonly string[];
  context?: Context;
  seed: number;
  version: string;
  budget?: Partial<Budget>;
  /** File for the recording of every exchange, as NDJSON. */
  save?: string;
  signal?: AbortSignal;
  onEvent?: EventSink;
  /** Remediation for the stack at hand. */
  remediationFor?: (check: Check, stack: readonly string[]) => Finding['remediation'] | undefined;
  /** Replaces the network, for tests. */
  transport?: Transport;
}

/**
 * Scans a target: target → surface → identities → survey → checks → verdict → report. Read-only.
 * When the budget ends or the signal fires, the report holds what was learnt until then.
 *
 * @throws ScanError when the scan cannot begin: no target, no surface, credentials that do not work; BudgetExhausted or
 *   AbortError when it ended before its surface was known
 */
export async function scan(options: ScanOptions): Promise<Report> {
  const startedAt = Date.now();
  const identities = options.identities.map(withPlainNames);
  const emit: EventSink = options.onEvent ?? (() => undefined);
  const scanId = scanIdOf(options.target, options.seed, startedAt);
  const recorder: Recorder | undefined = options.save === undefined ? undefined : await fileRecorder(options.save);
  try {
    await using opened = await openClient({
      baseUrl: options.target,
      userAgent: `middlebrick/${options.version}`,
      scanId,
      ...defined({
        scope: options.scope,
        insecure: options.insecure,
        budget: options.budget,
        signal: options.signal,
        transport: options.transport,
        recorder,
      }),
    });
    const client = withHeaders(opened, options.headers ?? []);
    assertAuthorized(client, identities.length > 0, options.authorized ?? false);
    emit({ type: 'start', target: client.baseUrl.href, mode: 'read-only', seed: options.seed, scanId });

    const sessions = await openSessions(client, identities);
    const surface = await discoverSurface(client, {
      credentials: sessions.credentials(),
      ...defined({ spec: options.spec, signal: options.signal }),
    });
    emit({
      type: 'surface',
      operations: surface.operations.length,
      source: surface.source,
      warnings: surface.warnings,
    });

    await unlessOver(sessions.prove(surface));
    emit({ type: 'identities', identities: sessions.reported() });

    const reads = new Set(options.reads);
    const onSurvey = (done: number, total: number): void => emit({ type: 'survey-progress', done, total });
    const gathering = gatherSurvey({ surface, sessions, configs: identities, reads, onProgress: onSurvey });
    const survey = (await unlessOver(gathering)) ?? emptySurvey(surface);
    const surveyRequests = client.stats.requests;
    emit({
      type: 'survey',
      objects: survey.items.length + survey.objects.length,
      owned: survey.objects.length,
      requests: surveyRequests,
    });

    const operations = callable(surface, reads);
    const onProgress = (done: number, total: number): void =>
      emit({ type: 'check-progress', done, total, requests: client.stats.requests });
    const results = await runChecks({
      checks: options.checks,
      survey,
      surface,
      operations,
      sessions,
      client,
      seed: options.seed,
      onProgress,
    });

    const stack = stackOf(survey, results.hits);
    const findings = findingsOf(results.hits, {
      context: options.context,
      replayOf: replayer(sessions, client.redactor),
      remediationFor: (check) => options.remediationFor?.(check, stack),
    });
    for (const finding of findings) emit({ type: 'finding', finding });

    const report = compileReport({
      options,
      client,
      sessions,
      surface,
      survey,
      stack,
      surveyRequests,
      operations,
      results,
      findings,
      startedAt,
      scanId,
    });
    emit({
      type: 'end',
      requests: client.stats.requests,
      milliseconds: Date.now() - startedAt,
      stopReason: client.stopReason(),
    });
    return report;
  } finally {
    await recorder?.close();
  }
}

/** What the first answers and the proofs give away of frameworks and stores. */
function stackOf(survey: Survey, hits: readonly Hit[]): string[] {
  const proofs = hits.flatMap(({ judgment }) => judgment.proof.map((entry) => entry.exchange));
  return recognisedStack([...survey.baselines.map((baseline) => baseline.exchange), ...proofs]);
}

/** Parameters may be called `constructor`: looked up by such a name, what an identity owns must not be found in every object. */
function withPlainNames(config: IdentityConfig): IdentityConfig {
  return { ...config, owns: Object.assign(Object.create(null) as IdentityConfig['owns'], config.owns) };
}

/** Leaves out what is undefined, as exact optional properties want it. */
function defined<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
