import { authenticated, vouched } from '../../flow/facts.ts';
import { noFacts, plain, type Truth } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { nameIn } from './identity-names.ts';

/*
 * What asks whether somebody may have an object: Casbin ("API Overview": `enforce`), Oso (`authorize`, `is_allowed`),
 * Cerbos (`is_allowed`), and functions that cannot be seen and say so by their names.
 */

const allowed = [authenticated, vouched];

const allowedWhenTrue = (): Truth => ({ whenTrue: new Set(allowed), whenFalse: noFacts });

const answering: readonly string[] = [
  'casbin.Enforcer().enforce',
  'casbin.SyncedEnforcer().enforce',
  'casbin.AsyncEnforcer().enforce',
  'casbin.DistributedEnforcer().enforce',
  'oso.Oso().is_allowed',
  'oso.Oso().query_rule_once',
  'cerbos.sdk.client.CerbosClient().is_allowed',
  'cerbos.sdk.client.AsyncCerbosClient().is_allowed',
  'cerbos.sdk.grpc.client.CerbosClient().is_allowed',
  'cerbos.sdk.grpc.client.AsyncCerbosClient().is_allowed',
];

/** `oso.authorize(user, 'read', note)` raises unless it is allowed. */
const demanding: CallModel = (_, { learn }) => {
  learn(allowed);
  return plain;
};

export const permissionCalls: readonly (readonly [string, CallModel])[] = [
  ['oso.Oso().authorize', demanding],
  ['oso.Oso().authorize_request', demanding],
];

export const permissionTruths: readonly (readonly [string, (call: ModelCall) => Truth | undefined])[] = answering.map(
  (path) => [path, allowedWhenTrue],
);

const question =
  /^_?(?:is_(?:the_)?owner\w*|owns(?:_\w+)?|belongs_to(?:_\w+)?|(?:user_)?(?:can|may)_(?:access|read|view|see|edit|write|update|change|delete|manage)(?:_\w+)?|has_(?:access|permission|ownership)(?:_\w+)?|(?:check|verify|validate)_(?:\w+_)?(?:owner(?:ship)?|access|permissions?)|is_(?:allowed|authori[sz]ed|permitted)(?:_\w+)?)$/i;
const demand =
  /^_?(?:(?:require|ensure|assert|enforce|demand)_(?:\w+_)?(?:owner(?:ship)?|access|permissions?)|authori[sz]e(?:_\w+)?|deny_unless_\w+)$/i;

/** `if not can_edit(user, note): abort(403)`, `ensure_owner(user, note)` of a module that cannot be seen. */
export const permissionFallback: CallModel = ({ path, arguments: args, site }, { learn }) => {
  const name = nameIn(path);
  if (site.module.language !== 'python' || args.positional.length + args.named.size === 0) return undefined;
  if (question.test(name)) return { ...plain, truth: allowedWhenTrue() };
  if (!demand.test(name)) return undefined;
  learn(allowed);
  return plain;
};
