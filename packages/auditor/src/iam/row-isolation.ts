import { type ActionName, actionOf } from './actions.ts';
import { conditionHolds, operatorParts } from './condition.ts';
import { type AccessRequest, applies } from './evaluate.ts';
import { all, any, not, type Truth } from './evaluate-truth.ts';
import type { Grant } from './grants.ts';
import { exampleOf } from './grants-resource.ts';
import type { Condition, PolicyStatement } from './infrastructure.ts';

export const leadingKeys = 'dynamodb:leadingkeys';
const fullTableScan = 'dynamodb:fulltablescan';

/** Condition keys that tell rows apart, in lower case. Those after the first are for indexes with several partition attributes. */
const rowKeys: ReadonlySet<string> = new Set([
  leadingKeys,
  fullTableScan,
  'dynamodb:firstpartitionkeyvalues',
  'dynamodb:secondpartitionkeyvalues',
  'dynamodb:thirdpartitionkeyvalues',
  'dynamodb:fourthpartitionkeyvalues',
]);

/** A key that nobody has for their own. */
const foreignSample = 'foreign-sample';

/** Whose rows a request asks for. */
export type Rows = readonly ('own' | 'foreign')[];

/** The conditions of a statement on the partition keys of a request. */
export function leadingKeyConditions({ conditions }: PolicyStatement): readonly Condition[] {
  return conditions.filter(({ key }) => key.toLowerCase() === leadingKeys);
}

/** The conditions of a statement on one key that compare its values, so not `Null`. */
export function comparisonsOf({ conditions }: PolicyStatement, key: string): readonly Condition[] {
  return conditions.filter(
    (condition) =>
      condition.key.toLowerCase() === key.toLowerCase() && operatorParts(condition.operator).base !== 'null',
  );
}

/** Whether the conditions of a statement on rows hold for a request without any key: it fails open. */
export function holdsWithoutKey(statement: PolicyStatement): Truth {
  return all(leadingKeyConditions(statement).map((condition) => conditionHolds(condition, new Map())));
}

/** Whether an Allow is kept to rows by the keys that it compares. */
export function isKeptToRows(statement: PolicyStatement): boolean {
  const foreign = new Map([[leadingKeys, [foreignSample]]]);
  return comparisonsOf(statement, leadingKeys).some((condition) => conditionHolds(condition, foreign) === 'no');
}

/**
 * Whether those who have a grant may do something by it: its own conditions on rows hold, and none of their Deny
 * statements applies. Other conditions of the grant are taken for met; a Deny that has others may apply.
 *
 * @param rows Whose keys the request names; undefined for a request without keys.
 */
export function isAllowed(
  { open, denies }: Pick<Grant, 'open' | 'denies'>,
  action: ActionName,
  resource: string,
  rows?: Rows,
): Truth {
  return any(denies.map((ofRole) => isLetThrough(open, ofRole, requestFor(action, resource, [open, ...ofRole], rows))));
}

function isLetThrough(open: PolicyStatement, denies: readonly PolicyStatement[], request: AccessRequest): Truth {
  const denied = denies.map((deny) => {
    const isSure = deny.conditions.every(isAboutRows);
    return all([applies(withRowConditions(deny), request), isSure ? 'yes' : 'perhaps']);
  });
  return all([applies(withRowConditions(open), request), not(any(denied))]);
}

function requestFor(
  action: ActionName,
  resource: string,
  statements: readonly PolicyStatement[],
  rows: Rows | undefined,
): AccessRequest {
  const keys = rows?.map((row) => (row === 'own' ? ownKeyOf(statements) : foreignSample));
  const context = {
    ...(keys === undefined ? {} : { [leadingKeys]: keys }),
    ...(actionOf(action).leadingKeys === 'sometimes' && { [fullTableScan]: String(keys === undefined) }),
  };
  return { action: `dynamodb:${action}`, resource, context };
}

function withRowConditions(statement: PolicyStatement): PolicyStatement {
  return { ...statement, conditions: statement.conditions.filter(isAboutRows) };
}

function isAboutRows({ key }: Condition): boolean {
  return rowKeys.has(key.toLowerCase());
}

/** A key that the conditions on rows would take for the own one. */
function ownKeyOf(statements: readonly PolicyStatement[]): string {
  const values = statements.flatMap((statement) =>
    comparisonsOf(statement, leadingKeys).flatMap(({ values }) => values),
  );
  const [first] = values;
  return first === undefined ? 'x' : exampleOf(first);
}
