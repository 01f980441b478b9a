import { type ActionKind, type ActionName, actionOf } from '../../iam/actions.ts';
import {
  allowedActions,
  allowsNearlyEverything,
  hitAt,
  isForBulk,
  isServing,
  listedActions,
  listedResources,
  whoHas,
} from '../../iam/grant-breadth.ts';
import { type Grant, grantsOf } from '../../iam/grants.ts';
import type { Infrastructure } from '../../iam/infrastructure.ts';
import { defineRule } from '../contract.ts';

const administrative: readonly ActionKind[] = ['administration', 'permissions', 'backup', 'export'];

export default defineRule<Infrastructure, 'administers' | 'readsStream'>({
  id: 'iam/admin-action',
  title: 'A role of the application may administer its tables',
  category: 'bflaAuthorization',
  severity: 'medium',
  cwe: [250],
  owasp: 'API5:2023',
  messages: {
    administers:
      '{who} may use {actions} on {resources}: whoever takes over the application can change, copy or delete the tables themselves.',
    readsStream:
      '{who} answers requests of users and may use {actions} on {resources}: the stream carries the items of every owner.',
  },
  remediation:
    'Give these actions to a role for deployment or maintenance, which no request of a user reaches; read streams with a function of their own.',
  article: 'identification-failures',

  find: (infrastructure) =>
    grantsOf(infrastructure).flatMap((grant) => {
      if (!isServing(grant) || isForBulk(grant) || allowsNearlyEverything(grant)) return [];
      const administers = actionsOf(grant, administrative);
      // Functions that a stream calls must read it.
      const reads = servesUsers(grant) ? actionsOf(grant, ['stream']) : [];
      const actions = [...administers, ...reads];
      const [action] = actions;
      if (action === undefined) return [];
      return [
        hitAt(grant, {
          message: administers.length > 0 ? 'administers' : 'readsStream',
          parameter: `dynamodb:${action}`,
          details: { who: whoHas(grant), actions: listedActions(actions), resources: listedResources(grant) },
        }),
      ];
    }),
});

function servesUsers({ kind, uses }: Grant): boolean {
  return kind === 'users' || uses.some(({ servesRequests }) => servesRequests === true);
}

function actionsOf(grant: Grant, kinds: readonly ActionKind[]): readonly ActionName[] {
  return allowedActions(
    grant,
    [...grant.reach.keys()].filter((name) => kinds.includes(actionOf(name).kind)),
  );
}
