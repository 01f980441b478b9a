import { either } from '../../flow/join.ts';
import { partOf } from '../../flow/refine.ts';
import { external, externalOf, fromSources, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { identified } from '../tools.ts';
import { guessedIdentity, identityAttributes } from './identity-names.ts';

/*
 * What Flask and its extensions keep for one request: `g` (Flask documentation, "The Application Context"), `session`,
 * which is signed with the server's key.
 */

/** `g.user` that nothing of the audited code sets. */
const guessed: MemberModel = ({ path, site }) => guessedIdentity(path, site);

const holders = ['flask.g', 'flask.request'];

/** `g.get('user')`, `getattr(g, 'user', None)`: what was put there, or what the name says. */
function held(
  path: string,
  name: string | undefined,
  call: Parameters<CallModel>[0],
  from = call.callee.base,
): Value | undefined {
  if (name === undefined || from === undefined) return undefined;
  const own = from.fields.get(name);
  if (own !== undefined) return own;
  return holders.includes(path) && identityAttributes.includes(name)
    ? guessedIdentity(`${path}.${name}`, call.site)
    : undefined;
}

const get: CallModel = (call) => {
  const [name] = call.arguments.positional;
  return held('flask.g', name === undefined ? undefined : textOf(name), call);
};

/** `getattr(holder, 'name', default)`. */
export const getAttribute: CallModel = (call) => {
  const [holder, named, usual] = call.arguments.positional;
  if (holder === undefined || named === undefined) return undefined;
  const name = textOf(named);
  const from = externalOf(holder);
  if (from !== undefined) return held(from.path, name, call, from) ?? usual;
  const field = name !== undefined && holder.shape.kind === 'object' ? holder.shape.object.fields.get(name) : undefined;
  return field ?? partOf(holder.shape.kind === 'object' ? fromSources(holder.sources) : holder, name ?? '*');
};

/** The session says who the caller is, unless this very request has put something else into it. */
const session: MemberModel = ({ path, site }) => ({ ...external(path, site), sources: identified(path, site).sources });

/** `session.get('user_id')`. */
const sessionGet: CallModel = (call) => {
  const { path, callee, arguments: args, site } = call;
  const [name, usual] = args.positional;
  const text = name === undefined ? undefined : textOf(name);
  const own = text === undefined ? undefined : callee.base?.fields.get(text);
  const value = own ?? identified(path.replace(/\.get$/, ''), site, text ?? '');
  return usual === undefined ? value : either(value, usual);
};

export const flaskGlobalCalls: readonly (readonly [string, CallModel])[] = [
  ['flask.g.get', get],
  ['flask.session.get', sessionGet],
];

export const flaskGlobalMembers: readonly (readonly [string, MemberModel])[] = [
  ['flask.session', session],
  ...holders.flatMap((holder) =>
    identityAttributes.map((name): [string, MemberModel] => [`${holder}.${name}`, guessed]),
  ),
];
