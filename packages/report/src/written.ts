import { type Finding, jsonOf, type Leaf, leavesOf, type ProofStep, parseJson } from '@middlebrick/model';
import { leafName } from './facts.ts';
import { isWritten } from './groups.ts';

/** What a step of such a proof did, and the values that it is about, by name. */
export interface WrittenStep {
  /** `PUT /api/users/17`; only of the write itself. */
  request?: string;
  values: { name: string; text: string }[];
}

const longestValue = 24;

/**
 * What stood there before, what was written, and what is read afterwards, at the same fields: so that a table shows
 * the change. What was written is no secret of anybody, and is shown as it was sent; `undefined` for other steps.
 */
export function writtenStep(step: ProofStep, finding: Pick<Finding, 'proof' | 'values'>): WrittenStep | undefined {
  if (!isWritten(finding)) return undefined;
  const paths = [...new Set(finding.proof.flatMap(({ role, shows }) => (role === 'after' ? shows : [])))];
  const sent = new Map(
    finding.proof.flatMap(({ role, exchange }) => (role === 'write' ? sentBy(exchange.request.body) : [])),
  );
  if (step.role === 'write') {
    const values = paths.flatMap((path) => named(path, sent.get(leafName(path))));
    return { request: requestLine(step), values };
  }
  if (step.role === 'after') return { values: step.shows.flatMap((path) => named(path, seenAt(path, sent, finding))) };
  return step.role === 'before' ? { values: paths.flatMap((path) => named(path, valueBefore(step, path))) } : undefined;
}

function sentBy(body: string | undefined): [string, string][] {
  if (body === undefined) return [];
  const json = parseJson(body);
  if (json !== undefined) return leavesOf(json).map(({ key, value }) => [key, textOf(value)]);
  return /^[^\s={}]+=\S*$/.test(body)
    ? [...new URLSearchParams(body)].map(([name, value]) => [name, textOf(value)])
    : [];
}

/** The value that was sent, as long as it is the one that was seen. */
function seenAt(path: string, sent: ReadonlyMap<string, string>, { values }: Pick<Finding, 'values'>): string {
  const masked = values.find((value) => value.path === path)?.masked;
  const written = sent.get(leafName(path));
  if (written === undefined) return masked ?? '';
  return masked === undefined || written.startsWith(masked.replace(/…$/, '')) ? written : masked;
}

/** The one value at this path; none where several stand there. */
function valueBefore({ exchange }: ProofStep, path: string): string | undefined {
  const json = jsonOf(exchange);
  const found = json === undefined ? [] : leavesOf(json).filter((leaf) => leaf.path === path);
  return found.length === 1 && found[0] !== undefined ? textOf(found[0].value) : undefined;
}

function named(path: string, text: string | undefined): WrittenStep['values'] {
  return text === undefined ? [] : [{ name: leafName(path), text }];
}

function textOf(value: Leaf['value']): string {
  const text = String(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

function requestLine({ exchange: { request } }: ProofStep): string {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  return `${request.method} ${url === undefined ? request.url : `${url.pathname}${url.search}`}`;
}
