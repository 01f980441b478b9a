import type { HttpClient } from '@middlebrick/http';
import { type CoverageCell, type Exchange, fnv1a64, type Operation, type Surface, seeded } from '@middlebrick/model';
import { concurrently } from './concurrently.ts';
import type { Check, Hit, Judgment, ProbeTools } from './define-check.ts';
import type { Sessions } from './identities/sessions.ts';
import { lookalike } from './lookalike.ts';
import { isScanOver, unlessOver } from './scan-over.ts';
import { requestOf } from './surface/index.ts';
import type { Survey, SurveyPart } from './survey/survey.ts';
import { fillIn } from './verdict/finding.ts';

export interface CheckResults {
  hits: Hit[];
  coverage: CoverageCell[];
  /** Per check: sentences why it does not apply, with how many operations each concerns. */
  skipped: Map<string, Map<string, number>>;
}

export interface RunOptions {
  checks: readonly Check[];
  survey: Survey;
  surface: Surface;
  operations: readonly Operation[];
  sessions: Sessions;
  client: HttpClient;
  seed: number;
  onProgress: (done: number, total: number) => void;
}

/** Checks in flight. Each waits for its own requests; the HTTP client bounds those. */
const parallel = 16;
/** Operations that are tested together before the next ones. */
const windowSize = 40;

interface Task {
  check: Check;
  operation: Operation | undefined;
}

/**
 * Asks every check its question of every operation it applies to. A check that throws is `broken` and ends nothing;
 * when the scan itself must end, what was judged so far is kept and the rest is inconclusive.
 */
export async function runChecks(options: RunOptions): Promise<CheckResults> {
  const results: CheckResults = { hits: [], coverage: [], skipped: new Map() };
  const tasks = plan(options, results.skipped);
  const settled = new Map<Task, Settled>();
  const shared = sharedCopies();
  await concurrently(inWindows(tasks, options.operations), parallel, async (task) => {
    settled.set(task, settle(task, await runOne(task, options), shared));
    options.onProgress(settled.size, tasks.length);
  });
  const lost = new Set(await unlessOver(options.sessions.lost()));
  for (const task of tasks) record(task, settled.get(task) as Settled, lost, results);
  return results;
}

interface Judged {
  judgments: Judgment<string>[];
  /** Names of the identities whose answers were judged. */
  callers: readonly string[];
  broken?: string;
}

/** What is kept of a task until all are done: tens of thousands of them in a large scan, so as little as can be. */
interface Settled {
  cell: CoverageCell;
  hits: readonly Hit['judgment'][];
  callers: readonly string[];
}

const noHits: readonly Hit['judgment'][] = [];

/** Gives the same text for equal texts and the same list for equal lists: most reasons and callers recur. */
function sharedCopies(): { text(value: string): string; list(values: readonly string[]): readonly string[] } {
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const text = (value: string): string => {
    const known = texts.get(value);
    if (known === undefined) texts.set(value, value);
    return known ?? value;
  };
  const list = (values: readonly string[]): readonly string[] => {
    const key = values.join('\u0000');
    const known = lists.get(key);
    if (known === undefined) lists.set(key, values);
    return known ?? values;
  };
  return { text, list };
}

function plan(options: RunOptions, skipped: CheckResults['skipped']): Task[] {
  const tasks: Task[] = [];
  for (const check of options.checks) {
    const parts = pick(options.survey, check.needs as SurveyPart[]);
    const subjects = check.per === 'target' ? [undefined] : options.operations;
    for (const operation of subjects) {
      const applies = check.per === 'target' ? check.appliesTo(parts) : check.appliesTo(operation as Operation, parts);
      if (applies === true) tasks.push({ check, operation });
      else {
        const reasons = skipped.get(check.id) ?? new Map<string, number>();
        skipped.set(check.id, reasons.set(applies, (reasons.get(applies) ?? 0) + 1));
      }
    }
  }
  return tasks;
}

/**
 * The tasks of a few dozen operations at a time, check by check: what one check was answered is still at hand when
 * the next one asks the same. Checks of the whole target come with the first operations.
 */
function inWindows(tasks: readonly Task[], operations: readonly Operation[]): Task[] {
  const positions = new Map(operations.map((operation, index) => [operation.id, index]));
  const windowOf = ({ operation }: Task): number =>
    operation === undefined ? 0 : Math.floor((positions.get(operation.id) ?? 0) / windowSize);
  return tasks.toSorted((a, b) => windowOf(a) - windowOf(b));
}

async function runOne(task: Task, options: RunOptions): Promise<Judged> {
  const { check, operation } = task;
  try {
    const tools = toolsFor(task, options);
    const evidence =
      check.per === 'target'
        ? await check.probe(tools)
        : await check.probe({ ...tools, operation: operation as Operation });
    const judged = check.per === 'target' ? check.judge(evidence) : check.judge(evidence, operation as Operation);
    return { judgments: [judged].flat(), callers: callersIn(evidence) };
  } catch (error) {
    if (isScanOver(error))
      return { judgments: [{ outcome: 'inconclusive', message: 'the scan ended before it was asked' }], callers: [] };
    return { judgments: [], callers: [], broken: error instanceof Error ? error.message : String(error) };
  }
}

function toolsFor({ check, operation }: Task, options: RunOptions): ProbeTools<SurveyPart> {
  const { sessions, surface, seed } = options;
  return {
    survey: pick(options.survey, check.needs as SurveyPart[]),
    surface,
    send: (request, as, purpose, sendOptions) => sessions.send(request, as, purpose, sendOptions),
    request: (subject, values) => requestOf(subject, values, surface),
    lookalike: (value) => lookalike(value, seed),
    derive: (identity, alteration) => sessions.derive(identity, alteration),
    credential: (identity) => sessions.credential(identity),
    random: seeded(seed, `${check.id}/${operation?.id ?? ''}`),
  };
}

/** Only the parts that a check declares are handed over, so that it cannot come to depend on others. */
function pick(survey: Survey, parts: readonly SurveyPart[]): Survey {
  return Object.fromEntries(parts.map((part) => [part, survey[part]])) as unknown as Survey;
}

function settle({ check, operation }: Task, judged: Judged, shared: ReturnType<typeof sharedCopies>): Settled {
  const callers = shared.list(judged.callers);
  const place = { check: check.id, operation: operation?.id ?? null };
  if (judged.broken !== undefined) {
    return { cell: { ...place, outcome: 'broken', reason: judged.broken }, hits: noHits, callers };
  }
  const hits = judged.judgments.filter((judgment) => judgment.outcome === 'vulnerable');
  if (hits.length > 0) return { cell: { ...place, outcome: 'vulnerable' }, hits, callers };
  const decisive = judged.judgments.find((judgment) => judgment.outcome === 'inconclusive') ?? judged.judgments[0];
  const { reason } = reasonOf(check, decisive);
  const outcome = decisive?.outcome ?? 'hardened';
  const cell = reason === undefined ? { ...place, outcome } : { ...place, outcome, reason: shared.text(reason) };
  return { cell, hits: noHits, callers };
}

/** `hardened` rests on refusals, and a refusal to someone who was signed out unnoticed proves nothing. */
function record(task: Task, { cell, hits, callers }: Settled, lost: ReadonlySet<string>, results: CheckResults): void {
  for (const judgment of hits) results.hits.push({ ...task, judgment });
  const signedOut = callers.find((name) => lost.has(name));
  const isDecided = cell.outcome === 'broken' || cell.outcome === 'vulnerable';
  if (isDecided || signedOut === undefined) results.coverage.push(cell);
  else
    results.coverage.push({ ...cell, outcome: 'inconclusive', reason: `${signedOut} was signed out during the scan` });
}

function reasonOf(check: Check, judgment: Judgment<string> | undefined): { reason?: string } {
  if (judgment?.message === undefined) return {};
  return { reason: fillIn(check.messages[judgment.message] ?? judgment.message, { ...judgment.details }) };
}

/** The identities whose exchanges the evidence holds; altered credentials count as the one they were made from. */
function callersIn(evidence: unknown): string[] {
  const found = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth >= 8) return;
    if (isExchange(value)) found.add(value.identity.split('+')[0] as string);
    else for (const child of Object.values(value)) visit(child, depth + 1);
  };
  visit(evidence, 0);
  return [...found];
}

function isExchange(value: object): value is Exchange {
  return 'request' in value && 'response' in value && 'identity' in value && 'milliseconds' in value;
}

/** A stable id for one scan of one target with one seed, for the header that names our requests. */
export function scanIdOf(target: string, seed: number, startedAt: number): string {
  return fnv1a64(`${target}/${seed}/${startedAt}`).toString(36);
}
