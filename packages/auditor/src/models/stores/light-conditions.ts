import type { AccessKind, Comparison } from '../../flow/events.ts';
import { isIdentity } from '../../flow/sources.ts';
import type { Value } from '../../flow/value.ts';
import type { AccessParts } from './access-draft.ts';
import { commonToAll } from './condition-text.ts';
import { entryOf } from './entry-of.ts';

/*
 * Conditions that are objects, `{ id, owner: me }`: filters of MongoDB and `where` of Prisma, Sequelize and TypeORM.
 */

const operators: Readonly<Record<string, string>> = {
  $eq: '=',
  equals: '=',
  $in: '=',
  in: '=',
  $ne: '<>',
  $gt: '>',
  $gte: '>=',
  $lt: '<',
  $lte: '<=',
  $elemMatch: 'contains',
  has: 'contains',
  contains: 'contains',
};

const deepest = 6;

/** The comparisons that hold for everything that such a condition lets through. */
export function comparisonsOf(condition: Value | undefined, depth = deepest): Comparison[] {
  if (condition === undefined || depth === 0) return [];
  const { shape } = condition;
  if (shape.kind === 'list') return shape.items.flatMap((item) => comparisonsOf(item, depth - 1));
  if (shape.kind !== 'dict')
    return condition.sources.length === 0 ? [] : [{ attribute: '', operator: '=', value: condition }];
  const known = [...shape.fields].flatMap(([name, value]) => fieldComparisons(name, value, depth));
  return shape.rest === null ? known : [...known, ...comparisonsOf(shape.rest, depth - 1)];
}

function fieldComparisons(name: string, value: Value, depth: number): Comparison[] {
  if (/^\$?and$/i.test(name)) return comparisonsOf(value, depth - 1);
  if (/^\$?or$/i.test(name)) {
    const ways = value.shape.kind === 'list' ? value.shape.items : [value];
    return commonToAll(ways.map((way) => comparisonsOf(way, depth - 1)));
  }
  if (/^\$?(?:not|nor)$/i.test(name)) return [];
  if (value.shape.kind !== 'dict') return [{ attribute: name, operator: '=', value }];
  return [...value.shape.fields].flatMap(([inner, compared]): Comparison[] => {
    const operator = entryOf(operators, inner);
    if (operator !== undefined) return [{ attribute: name, operator, value: compared }];
    if (/^(?:\$|mode$|not$)/.test(inner)) return [];
    // A key of several attributes, and an attribute of what it is related to.
    return fieldComparisons(`${name}.${inner}`, compared, depth - 1);
  });
}

/** Attributes that choose one thing or one owner. */
const choosing = /(?:^|[._])(?:id|_id|uuid|key|slug|sk|pk)$|Id$|ID$|[._](?:owner|user|tenant)$/;

/**
 * What chooses, and what only narrows down a list: in a list of many a status or a category chooses nobody's own, and
 * the identity scopes it wherever it stands.
 */
export function chosenBy(kind: AccessKind, condition: Value | undefined): Pick<AccessParts, 'kind' | 'key' | 'filter'> {
  const all = comparisonsOf(condition);
  if (kind !== 'query') return { kind, key: all };
  const isKey = ({ attribute, value }: Comparison): boolean => isIdentity(value) || choosing.test(attribute);
  const key = all.filter(isKey).map((one) => ({ ...one, operator: '=' }));
  return { kind, key, filter: all.filter((one) => !isKey(one)) };
}
