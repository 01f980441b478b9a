import type { ActionName } from '../../iam/actions.ts';
import { conditionHolds, isNegative } from '../../iam/condition.ts';
import { hitAt, listedActions, whoHas } from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { comparisonsOf } from '../../iam/row-isolation.ts';
import { defineRule } from '../contract.ts';

/** Ways to get attributes that a request does not list: a condition key, its telling values, and who can send them. */
const ways: readonly {
  readonly key: string;
  readonly values: readonly string[];
  readonly actions: readonly ActionName[];
}[] = [
  {
    key: 'dynamodb:Select',
    values: ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'],
    actions: ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect'],
  },
  {
    key: 'dynamodb:ReturnValues',
    values: ['ALL_OLD', 'ALL_NEW'],
    actions: ['PutItem', 'UpdateItem', 'DeleteItem', 'PartiQLUpdate', 'PartiQLDelete'],
  },
];

export default defineRule<Infrastructure, 'unlisted'>({
  id: 'iam/attributes-without-select',
  title: 'Attributes are restricted, but whole items come back',
  category: 'propertyAuthorization',
  severity: 'medium',
  cwe: [732],
  owasp: 'API3:2023',
  messages: {
    unlisted:
      '{who} is kept to some attributes, but {actions} also give those that a request does not list, because nothing is said of {keys}.',
  },
  remediation:
    'Add StringEqualsIfExists with dynamodb:Select SPECIFIC_ATTRIBUTES for reads, and with dynamodb:ReturnValues NONE, UPDATED_OLD and UPDATED_NEW for writes.',
  article: 'data-exposure',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      if (!comparisonsOf(grant.open, 'dynamodb:Attributes').some(({ operator }) => !isNegative(operator))) return [];
      const open = ways
        .map(({ key, values, actions }) => ({
          key,
          actions: isRestricted(grant, key, values) ? [] : actions.filter((name) => grant.reach.has(name)),
        }))
        .filter(({ actions }) => actions.length > 0);
      const [first] = open;
      if (first === undefined) return [];
      return [
        hitAt(grant, {
          message: 'unlisted',
          parameter: first.key,
          details: {
            who: whoHas(grant),
            actions: listedActions(open.flatMap(({ actions }) => actions)),
            keys: open.map(({ key }) => key).join(' and '),
          },
        }),
      ];
    }),
});

/** Whether every telling value is refused by a condition of the statement, or something is denied by that key. */
function isRestricted({ open, denies }: Grant, key: string, values: readonly string[]): boolean {
  const isDenied = denies.every((ofRole) => ofRole.some((deny) => comparisonsOf(deny, key).length > 0));
  if (isDenied) return true;
  const compared = comparisonsOf(open, key);
  return values.every((value) =>
    compared.some((condition) => conditionHolds(condition, new Map([[key.toLowerCase(), value]])) !== 'yes'),
  );
}
