import type { Comparison } from '../../flow/events.ts';
import { madeOf } from '../../flow/sources.ts';
import { type External, external, externalOf, type Site, shaped, type Value } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { nameOf } from './chain.ts';
import { comparisonsIn } from './condition-text.ts';
import { tokensOf } from './condition-tokens.ts';
import { entryOf } from './entry-of.ts';
import { piecesOf } from './expression.ts';

/*
 * Conditions and updates of ElectroDB that a function writes: `.where(({ owner }, { eq }) => eq(owner, me))` and
 * `.data((attr, op) => op.set(attr.title, title))` (electrodb.dev, "Filters", "Where", "Data").
 */

const attributesPath = 'electrodb.attributes';
const operationsPath = 'electrodb.operations';

/** What the functions add to, on the operations that they are handed. */
const updates = '<updates>';

/** `.where(…)` and `.data(…)`: what their function makes stands in their place in the chain. */
export function writtenBy(kind: 'condition' | 'update'): CallModel {
  return ({ path, callee, arguments: args, site }, tools) => {
    const [written] = args.positional;
    if (written?.shape.kind !== 'function' || !/\belectrodb\b|\.query\.\w+\(\)/.test(callee.path)) return undefined;
    const operations = operationsAt(site);
    const result = tools.call(written, [external(attributesPath, site), operations]);
    const made = kind === 'update' ? updatesOf(operations) : result;
    return external(`${path}()`, site, {
      base: callee,
      arguments: { positional: [made], named: new Map(), spread: [] },
    });
  };
}

function operationsAt(site: Site): Value {
  const none = shaped({ kind: 'dict', fields: new Map(), rest: null });
  return external(operationsPath, site, { fields: new Map([[updates, none]]) });
}

function updatesOf(operations: Value): Value {
  return externalOf(operations)?.fields.get(updates) ?? operations;
}

/** `op.set(attr.title, title)`. */
const update: CallModel = ({ callee, arguments: args }) => {
  const [target, value] = args.positional;
  const attribute = target === undefined ? undefined : attributeOf(target);
  const known = callee.base?.fields.get(updates);
  if (attribute === undefined || value === undefined || known?.shape.kind !== 'dict') return undefined;
  const fields = new Map([...known.shape.fields, [attribute, value]]);
  callee.base?.fields.set(updates, shaped({ ...known.shape, fields }, madeOf([known, value]).sources));
  return undefined;
};

export const electrodbOperations: readonly (readonly [string, CallModel])[] = [
  'set',
  'add',
  'subtract',
  'append',
  'ifNotExists',
  'delete',
].map((name) => [`${operationsPath}.${name}`, update]);

/** `title` of `attr.title`. */
function attributeOf(value: Value): string | undefined {
  const path = externalOf(value)?.path;
  return path?.startsWith(`${attributesPath}.`) === true ? path.slice(attributesPath.length + 1) : undefined;
}

const operators: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '<>',
  gt: '>',
  lt: '<',
  gte: '>=',
  lte: '<=',
  between: 'BETWEEN',
  begins: 'begins_with',
  contains: 'contains',
};

/** The comparisons of what the function of a `where` made: one operation, or a text with several. */
export function conditionsOf(written: Value): { comparisons: readonly Comparison[]; text: string } {
  const pieces = piecesOf(written);
  const comparisons = comparisonsIn(tokensOf(pieces), {
    attribute: () => '',
    value: () => written,
    condition: comparisonOf,
  });
  const names = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : (operationOf(piece) ?? [])));
  const text = names.flatMap((name) =>
    name === 'exists' ? ['attribute_exists'] : name === 'notExists' ? ['attribute_not_exists'] : [],
  );
  return { comparisons, text: text.join(' ') };
}

function comparisonOf(value: Value): Comparison[] {
  const operator = entryOf(operators, operationOf(value) ?? '');
  const [target, compared] = externalOf(value)?.arguments?.positional ?? [];
  if (operator === undefined || target === undefined || compared === undefined) return [];
  return [{ attribute: attributeOf(target) ?? '', operator, value: compared }];
}

function operationOf(value: Value): string | undefined {
  const made: External | undefined = externalOf(value);
  return made?.path.startsWith(`${operationsPath}.`) === true ? nameOf(made.path) : undefined;
}
