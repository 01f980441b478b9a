import { type ActionName, actionOf } from '../../iam/actions.ts';
import { isNegative } from '../../iam/condition.ts';
import { applies } from '../../iam/evaluate.ts';
import {
  allowedOn,
  comparesKeys,
  haveOneHolder,
  listedActions,
  listedResources,
  whoHas,
} from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf, openStatement, subjectOf } from '../../iam/grants.ts';
import type { Infrastructure, Policy, PolicyStatement } from '../../iam/infrastructure.ts';
import { comparisonsOf, leadingKeys, type Rows } from '../../iam/row-isolation.ts';
import { defineRule, type Hit } from '../contract.ts';

type Message = 'never' | 'mixed' | 'noKey';

/** What a Deny may let through, the worst first. */
const ways: readonly {
  readonly message: Message;
  readonly rows?: Rows;
  readonly isOf: (name: ActionName) => boolean;
}[] = [
  { message: 'never', rows: ['foreign'], isOf: isOnItems },
  { message: 'mixed', rows: ['own', 'foreign'], isOf: (name) => isOnItems(name) && name !== 'Query' },
  { message: 'noKey', isOf: (name) => actionOf(name).kind === 'table-read' || name === 'PartiQLSelect' },
];

export default defineRule<Infrastructure, Message>({
  id: 'iam/deny-style-isolation',
  title: 'Rows are isolated by a Deny that does not hold for every request',
  category: 'bolaAuthorization',
  severity: 'high',
  cwe: [636],
  owasp: 'API1:2023',
  messages: {
    never:
      '{who} may use {actions} on the rows of others: {operator} compares one value, but a request has a list of keys, so it does not deny them.',
    mixed:
      '{who} may use {actions} on the rows of others as long as an own key is among those of the request: {operator} denies it only when all are foreign.',
    noKey:
      '{who} may use {actions} on the rows of everybody: {operator} denies nothing to a request that names no key.',
  },
  remediation:
    'Allow the own rows instead of denying the others: ForAllValues:StringEquals on dynamodb:LeadingKeys in the Allow, together with Null false.',
  article: 'identification-failures',

  find: (infrastructure) => {
    const grants = grantsOf(infrastructure).filter((grant) => grant.kind !== 'operations' && !comparesKeys(grant));
    return infrastructure.policies
      .filter(({ kind }) => kind !== 'trust')
      .flatMap((policy) => {
        const allowing = grants.filter((grant) => haveOneHolder(grant.policy, policy));
        return policy.statements.flatMap((statement, index) => hitsOf(policy, statement, index, allowing));
      });
  },
});

function hitsOf(policy: Policy, statement: PolicyStatement, index: number, grants: readonly Grant[]): Hit<Message>[] {
  // A Deny of some keys, such as those of administrators, is no isolation.
  const [compared] = comparisonsOf(statement, leadingKeys).filter(({ operator }) => isNegative(operator));
  const open = statement.effect === 'Deny' && compared !== undefined ? openStatement(statement) : undefined;
  if (open === undefined || compared === undefined) return [];
  const targets = { ...open, conditions: [] };
  for (const { message, rows, isOf } of ways) {
    for (const grant of grants) {
      const actions = [...grant.reach.keys()].filter((name) => isOf(name) && isLetThrough(grant, name, targets, rows));
      if (actions.length === 0) continue;
      const details = {
        who: whoHas(grant),
        actions: listedActions(actions),
        operator: compared.operator,
        allowed: listedResources(grant),
      };
      const subject = subjectOf(policy, statement, index);
      const confidence = message === 'never' ? 'tentative' : 'firm';
      return [{ message, confidence, parameter: 'dynamodb:LeadingKeys', place: statement.place, subject, details }];
    }
  }
  return [];
}

/** Whether an action is allowed on something that the Deny is about. Without a key, the Deny need not name the action. */
function isLetThrough(grant: Grant, name: ActionName, targets: PolicyStatement, rows: Rows | undefined): boolean {
  const action = rows === undefined ? {} : { action: `dynamodb:${name}` };
  const about = rows === undefined ? { ...targets, actions: ['*'], isNotAction: false } : targets;
  return allowedOn(grant, name, rows).some(
    (resource) => applies(about, { action: 'dynamodb:Scan', ...action, resource }) === 'yes',
  );
}

function isOnItems(name: ActionName): boolean {
  return ['read', 'write'].includes(actionOf(name).kind);
}
