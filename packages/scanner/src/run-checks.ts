import type { HttpClient } from '@middlebrick/http';
import { fnv1a64, isSafe, type Operation, type RequestSpec, type Surface, seeded } from '@middlebrick/model';
import type { ActiveTools } from './active/contract.ts';
import { concurrently } from './concurrently.ts';
import {
  type Decided,
  type Gathered,
  messageOf,
  record,
  type Settled,
  settle,
  sharedCopies,
  type Task,
} from './decide.ts';
import type { Check, ProbeTools } from './define-check.ts';
import type { Sessions } from './identities/sessions.ts';
import { lookalike } from './lookalike.ts';
import type { AccessObserver } from './matrix/observer.ts';
import { isScanOver, unlessOver } from './scan-over.ts';
import { requestOf } from './surface/index.ts';
import type { Survey, SurveyPart } from './survey/survey.ts';

export interface CheckResults extends Decided {
  /** Per check: sentences why it does not apply, with how many operations each concerns. */
  skipped: Skipped;
  /** Names of the identities that were no longer signed in at the end. */
  lost: readonly string[];
}

type Skipped = Map<string, Map<string, number>>;

export interface RunOptions {
  checks: readonly Check[];
  survey: Survey;
  surface: Surface;
  operations: readonly Operation[];
  sessions: Sessions;
  client: HttpClient;
  seed: number;
  /** What an active scan may do besides reading. */
  active?: ActiveTools;
  /** The operations that a check is asked about; a check without an entry is not run. All, when not given. */
  only?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Keeps what was gathered for a task, by its place in the order of all tasks. */
  keep?: (index: number, task: Task, gathered: Gathered) => void;
  /** Watches who gets what. */
  observer?: AccessObserver;
  /** @param isWriting whether the checks that write have begun */
  onProgress: (done: number, total: number, isWriting: boolean) => void;
}

/** Checks in flight. Each waits for its own requests; the HTTP client bounds those. */
const parallel = 16;
/** Operations that are tested together before the next ones. */
const windowSize = 40;

/**
 * Asks every check its question of every operation it applies to. A check that throws is `broken` and ends nothing;
 * when the scan itself must end, what was judged so far is kept and the rest is inconclusive.
 */
export async function runChecks(options: RunOptions): Promise<CheckResults> {
  const skipped: Skipped = new Map();
  const tasks = plan(options, skipped);
  const places = new Map(tasks.map((task, index) => [task, index]));
  const settled: Settled[] = [];
  let done = 0;
  const shared = sharedCopies();
  const run = async (task: Task): Promise<void> => {
    const gathered = await gather(task, options);
    const index = places.get(task) as number;
    options.keep?.(index, task, gathered);
    options.observer?.take(task, gathered);
    settled[index] = settle(task, gathered, shared);
    options.onProgress(++done, tasks.length, isActive(task.check));
  };
  const reading = tasks.filter(({ check }) => !isActive(check));
  for (const window of windowsOf(reading, options.operations)) {
    await concurrently(window.tasks, parallel, run);
    await options.observer?.look(window.operations);
  }
  // One after the other, so that no check sees what another one changes.
  for (const sends of ['writes', 'burst']) {
    for (const task of tasks.filter(({ check }) => check.sends === sends)) await run(task);
  }
  const lost = (await unlessOver(options.sessions.lost())) ?? [];
  const results: CheckResults = { hits: [], coverage: [], skipped, lost };
  const isLost = new Set(lost);
  for (const [index, task] of tasks.entries()) record(task, settled[index] as Settled, isLost, results);
  return results;
}

/** Whether a check sends more than reads, and so runs in active scans alone. */
export function isActive({ sends }: Pick<Check, 'sends'>): boolean {
  return sends === 'writes' || sends === 'burst';
}

function plan(options: RunOptions, skipped: Skipped): Task[] {
  const tasks: Task[] = [];
  for (const check of options.checks) {
    const parts = pick(options.survey, check.needs as SurveyPart[]);
    if (isActive(check) && options.active === undefined) {
      skipped.set(check.id, new Map([['writes, and this scan only reads', 1]]));
      continue;
    }
    for (const operation of subjectsOf(check, options)) {
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

/** What a check can be asked about: `undefined` is the whole target. */
function subjectsOf(check: Check, { surface, operations, only }: RunOptions): (Operation | undefined)[] {
  const chosen = only?.get(check.id);
  if (only !== undefined && chosen === undefined) return [];
  if (check.per === 'target') return [undefined];
  const possible = isActive(check) ? surface.operations.filter(isWrite) : operations;
  return chosen === undefined ? [...possible] : possible.filter(({ id }) => chosen.has(id));
}

/** Operations that are tested together, and what is asked of them. */
interface Window {
  operations: readonly Operation[];
  tasks: readonly Task[];
}

/**
 * The tasks of a few dozen operations at a time, check by check: what one check was answered is still at hand when
 * the next one asks the same. Checks of the whole target come with the first operations.
 */
function windowsOf(tasks: readonly Task[], operations: readonly Operation[]): Window[] {
  const positions = new Map(operations.map((operation, index) => [operation.id, index]));
  const byWindow = Map.groupBy(tasks, ({ operation }) =>
    operation === undefined ? 0 : Math.floor((positions.get(operation.id) ?? 0) / windowSize),
  );
  const count = Math.max(1, Math.ceil(operations.length / windowSize));
  return Array.from({ length: count }, (_, index) => ({
    operations: operations.slice(index * windowSize, (index + 1) * windowSize),
    tasks: byWindow.get(index) ?? [],
  }));
}

/** Asks; opinions come later, from {@link settle}. */
async function gather(task: Task, options: RunOptions): Promise<Gathered> {
  const { check, operation } = task;
  try {
    const tools = toolsFor(task, options);
    const evidence =
      check.per === 'target'
        ? await check.probe(tools)
        : await check.probe({ ...tools, operation: operation as Operation });
    return { evidence };
  } catch (error) {
    return isScanOver(error) ? { isOver: true } : { broken: messageOf(error) };
  }
}

function toolsFor({ check, operation }: Task, options: RunOptions): ProbeTools<SurveyPart> {
  const { sessions, surface, seed } = options;
  return {
    survey: pick(options.survey, check.needs as SurveyPart[]),
    surface,
    send: async (request, as, purpose, sendOptions) => {
      assertReads(request, check, options);
      return sessions.send(request, as, purpose, sendOptions);
    },
    request: (subject, values) => requestOf(subject, values, surface),
    lookalike: (value) => options.active?.lookalike(value) ?? lookalike(value, seed),
    derive: (identity, alteration) => sessions.derive(identity, alteration),
    credential: (identity) => sessions.credential(identity),
    active: (isActive(check) ? options.active : undefined) ?? inactive,
    random: seeded(seed, `${check.id}/${operation?.id ?? ''}`),
  };
}

function isWrite({ method }: Operation): boolean {
  return !isSafe(method);
}

/** Stands where nothing may be written: whoever touches it is a check that declares less than it does. */
const inactive = new Proxy({} as ActiveTools, {
  get: (_, name) => {
    throw new Error(`a check that only reads wanted to write (${String(name)})`);
  },
});

/** Writing goes by `active.write`, which sees to it that only what is the scan's own is touched. */
function assertReads({ method }: RequestSpec, { id }: Check, { operations }: RunOptions): void {
  if (isSafe(method) || operations.some((operation) => operation.method === method)) return;
  throw new Error(`${id} wanted to send ${method} as if it were a read`);
}

/** Only the parts that a check declares are handed over, so that it cannot come to depend on others. */
function pick(survey: Survey, parts: readonly SurveyPart[]): Survey {
  return Object.fromEntries(parts.map((part) => [part, survey[part]])) as unknown as Survey;
}

/** A stable id for one scan of one target with one seed, for the header that names our requests. */
export function scanIdOf(target: string, seed: number, startedAt: number): string {
  return fnv1a64(`${target}/${seed}/${startedAt}`).toString(36);
}
