import type { Comparison } from '../../flow/events.ts';
import { type External, external, externalOf, type Value } from '../../flow/value.ts';
import type { ComparisonModel } from '../contract.ts';

/*
 * Conditions of SQLAlchemy and SQLModel: `User.email == email` (SQLAlchemy documentation, "The WHERE clause").
 */

const path = '<sqlalchemy comparison>';

/** A column of a class of the audited code, and an attribute of a class that cannot be seen. */
const column = /(?:^|\.)(?:mapped_column|Column|sqlmodel\.Field)\(\)$|(?:^|\.)[A-Z]\w*\.([a-z]\w*)$/;

/** What an equation of a column gives: a condition, which says what the row is found by. */
export const sqlalchemyComparison: ComparisonModel = ({ operator, left, right, site }) => {
  const asked = operator === '==' ? externalOf(left) : undefined;
  const match = asked === undefined ? null : column.exec(asked.path);
  if (asked === undefined || match === null || right.sources.length === 0) return undefined;
  const base: External = { path: match[1] ?? '', site: asked.site, fields: new Map() };
  return external(path, site, { base, arguments: { positional: [right], named: new Map(), spread: [] } });
};

/** Calls of a chain, and calls within them. */
const deepest = 8;

/** The equations that stand in a chain of calls: `select(User).where(User.email == email)`. */
export function equationsIn(made: External | undefined, depth = 0): Comparison[] {
  if (made === undefined || depth > deepest) return [];
  const given = made.arguments?.positional ?? [];
  const own = /\.(?:filter|where)\(\)$/.test(made.path) ? given.flatMap(equationOf) : [];
  const within = /\.(?:execute|exec|scalars?|unique)\(\)$/.test(made.path)
    ? given.flatMap((value) => equationsIn(externalOf(value), depth + 1))
    : [];
  return [...own, ...within, ...equationsIn(made.base, depth + 1)];
}

function equationOf(condition: Value): Comparison[] {
  const equation = externalOf(condition);
  const [value] = equation?.path === path ? (equation.arguments?.positional ?? []) : [];
  return value === undefined ? [] : [{ attribute: equation?.base?.path ?? '', operator: '=', value }];
}
