import { type Exchange, isJsonObject, type Json, jsonOf, type Leaf, leavesOf } from '@middlebrick/model';

/** A scalar of the owner's answer that nobody else should receive. */
export interface PrivateLeaf {
  path: string;
  key: string;
  value: string;
  /** Long and particular enough that two unrelated objects would not share it. */
  isDistinctive: boolean;
  /** Its place among the lines of an answer that is no JSON. */
  line?: number;
}

/** Share of the private leaves that must come back before an answer counts as the owner's object. */
export const recallThreshold = 0.6;
/** Low-entropy leaves that together make a firm case. */
export const firmLeaves = 3;
const distinctiveLength = 8;
const lineLimit = 400;

/** Names of fields that change from answer to answer although the object does not. */
const volatileName =
  /^(?:(?:x_?)?(?:request|trace|correlation|span)_?id|timestamp|ts|date|time|now|server_?time|nonce|etag|elapsed\w*|duration\w*)$/i;
const isoTimestamp = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** Whether the answer declines: 3xx, or 4xx other than 408 and 429, which only ask to come back later. */
export function isRefusal(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  return status >= 300 && status < 500 && status !== 408 && status !== 429;
}

/** Whether nothing can be concluded from the answer: none came, 5xx, 408 or 429. */
export function isUnusable(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  return status < 200 || status >= 500 || status === 408 || status === 429;
}

/** Scalars of an answer: of its JSON, or the lines of its text, which in markup end at every tag. */
export function answerLeaves(exchange: Exchange): Leaf[] {
  const json = jsonOf(exchange);
  if (json !== undefined) return leavesOf(json);
  return textLines(exchange.response?.body ?? '').map((value) => ({ path: 'text[]', key: '', value }));
}

/**
 * P, the private leaves of an object: what all readings of its owner agree on, less what any control shows
 * (another object, a nonexistent id), less echoes of the request. Values are compared, never key names or sizes.
 *
 * @param owner readings of the same object by its owner; two of them tell what is volatile
 * @param controls answers that must not hold the object: the stranger's own, a nonexistent id
 * @param echoes values that the request itself carried
 */
export function privateLeaves(
  owner: readonly Exchange[],
  controls: readonly (Exchange | undefined)[],
  echoes: readonly string[],
): PrivateLeaf[] {
  const [first, ...rest] = owner;
  if (first === undefined) return [];
  const stable = rest.map((reading) => new Set(answerLeaves(reading).map(place)));
  const common = new Set<string>();
  for (const control of controls) {
    if (control === undefined) continue;
    for (const leaf of answerLeaves(control)) common.add(String(leaf.value));
  }
  const seen = new Set<string>();
  const leaves: PrivateLeaf[] = [];
  const isText = jsonOf(first) === undefined;
  for (const [line, leaf] of answerLeaves(first).entries()) {
    if (!isTelling(leaf)) continue;
    const value = String(leaf.value);
    if (seen.has(value) || common.has(value)) continue;
    if (stable.some((places) => !places.has(place(leaf)))) continue;
    if (isEcho(value, echoes, common)) continue;
    seen.add(value);
    const { path, key } = leaf;
    leaves.push({ path, key, value, isDistinctive: isDistinctive(leaf), ...(isText ? { line } : {}) });
  }
  return leaves;
}

/**
 * P less what depends on who asks and not on what is asked for: single places (not of lists, but lines of a text)
 * where the stranger's answer holds just what its other answers hold too, such as an envelope that names the caller.
 */
export function objectScoped(
  leaves: readonly PrivateLeaf[],
  other: Exchange,
  others: readonly (Exchange | undefined)[],
): PrivateLeaf[] {
  const elsewhere = new Set(others.flatMap((answer) => (answer === undefined ? [] : answerLeaves(answer).map(place))));
  const callers = new Set(
    answerLeaves(other)
      .filter((leaf) => !leaf.path.includes('[]') && elsewhere.has(place(leaf)))
      .map((leaf) => leaf.path),
  );
  // A line says who asks when it stands in every other answer too; one that a refusal has in its place does not.
  const lines = jsonOf(other) === undefined ? answerLeaves(other) : [];
  const given = others
    .filter((answer) => answer !== undefined)
    .map((answer) => new Set(answerLeaves(answer).map(place)));
  const isOfCaller = (leaf: PrivateLeaf): boolean => {
    const opposite = leaf.line === undefined ? undefined : lines[leaf.line];
    if (opposite === undefined || String(opposite.value) === leaf.value || given.length < 2) return false;
    return given.every((places) => places.has(place(opposite)));
  };
  return leaves.filter((leaf) => !callers.has(leaf.path) && !isOfCaller(leaf));
}

/** Which of the private leaves an answer shows, looked for in its body whatever its status says. */
export function recallOf(answer: Exchange, leaves: readonly PrivateLeaf[]): { share: number; found: PrivateLeaf[] } {
  if (leaves.length === 0) return { share: 0, found: [] };
  const json = jsonOf(answer);
  const found = json === undefined ? foundInText(answer.response?.body ?? '', leaves) : foundInJson(json, leaves);
  return { share: found.length / leaves.length, found };
}

/**
 * What an answer proves about the object behind the private leaves: `confirmed` needs a recall of
 * {@link recallThreshold} with a distinctive value among what was found, `firm` at least {@link firmLeaves} values.
 */
export function accessOf(answer: Exchange, leaves: readonly PrivateLeaf[]): 'confirmed' | 'firm' | null {
  const { share, found } = recallOf(answer, leaves);
  if (share < recallThreshold) return null;
  if (found.some((leaf) => leaf.isDistinctive)) return 'confirmed';
  return found.length >= firmLeaves ? 'firm' : null;
}

export interface Masking {
  echoesA?: readonly string[];
  echoesB?: readonly string[];
  volatilePaths?: ReadonlySet<string>;
}

/** Whether two answers say the same: status and values equal after volatile fields and echoes of the requests are masked. */
export function sameAnswer(a: Exchange, b: Exchange, masking: Masking = {}): boolean {
  if (a.response === null || b.response === null) return false;
  if (a.response.status !== b.response.status) return false;
  const left = maskedForm(a, masking.echoesA ?? [], masking.volatilePaths);
  const right = maskedForm(b, masking.echoesB ?? [], masking.volatilePaths);
  return left === right;
}

/** Paths whose values differ between two readings of one object. */
export function volatilePaths(first: Exchange, second: Exchange): Set<string> {
  const places = new Set(answerLeaves(second).map(place));
  return new Set(
    answerLeaves(first)
      .filter((leaf) => !places.has(place(leaf)))
      .map((leaf) => leaf.path),
  );
}

/** The values a request carries that an answer may merely repeat: path segments, query values, header and body values. */
export function echoesOf(values: Readonly<Record<string, string>>): string[] {
  return Object.values(values).filter((value) => value !== '');
}

/** Whether the body says nothing: it is empty, or an empty JSON object, list or envelope, perhaps with a time or a trace id. */
export function isEmptyAnswer(exchange: Exchange): boolean {
  const json = jsonOf(exchange);
  if (json === undefined) return (exchange.response?.body ?? '').trim() === '';
  return leavesOf(json).every(
    ({ key, value }) => value === null || value === '' || value === 0 || value === false || volatileName.test(key),
  );
}

/** Number of items of the longest list in an answer; for "as many rows as". */
export function rowsOf(exchange: Exchange): Json[] {
  const json = jsonOf(exchange);
  if (json === undefined) return [];
  let longest: Json[] = [];
  const visit = (value: Json): void => {
    if (Array.isArray(value)) {
      if (value.length > longest.length) longest = value;
    } else if (isJsonObject(value)) for (const child of Object.values(value)) visit(child);
  };
  visit(json);
  return longest;
}

/** Long and particular: at least 8 characters and neither a timestamp nor a bare word of a vocabulary. */
export function isDistinctive(leaf: Pick<Leaf, 'value'>): boolean {
  if (typeof leaf.value === 'number') return Number.isInteger(leaf.value) ? Math.abs(leaf.value) >= 1e8 : false;
  if (typeof leaf.value !== 'string' || leaf.value.length < distinctiveLength) return false;
  if (isoTimestamp.test(leaf.value)) return false;
  // One lower- or upper-case word is most likely a member of an enumeration ("published", "ENTERPRISE").
  return !/^(?:[a-z_]+|[A-Z_]+)$/.test(leaf.value) || leaf.value.length > 24;
}

function isTelling(leaf: Leaf): boolean {
  if (leaf.value === null || typeof leaf.value === 'boolean' || leaf.value === '') return false;
  return !volatileName.test(leaf.key);
}

function isEcho(value: string, echoes: readonly string[], common: ReadonlySet<string>): boolean {
  for (const echo of echoes) {
    if (value === echo) return true;
    if (echo.length < 2 || !value.includes(echo)) continue;
    // "/users/1041" or "user 1041 not found": what is left says nothing beyond the id.
    const rest = value.replaceAll(echo, '');
    if (value.startsWith('/') || value.startsWith('http') || rest.length < 4) return true;
    if ([...common].some((other) => looksLike(other, value, echo))) return true;
  }
  return false;
}

/** Whether `other` is `value` with something else in the place of the echo: the same sentence about another id. */
function looksLike(other: string, value: string, echo: string): boolean {
  const [head = '', ...tail] = value.split(echo);
  const end = tail.at(-1) ?? '';
  return head.length + end.length >= 4 && other.startsWith(head) && other.endsWith(end);
}

function place(leaf: Leaf): string {
  return `${leaf.path}\u0000${String(leaf.value)}`;
}

function foundInJson(json: Json, leaves: readonly PrivateLeaf[]): PrivateLeaf[] {
  const values = new Set(leavesOf(json).map((leaf) => String(leaf.value)));
  return leaves.filter((leaf) => values.has(leaf.value));
}

function foundInText(text: string, leaves: readonly PrivateLeaf[]): PrivateLeaf[] {
  const lines = new Set(textLines(text));
  return leaves.filter((leaf) => lines.has(leaf.value) || (leaf.value.length >= 6 && text.includes(leaf.value)));
}

function textLines(text: string): string[] {
  // The values of attributes are lines of their own, so that one that changes (a nonce, a time) does not hide the rest.
  return text
    .split(/^\s*</.test(text) ? /[\n<>"]/ : '\n', lineLimit)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function maskedForm(exchange: Exchange, echoes: readonly string[], volatile: ReadonlySet<string> | undefined): string {
  const json = jsonOf(exchange);
  if (json === undefined) return maskEchoes(exchange.response?.body ?? '', echoes);
  return leavesOf(json)
    .filter((leaf) => !volatile?.has(leaf.path) && !volatileName.test(leaf.key))
    .map((leaf) => `${leaf.path}=${maskEchoes(JSON.stringify(leaf.value), echoes)}`)
    .sort()
    .join('\n');
}

function maskEchoes(text: string, echoes: readonly string[]): string {
  let masked = text;
  for (const echo of [...echoes].sort((a, b) => b.length - a.length)) {
    if (echo !== '') masked = masked.replaceAll(echo, '\u00a7').replaceAll(encodeURIComponent(echo), '\u00a7');
  }
  return masked;
}
