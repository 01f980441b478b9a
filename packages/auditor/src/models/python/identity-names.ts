import { authenticated, privileged, vouched } from '../../flow/facts.ts';
import { isTainted } from '../../flow/sources.ts';
import { fromSources, type Site, type Value } from '../../flow/value.ts';
import type { CallModel, Models } from '../contract.ts';

/*
 * What cannot be seen and says by its name what it is. Everything here is a guess, and is passed on as one.
 */

const identityName =
  /^_?(?:get_?|load_?|require_?)?(?:(?:cognito|auth0|firebase|jwt|oidc|okta|azure)_?)?(?:(?:current|auth(?:enticated)?|logged_?in|signed_?in|active)_?)+(?:user|account|tenant|principal|subject|identity|member|customer)(?:_?(?:id|uid|sub|email|name))?$/i;

/** Functions that are given a token and give what it says, or refuse it. */
const verifyingName =
  /^_?(?:verify|authenticate)_?(?:the_?)?(?:access_?|id_?|bearer_?|auth_?|session_?|cognito_?|firebase_?|google_?)*(?:token|jwt|request|session|user|credentials|bearer|auth|api_?key|claims|caller)$|^_?(?:validate|check|decode|introspect)_?(?:the_?)?(?:access_?|id_?|bearer_?|auth_?|session_?|cognito_?|firebase_?|google_?)*(?:token|jwt|bearer|credentials|api_?key)$|^(?:get|load)_?(?:user|claims|identity|subject|user_?id)_?from_?(?:token|jwt|request|header|session)$/i;

/** Names under which frameworks' stores of the request hold who the caller is: `g.user`, `request.state.user_id`. */
export const identityAttributes: readonly string[] = [
  'user',
  'current_user',
  'user_id',
  'current_user_id',
  'userid',
  'uid',
  'username',
  'identity',
  'principal',
  'account',
  'account_id',
  'tenant',
  'tenant_id',
  'customer_id',
  'org_id',
  'organization_id',
  'subject',
  'sub',
  'claims',
  'token_claims',
  'jwt_claims',
  'jwt',
  'auth',
  'cognito_claims',
  'user_info',
  'userinfo',
];

export function isIdentityName(name: string): boolean {
  return identityName.test(name);
}

/** The last name of a path: `current_user` of `app.auth.current_user()`. */
export function nameIn(path: string): string {
  return (
    path
      .replace(/(?:\(\))+$/, '')
      .split('.')
      .at(-1) ?? ''
  );
}

/** What only a name says to be a verified identity. */
export function guessedIdentity(by: string, site: Site): Value {
  return fromSources([{ kind: 'identity', by, name: '', confidence: 'tentative', site }]);
}

/** `get_current_user()`, `verify_token(token)` of a module that cannot be seen. */
export const identityFallback: CallModel = ({ path, arguments: args, site }, { learn }) => {
  if (site.module.language !== 'python') return undefined;
  const name = nameIn(path);
  const values = [...args.positional, ...args.named.values(), ...args.spread];
  const isVerifying = verifyingName.test(name);
  if (!isVerifying && (!identityName.test(name) || values.some(isTainted))) return undefined;
  if (isVerifying && values.length === 0) return undefined;
  learn([authenticated]);
  return guessedIdentity(`${path}()`, site);
};

/** Decorators and dependencies that cannot be seen, by what their names say. The first that fits counts. */
export const pythonMarkPatterns: Models['markPatterns'] = [
  {
    // Whose it is.
    pattern:
      /(?:^|[._])(?:owners?_?(?:only|required|or_\w+)|requires?_?(?:owner(?:ship)?|permissions?|access)|(?:check|verify|validate|ensure|assert)_?(?:\w+_)?(?:owner(?:ship)?|access|permissions?)|is_owner|owns_\w+|must_own\w*|only_owner|same_user(?:_\w+)?|self_only|permissions?_(?:required|accepted)|authori[sz]e|enforce|can_access(?:_\w+)?)(?:\(\))*$/i,
    facts: [authenticated, vouched],
  },
  // What only some may do.
  ...[
    /(?:^|[._])(?:\w+_)?(?:admins?|administrators?|staff|superusers?)(?:_?(?:only|required|user|access|check))?(?:\(\))*$/i,
    /(?:^|[._])(?:\w+_)?(?:roles?|groups?|scopes?|moderators?|operators?|editors?|managers?)_(?:only|required|accepted|check)(?:\(\))*$/i,
    /(?:^|[._])(?:requires?|has|check|verify|needs?|ensure|must_have|must_be)_?(?:any_|all_)?(?:admin|staff|superuser|role|group|scope|moderator|operator|editor|manager)s?(?:_\w+)?(?:\(\))*$/i,
    /(?:^|\.)(?:Roles?|Admins?|Scopes?|Groups?)(?:Checker|Required|Guard|Only)(?:\(\))*$/,
  ].map((pattern) => ({ pattern, facts: [authenticated, privileged] })),
  {
    // Who the caller is.
    pattern:
      /(?:^|[._])(?:(?:\w+_)?(?:log_?in|auth|authenticated|authentication|token|jwt|session|sign_?in|user|api_?key|bearer)_(?:required|needed|protected)|requires?_?(?:log_?in|auth\w*|token|jwt|session|user|api_?key|valid_\w+)|(?:verify|validate|check|authenticate|ensure)_?(?:\w+_)?(?:auth\w*|token|jwt|user|request|session|credentials|api_?key|signature)|authenticated?|protected|get_?api_?key|get_?token|with_auth)(?:\(\))*$/i,
    facts: [authenticated],
  },
];

/** What a dependency or decorator sees to by its name, also where it is asked for itself. */
export function factsByName(path: string): readonly string[] {
  if (identityName.test(nameIn(path))) {
    return /super_?user|admin|staff/i.test(path) ? [authenticated, privileged] : [authenticated];
  }
  return pythonMarkPatterns.find(({ pattern }) => pattern.test(path))?.facts ?? [];
}
