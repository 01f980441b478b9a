import type { CoverageCell, Exchange, Operation } from '@middlebrick/model';
import type { Check, Hit, Judgment } from './define-check.ts';
import { fillIn } from './verdict/finding.ts';

/** One question of a scan: a check, and the operation that it asks about. */
export interface Task {
  check: Check;
  /** `undefined` for a check of the whole target. */
  operation: Operation | undefined;
}

/** What came of asking: evidence to be judged, or why there is none. */
export type Gathered = { evidence: unknown } | { broken: string } | { isOver: true };

/** What is kept of a task until all are done: tens of thousands of them in a large scan, so as little as can be. */
export interface Settled {
  cell: CoverageCell;
  hits: readonly Hit['judgment'][];
  callers: readonly string[];
}

/** What all tasks came to, in their order. */
export interface Decided {
  hits: Hit[];
  coverage: CoverageCell[];
}

interface Judged {
  judgments: Judgment<string>[];
  /** Names of the identities whose answers were judged. */
  callers: readonly string[];
  broken?: string;
}

/** Gives the same text for equal texts and the same list for equal lists: most reasons and callers recur. */
export interface SharedCopies {
  text(value: string): string;
  list(values: readonly string[]): readonly string[];
}

export function sharedCopies(): SharedCopies {
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

/** What a check says of what was gathered for it: in the scan itself, and again whenever a saved run is judged. */
export function settle(task: Task, gathered: Gathered, shared: SharedCopies): Settled {
  const { check, operation } = task;
  const judged = judge(task, gathered);
  const callers = shared.list(judged.callers);
  const place = { check: check.id, operation: operation?.id ?? null };
  if (judged.broken !== undefined) {
    return { cell: { ...place, outcome: 'broken', reason: judged.broken }, hits: noHits, callers };
  }
  const hits = judged.judgments.filter((judgment) => judgment.outcome === 'vulnerable');
  const undecided = judged.judgments.find((judgment) => judgment.outcome === 'inconclusive');
  if (hits.length > 0) {
    const doubt = reasonOf(check, undecided);
    const rest = doubt === undefined ? {} : { undecided: shared.text(doubt) };
    return { cell: { ...place, outcome: 'vulnerable', ...rest }, hits, callers };
  }
  const decisive = undecided ?? judged.judgments[0];
  const reason = reasonOf(check, decisive);
  const outcome = decisive?.outcome ?? 'hardened';
  const cell = reason === undefined ? { ...place, outcome } : { ...place, outcome, reason: shared.text(reason) };
  return { cell, hits: noHits, callers };
}

const noHits: readonly Hit['judgment'][] = [];

/**
 * Adds a settled task to what was decided. `hardened` rests on refusals, and a refusal to someone who was signed out
 * unnoticed proves nothing.
 *
 * @param lost names of the identities that were no longer signed in at the end
 */
export function record(
  task: Task,
  { cell, hits, callers }: Settled,
  lost: ReadonlySet<string>,
  { hits: allHits, coverage }: Decided,
): void {
  for (const judgment of hits) allHits.push({ ...task, judgment });
  const signedOut = callers.find((name) => lost.has(name));
  if (cell.outcome === 'broken' || signedOut === undefined) coverage.push(cell);
  else {
    const reason = `${signedOut} was signed out during the scan`;
    coverage.push(
      cell.outcome === 'vulnerable' ? { ...cell, undecided: reason } : { ...cell, outcome: 'inconclusive', reason },
    );
  }
}

function judge({ check, operation }: Task, gathered: Gathered): Judged {
  if ('broken' in gathered) return { judgments: [], callers: [], broken: gathered.broken };
  if ('isOver' in gathered) {
    return { judgments: [{ outcome: 'inconclusive', message: 'the scan ended before it was asked' }], callers: [] };
  }
  const { evidence } = gathered;
  try {
    const judged = check.per === 'target' ? check.judge(evidence) : check.judge(evidence, operation as Operation);
    return { judgments: [judged].flat(), callers: callersIn(evidence) };
  } catch (error) {
    return { judgments: [], callers: [], broken: messageOf(error) };
  }
}

/** What is reported of a check that threw. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function reasonOf(check: Check, judgment: Judgment<string> | undefined): string | undefined {
  if (judgment?.message === undefined) return undefined;
  return fillIn(check.messages[judgment.message] ?? judgment.message, { ...judgment.details });
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
