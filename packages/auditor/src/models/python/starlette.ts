import { external, fromSources } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { identified, requestCall, requestMember } from '../tools.ts';
import { requestPath } from './fastapi-parameters.ts';
import { guessedIdentity, identityAttributes } from './identity-names.ts';

/*
 * The request of Starlette and FastAPI (Starlette documentation, "Requests", "Authentication", "SessionMiddleware").
 */

/** `request.state`, the same one for all that runs for a request: what a middleware puts into it is there later. */
const state: MemberModel = ({ path, base, site }) => {
  const made = external(path, site, { base });
  base.fields.set('state', made);
  return made;
};

/** What authentication middleware leaves, and the session that is signed with the server's key. */
const verified: MemberModel = ({ path, site }) => identified(path, site);

/** `request.state.user` that nothing of the audited code sets. */
const guessed: MemberModel = ({ path, site }) => guessedIdentity(path, site);

const path: MemberModel = ({ site }) => fromSources([{ kind: 'request', origin: 'path', name: 'path', site }]);

const members: readonly (readonly [string, MemberModel])[] = [
  ['query_params', requestMember('query')],
  ['path_params', requestMember('path')],
  ['headers', requestMember('header')],
  ['cookies', requestMember('cookie')],
  ['url', path],
  ['session', verified],
  ['user', verified],
  ['auth', verified],
  ['state', state],
  ...identityAttributes.map((name) => [`state.${name}`, guessed] as const),
];

export const starletteMembers: readonly (readonly [string, MemberModel])[] = members.map(([name, model]) => [
  `${requestPath}.${name}`,
  model,
]);

export const starletteCalls: readonly (readonly [string, CallModel])[] = ['json', 'form', 'body', 'stream'].map(
  (name) => [`${requestPath}.${name}`, requestCall('body')],
);
