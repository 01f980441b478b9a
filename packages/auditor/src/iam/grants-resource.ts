import { patternMatches, piecesOf } from './evaluate-pattern.ts';
import type { PolicyStatement, Table } from './infrastructure.ts';

/*
 * Resources of statements, brought into one form for comparing them with each other: regions and accounts are left open,
 * because tables do not say theirs, and variables have a sample for their value.
 */

/** Stands for the value of every variable of a policy: the own tenant, user or whoever. */
export const ownSample = 'own-sample';

const openHead = `arn:aws:dynamodb:\${?Region}:\${?Account}:`;
const dynamodb = 'dynamodb';

/** The ARN of a table, index or stream: `orders`, `orders/index/byOwner`. */
export function openArn(path: string): string {
  return `${openHead}table/${path}`;
}

/** A text with samples for its variables: `${aws:PrincipalTag/tenant}#*` is `own-sample#*`. Escapes and what is unknown stay. */
export function withSamples(text: string): string {
  return text.replace(/\$\{(?![*?$]\}|\?)[^}$]*\}/g, ownSample);
}

/** Whether a text has a variable, whose value is another for each caller. */
export function hasVariable(text: string): boolean {
  return piecesOf(text).some(({ kind }) => kind === 'variable');
}

/** What a pattern may stand for, as one text: wildcards give way to a word. */
export function exampleOf(pattern: string): string {
  return piecesOf(pattern)
    .map((piece) => {
      if (piece.kind === 'text' || piece.kind === 'unknown') return piece.text;
      return piece.kind === 'variable' ? ownSample : 'x';
    })
    .join('');
}

/** A pattern with open region and account. Undefined for other services; what is wholly unknown stays as it is. */
export function openPattern(pattern: string): string | undefined {
  const text = withSamples(pattern);
  if (/^\*+$/.test(text)) return '*';
  const parts = splitArn(text);
  if (parts[0] !== 'arn') return text.startsWith('${?') ? text : undefined;
  const service = parts[2] ?? '*';
  if (patternMatches(withoutVariables(service), dynamodb) === 'no') return undefined;
  return `${openHead}${parts.slice(5).join(':') || '*'}`;
}

/** Its resource part, such as `table/orders/index/*`. Undefined when the ARN is not known. */
export function pathOf(pattern: string): string | undefined {
  const open = openPattern(pattern);
  if (open === undefined || open === '*') return open;
  return open.startsWith(openHead) ? open.slice(openHead.length) : undefined;
}

/** Whether a resource of a statement takes in tables whatever they are called. */
export function coversEveryTable(pattern: string): boolean {
  const path = pathOf(pattern);
  if (path === undefined) return false;
  return ['table/zq', 'table/Kx0_-.w'].every((name) => patternMatches(withoutVariables(path), name) === 'yes');
}

/** Whether a resource of a statement takes in the indexes of a table whatever they are called. */
export function coversEveryIndex(pattern: string): boolean {
  const index = pattern.indexOf('/index/');
  if (index !== -1) return /^\*+$/.test(pattern.slice(index + '/index/'.length));
  return /^table\/[^/*?]+\/\*+$/.test(pathOf(pattern) ?? '');
}

/** The tables that a resource of a statement takes in, or their indexes or streams. */
export function tablesNamedBy(pattern: string, tables: readonly Table[]): readonly Table[] {
  const path = pathOf(pattern);
  if (path === undefined) return [];
  const pieces = withoutVariables(path);
  return tables.filter(({ name }) =>
    ['', '/index/x', '/stream/x'].some((end) => patternMatches(pieces, `table/${name}${end}`) === 'yes'),
  );
}

/** The tables that a statement is about. */
export function tablesOf({ resources, isNotResource }: PolicyStatement, tables: readonly Table[]): readonly Table[] {
  const named = new Set(resources.flatMap((pattern) => tablesNamedBy(pattern, tables)));
  return tables.filter((table) => named.has(table) !== isNotResource);
}

/** Splits at the colons that are not within `${…}`. */
function splitArn(text: string): string[] {
  const parts = [''];
  for (const piece of text.split(/(\$\{[^}$]*\})/)) {
    const [first = '', ...rest] = piece.startsWith('${') ? [piece] : piece.split(':');
    parts[parts.length - 1] += first;
    parts.push(...rest);
  }
  return parts;
}

function withoutVariables(pattern: string) {
  return piecesOf(pattern).flatMap((piece) => (piece.kind === 'variable' ? [] : [piece]));
}
