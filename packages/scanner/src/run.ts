import {
  type Budget,
  type ClientOptions,
  loadAuthority,
  loadClientCertificate,
  normaliseBaseUrl,
  openClient,
  type Transport,
} from '@middlebrick/http';
import type { Accepted, Context, Policy, Report, Secret } from '@middlebrick/model';
import { closeStage } from './active/close-stage.ts';
import { openStage } from './active/stage.ts';
import { switchable } from './active/switchable-client.ts';
import { conclude, type RemediationFor } from './conclude.ts';
import type { Check } from './define-check.ts';
import type { EventSink } from './events.ts';
import type { IdentityConfig } from './identities/identity-config.ts';
import { openSessions } from './identities/sessions.ts';
import { lookalike } from './lookalike.ts';
import { accessObserver } from './matrix/observer.ts';
import { openHistory } from './replay/history.ts';
import { replayer } from './replay.ts';
import { runChecks, scanIdOf } from './run-checks.ts';
import { type RunEnd, type RunStart, surfaceFacts, surveyFacts } from './run-facts.ts';
import { openRunWriter, type RunWriter } from './saved-run/run-writer.ts';
import { unlessOver } from './scan-over.ts';
import { type CodeRoutes, discoverSurface } from './surface/index.ts';
import { callable, emptySurvey, gatherSurvey } from './survey/gather.ts';
import { recognisedStack } from './survey/stack.ts';
import { assertAuthorized } from './target.ts';
import { withHeaders } from './with-headers.ts';

export interface ScanOptions {
  /** Base URL of the target. */
  target: string;
  /** API description: a file or a URL. Without it, well-known places are looked at and links followed. */
  spec?: string;
  /** Operations that the code of the API shows. */
  routes?: CodeRoutes;
  identities: readonly IdentityConfig[];
  checks: readonly Check[];
  /** Headers for every request, anonymous ones included. */
  headers?: readonly (readonly [string, string])[];
  /** Further places that requests may go to: `host` or `host:port`. */
  scope?: readonly string[];
  insecure?: boolean;
  /** PEM file of an authority that is trusted besides the usual ones. */
  ca?: string;
  /** HTTP proxy that everything goes through: `http://127.0.0.1:8080`. */
  proxy?: string;
  /** The user may send credentials to a target on a public network. */
  authorized?: boolean;
  /** Operations that the user declared to be reads although their method is not safe: `POST /search`. */
  reads?: readonly string[];
  /** Registers users of its own where two are missing, makes objects, and writes to those. */
  active?: boolean;
  /**
   * Leaves the users and objects of an active scan where they are, so that replays need no others, and hands over their
   * credentials: the variables of replays.
   */
  keep?: (credentials: readonly Secret[]) => void | Promise<void>;
  /** Makes the names and texts of an active scan its own; drawn at random when not given. */
  nonce?: string;
  /** How long a write that was accepted may take to show to its reader, in milliseconds; 1,300 when not given. */
  settleMs?: number;
  context?: Context;
  seed: number;
  version: string;
  budget?: Partial<Budget>;
  /** The operations that a check is asked about, by its id; a check without an entry is not run. All, when not given. */
  only?: ReadonlyMap<string, ReadonlySet<string>>;
  /** What is known of the findings already: suppressions and a baseline. */
  accepted?: Accepted;
  /** Who may do what. With one, everybody is asked for everything that the scan may read. */
  policy?: Policy;
  /** Asks everybody for everything that the scan may read, so that the matrix of the report is whole. */
  matrix?: boolean;
  /** File that keeps the whole run, for `judge`. */
  save?: string;
  signal?: AbortSignal;
  onEvent?: EventSink;
  /** Remediation for the stack at hand. */
  remediationFor?: RemediationFor;
  /** Replaces the network, for tests. */
  transport?: Transport;
}

/**
 * Scans a target: target → surface → identities → survey → checks → verdict → report. Read-only unless `active`.
 * When the budget ends or the signal fires, the report holds what was learnt until then.
 *
 * @throws ScanError when the scan cannot begin: no target, no surface, credentials that do not work; BudgetExhausted or
 *   AbortError when it ended before its surface was known
 */
export async function scan(options: ScanOptions): Promise<Report> {
  const began = Date.now();
  const start = startOf(options, began);
  const writer = options.save === undefined ? undefined : await openRunWriter(options.save, start, options.version);
  try {
    return await scanAndSave(options, start, writer, began);
  } finally {
    await writer?.close();
  }
}

/** What is settled before anything is sent. */
function startOf(options: ScanOptions, began: number): RunStart {
  const { target, seed, context, scope = [], checks, only, active = false } = options;
  return {
    id: scanIdOf(target, seed, began),
    seed,
    mode: active ? 'active' : 'read-only',
    startedAt: new Date(began).toISOString(),
    target: normaliseBaseUrl(target).href,
    scope: [...scope],
    checks: checks.filter(({ id }) => only?.has(id) ?? true).map(({ id }) => id),
    ...(context === undefined ? {} : { context }),
  };
}

async function scanAndSave(
  options: ScanOptions,
  start: RunStart,
  writer: RunWriter | undefined,
  began: number,
): Promise<Report> {
  const identities = options.identities.map(withPlainNames);
  const emit: EventSink = options.onEvent ?? (() => undefined);
  const history = options.active === true ? openHistory(writer?.recorder) : undefined;
  const clientOptions: ClientOptions = {
    baseUrl: options.target,
    userAgent: `middlebrick/${options.version}`,
    scanId: start.id,
    ...(await trusting(options)),
    ...defined({
      scope: options.scope,
      insecure: options.insecure,
      proxy: options.proxy,
      budget: options.budget,
      signal: options.signal,
      transport: options.transport,
      recorder: history?.recorder ?? writer?.recorder,
    }),
  };
  await using opened = await openClient(clientOptions);
  writer?.hideBy(opened.redactor);
  const line = switchable(opened);
  const client = withHeaders(line, options.headers ?? []);
  assertAuthorized(client, options);
  emit({ type: 'start', target: start.target, mode: start.mode, seed: start.seed, scanId: start.id });

  const sessions = await openSessions(client, identities);
  const surface = await discoverSurface(client, {
    credentials: sessions.credentials(),
    ...defined({ spec: options.spec, routes: options.routes, signal: options.signal }),
  });
  const reads = new Set(options.reads);
  const operations = callable(surface, reads);
  const places = surfaceFacts(surface, operations);
  writer?.surface(places);
  emit({
    type: 'surface',
    operations: surface.operations.length,
    source: surface.source,
    warnings: surface.warnings,
  });

  const { seed, nonce, settleMs } = options;
  const stage =
    options.active === true
      ? await openStage({ client, sessions, surface, given: identities, seed, emit, ...defined({ nonce, settleMs }) })
      : undefined;
  await unlessOver(sessions.prove(surface));
  emit({ type: 'identities', identities: sessions.reported() });

  const onSurvey = (done: number, total: number): void => emit({ type: 'survey-progress', done, total });
  const gathering = gatherSurvey({
    surface,
    sessions,
    configs: identities,
    reads,
    onProgress: onSurvey,
    ...defined({ made: stage?.made, accounts: stage?.accounts, policy: options.policy }),
  });
  const survey = (await unlessOver(gathering)) ?? emptySurvey(surface);
  const stack = recognisedStack(survey.baselines.map((baseline) => baseline.exchange));
  const surveyed = surveyFacts(survey, stack, client.stats.requests);
  emit({
    type: 'survey',
    objects: surveyed.objects,
    owned: surveyed.owned,
    requests: surveyed.requests,
  });

  const onProgress = (done: number, total: number, isWriting: boolean): void =>
    emit({ type: 'check-progress', done, total, requests: client.stats.requests, isWriting });
  const checks = options.checks.filter(({ id }) => options.only?.has(id) ?? true);
  const observer = accessObserver({
    survey,
    surface,
    sessions,
    lookalike: (value) => stage?.tools.lookalike(value) ?? lookalike(value, seed),
    isAsking: options.matrix === true || options.policy !== undefined,
  });
  const results = await runChecks({
    checks,
    survey,
    surface,
    operations,
    sessions,
    client,
    seed,
    onProgress,
    // A few questions asked anew say nothing of the rest.
    ...defined({ observer: options.only === undefined ? observer : undefined }),
    ...defined({ active: stage?.tools, only: options.only, keep: writer?.task }),
  });
  // Users that are kept can be signed in by what was handed over.
  const own =
    options.keep === undefined && stage
      ? { ...stage.facts(), exchanges: [...(history?.exchanges() ?? [])] }
      : undefined;
  const activity = await closeStage(stage, line, { ...clientOptions, redactor: client.redactor }, options.keep);
  const end: RunEnd = {
    survey: surveyed,
    skipped: [...results.skipped].map(([check, reasons]) => [check, [...reasons]]),
    lost: results.lost,
    identities: sessions.reported(),
    cells: options.only === undefined ? observer.cells() : [],
    policy: options.policy ?? null,
    requests: client.stats.requests,
    finishedAt: new Date().toISOString(),
    ...defined({ activity, stopReason: client.stopReason() }),
  };
  const report = conclude({
    facts: { start, surface: places, end },
    checks,
    decided: results,
    replayOf: replayer(sessions, client.redactor, {
      ...defined({ ca: options.ca }),
      own,
      operations: surface.operations,
    }),
    settings: { version: options.version, ...defined({ accepted: options.accepted }) },
    remediationFor: options.remediationFor,
  });
  writer?.end(end, report.findings, { sessions, ca: options.ca, own });
  for (const finding of report.findings) emit({ type: 'finding', finding });
  emit({
    type: 'end',
    requests: end.requests,
    milliseconds: Date.now() - began,
    stopReason: end.stopReason,
  });
  return report;
}

/** Whom the client trusts, and what it shows at the first contact. */
async function trusting({ ca, identities }: ScanOptions): Promise<Pick<ClientOptions, 'ca' | 'certificate'>> {
  const holder = identities.find(({ certificate }) => certificate !== undefined);
  return {
    ...(ca === undefined ? {} : { ca: await loadAuthority(ca) }),
    ...(holder?.certificate === undefined
      ? {}
      : { certificate: await loadClientCertificate(holder.name, holder.certificate) }),
  };
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
