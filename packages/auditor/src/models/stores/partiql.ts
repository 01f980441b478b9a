import type { AccessKind, Comparison } from '../../flow/events.ts';
import { isTainted } from '../../flow/sources.ts';
import { constant, plain, shaped, type Value } from '../../flow/value.ts';
import { comparisonsIn, type Placeholders } from './condition-text.ts';
import { isSign, isWord, type Token, tokensOf } from './condition-tokens.ts';
import { entryOf } from './entry-of.ts';
import { piecesOf, untyped } from './expression.ts';

/*
 * PartiQL for DynamoDB (developer guide, "PartiQL - a SQL-compatible query language for Amazon DynamoDB").
 */

export interface Statement {
  readonly kind: AccessKind;
  readonly table: Value | null;
  readonly index: Value | null;
  readonly conditions: readonly Comparison[];
  /** What an INSERT or UPDATE demands without saying so. */
  readonly conditionText: string;
  readonly item: Value | null;
  readonly hasProjection: boolean;
  readonly isCount: boolean;
}

/** What a statement does; `undefined` for one whose text the client has a hand in, which may do anything. */
export function statementOf(text: Value, parameters: Value | undefined): Statement | undefined {
  if (isTainted(text)) return undefined;
  const tokens = tokensOf(piecesOf(text));
  const placeholders: Placeholders = { attribute: () => '', value: (name) => parameterAt(parameters, name) };
  const verb = tokens.find(({ kind }) => kind === 'name');
  const kind = verb?.kind === 'name' ? entryOf(kinds, verb.text.toUpperCase()) : undefined;
  if (kind === undefined) return undefined;
  const target = targetIn(tokens);
  const where = tokens.findIndex((token) => isWord(token, 'WHERE'));
  const conditions = where === -1 ? [] : comparisonsIn(tokens.slice(where + 1), placeholders);
  const isRead = kind === 'query';
  const listed = tokens.slice(
    1,
    tokens.findIndex((token) => isWord(token, 'FROM')),
  );
  return {
    kind: isRead && !conditions.some(({ operator }) => operator === '=' || operator === 'IN') ? 'scan' : kind,
    ...target,
    conditions,
    conditionText: kind === 'put' ? 'attribute_not_exists' : kind === 'update' ? 'attribute_exists' : '',
    item:
      kind === 'put'
        ? insertedItem(tokens, placeholders)
        : kind === 'update'
          ? updatedItem(tokens, where, placeholders)
          : null,
    hasProjection: isRead && !listed.some((token) => isSign(token, '*')),
    isCount: isRead && listed.some((token) => isWord(token, 'COUNT')),
  };
}

const kinds: Readonly<Record<string, AccessKind>> = {
  SELECT: 'query',
  INSERT: 'put',
  UPDATE: 'update',
  DELETE: 'delete',
};

/** The value of `?1`. */
function parameterAt(parameters: Value | undefined, placeholder: string): Value {
  if (parameters === undefined) return plain;
  const { shape } = parameters;
  if (shape.kind !== 'list') return { ...plain, sources: parameters.sources };
  return untyped(shape.items[Number(placeholder.slice(1))] ?? plain);
}

/** The table of `FROM "orders"."byUser"`, `INTO orders`, `UPDATE orders`, and its index. */
function targetIn(tokens: readonly Token[]): Pick<Statement, 'table' | 'index'> {
  const before = tokens.findIndex((token) => ['FROM', 'INTO', 'UPDATE'].some((word) => isWord(token, word)));
  const table = nameAt(tokens, before + 1);
  const index = isSign(tokens[before + 2], '.') ? nameAt(tokens, before + 3) : null;
  return { table: before === -1 ? null : table, index };
}

function nameAt(tokens: readonly Token[], at: number): Value | null {
  const token = tokens[at];
  if (token?.kind === 'name') return constant(token.text);
  return token?.kind === 'value' ? token.value : null;
}

/** `INSERT INTO orders VALUE { 'id': ?, 'title': ? }`. */
function insertedItem(tokens: readonly Token[], placeholders: Placeholders): Value {
  return fieldsOf(tokens, ':', 0, tokens.length, placeholders);
}

/** `UPDATE orders SET title = ? SET text = ?`. */
function updatedItem(tokens: readonly Token[], where: number, placeholders: Placeholders): Value {
  return fieldsOf(tokens, '=', 0, where === -1 ? tokens.length : where, placeholders);
}

/** Names and values with a sign between them. */
function fieldsOf(tokens: readonly Token[], sign: string, from: number, to: number, placeholders: Placeholders): Value {
  const fields = new Map<string, Value>();
  for (let at = from + 1; at < to - 1; at++) {
    const [name, value] = [tokens[at - 1], tokens[at + 1]];
    if (!isSign(tokens[at], sign) || name === undefined || value === undefined) continue;
    const key =
      name.kind === 'name'
        ? name.text
        : name.kind === 'value' && name.value.shape.kind === 'constant'
          ? String(name.value.shape.value)
          : undefined;
    if (key === undefined) continue;
    if (value.kind === 'placeholder') fields.set(key, placeholders.value(value.text));
    else if (value.kind === 'value') fields.set(key, value.value);
  }
  return shaped({ kind: 'dict', fields, rest: null });
}
