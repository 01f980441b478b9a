import { authenticated, privileged, vouched } from '../../flow/facts.ts';
import { deepSources, unitedSources } from '../../flow/sources.ts';
import {
  external,
  externalOf,
  type IdentitySource,
  type RequestSource,
  type Site,
  type Truth,
  type Value,
} from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { closureOf } from './values.ts';

/*
 * What the names of functions say that cannot be seen: `getCurrentUser(req)`, `requireAuth`, `isOwner(user, note)`.
 * Names are matched in camelCase and in snake_case.
 */

const verb = 'get|fetch|load|require|ensure|resolve|extract|read|find';
const who = 'user|account|tenant|principal|subject|identity|member|customer|claims|session|caller';
const known = 'current|auth(?:ed|enticated)?|logged[-_]?in|signed[-_]?in|session|caller|request';
const from = 'session|token|request|req|event|context|ctx|headers?|jwt|cookies?|auth';

/** Functions that say who is calling. */
const identityNames: readonly RegExp[] = [
  new RegExp(`^(?:${verb})[-_]?(?:${known})[-_]?(?:${who})?[-_]?(?:id)?$`, 'i'),
  new RegExp(`^(?:current|auth(?:enticated)?|logged[-_]?in|signed[-_]?in)[-_]?(?:${who})[-_]?(?:id)?$`, 'i'),
  new RegExp(`^(?:${verb})?[-_]?(?:${who})[-_]?(?:id|info)?[-_]?from[-_]?(?:${from})$`, 'i'),
  /^(?:verify|validate|authenticate|introspect)[-_]?(?:access|id|auth|bearer|firebase|cognito|session|user)?[-_]?(?:token|jwt|session|request|user)$/i,
  /^(?:get[-_]?)?(?:server[-_]?)?(?:auth[-_]?)?session$/i,
  /^(?:auth|authenticate)$/i,
];

/** The same, where it is the request itself that they are given. */
const identityOfRequest = new RegExp(
  `^(?:${verb})?[-_]?(?:${who}|org|auth)[-_]?(?:id|sub|info|context)?(?:[-_]?(?:of|from))?$`,
  'i',
);
const requestPath = /^(?:(?:express|fastify|next)\.request|lambda\.event|(?:koa|hono)\.context(?:\.req)?)$/;

/** A token comes from the request; nothing else may, where the result is to say who is calling. */
const tokenName = /authorization|token|jwt|session|bearer|cookie/i;

/** The last part of a path: `lib/auth.requireUser` is `requireUser`. */
export function lastName(path: string): string {
  const end = path.endsWith('()') ? path.length - 2 : path.length;
  const start = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('/', end - 1)) + 1;
  return path.slice(start, end);
}

function isOnlyToldTokens({ arguments: { positional, named } }: ModelCall): boolean {
  const told = [...positional, ...named.values()].flatMap((value) => deepSources(value));
  return told
    .filter((source): source is RequestSource => source.kind === 'request')
    .every(({ origin, name }) => origin === 'header' || origin === 'cookie' || tokenName.test(name));
}

function isGivenRequest({ arguments: args }: ModelCall): boolean {
  const [first] = args.positional;
  return first !== undefined && requestPath.test(externalOf(first)?.path ?? '');
}

/** Something of a library that also says who is calling. */
function tentative(path: string, site: Site, call: ModelCall): Value {
  const source: IdentitySource = { kind: 'identity', by: `${path}()`, name: '', confidence: 'tentative', site };
  return { ...external(`${path}()`, site, { arguments: call.arguments, base: call.callee }), sources: [source] };
}

const identityByName: CallModel = (call, tools) => {
  const name = lastName(call.path);
  const isOfRequest = identityOfRequest.test(name) && isGivenRequest(call);
  if (!isOfRequest && !identityNames.some((pattern) => pattern.test(name))) return undefined;
  const isWrapper = call.arguments.positional.some((value) => closureOf(value) !== undefined);
  if (isWrapper || !isOnlyToldTokens(call)) return undefined;
  // What verifies somebody does not come back where there is nobody.
  if (/^(?:verify|validate|authenticate|require|ensure)/i.test(name)) tools.learn([authenticated]);
  return tentative(call.path, call.site, call);
};

const asks = '^(?:is|has|can|check|verify|validate|ensure|require|assert|enforce|must[-_]?be)[-_]?';
const throwing = /^(?:check|verify|validate|ensure|require|assert|enforce|must[-_]?be|authorize)/i;

const roleNames = new RegExp(
  `${asks}(?:user[-_]?)?(?:a[-_]?|an[-_]?)?(?:super[-_]?)?(?:admin|staff|moderator|superuser|roles?|permissions?|privileges?)(?:istrator)?(?:[-_]?user)?$`,
  'i',
);
const ownerNames = [
  new RegExp(
    `${asks}(?:\\w{0,40}[-_]?)?(?:owner(?:ship)?|owns|own|access|member(?:ship)?|belongs[-_]?to|allowed|authorized)\\w{0,40}$`,
    'i',
  ),
  /^(?:\w{0,40}_)?(?:owns|belongs[-_]?to)(?:[-_]?\w{0,40})?$/i,
  /^(?:user|can)[-_]?(?:owns?|access|read|write|edit|view|delete|update|manage)\w{0,40}$/i,
  /^(?:authorize|authorise)(?:[-_]?\w{0,40})?$/i,
];

/** `assertCanEdit(me, noteId)`: of the caller and of what the caller asks for. */
const mayNames =
  /^(?:assert|ensure|require|verify|check|enforce|throwUnless)[-_]?(?:[Uu]ser[-_]?)?(?:[Cc]an|[Mm]ay)[-_A-Z]\w{0,40}$/;

function isAboutThing(name: string, { arguments: { positional } }: ModelCall): boolean {
  return mayNames.test(name) && positional.some((value) => deepSources(value).some(({ kind }) => kind !== 'identity'));
}

/** A question about the caller that somebody unseen answers: what holds once it is answered with yes. */
const permissionByName: CallModel = (call, tools) => {
  const name = lastName(call.path);
  const isAboutCaller = call.arguments.positional.some((value) =>
    deepSources(value).some(({ kind }) => kind === 'identity'),
  );
  if (!isAboutCaller) return undefined;
  const fact = roleNames.test(name)
    ? privileged
    : ownerNames.some((pattern) => pattern.test(name)) || isAboutThing(name, call)
      ? vouched
      : undefined;
  if (fact === undefined) return undefined;
  if (throwing.test(name)) tools.learn([authenticated, fact]);
  const truth: Truth = { whenTrue: new Set([authenticated, fact]), whenFalse: new Set() };
  const sources = unitedSources(call.arguments.positional.map((value) => ({ sources: deepSources(value) })));
  return {
    ...external(`${call.path}()`, call.site, { arguments: call.arguments, base: call.callee }),
    sources: sources.filter(({ kind }) => kind === 'identity'),
    truth,
  };
};

/** A function around a handler is not called before there is a request. */
const handlerParameter = /^[-_]?(?:req|request|ctx|context|c|event|\{)$/i;

const wrapperByParameter: CallModel = ({ path, callee, arguments: args, site }) => {
  const [given] = args.positional;
  const target = given === undefined ? undefined : closureOf(given)?.function.parameters[0]?.target;
  const isHandler = target?.kind === 'name' && handlerParameter.test(target.name);
  return isHandler ? external(`${path}()`, site, { arguments: args, base: callee }) : undefined;
};

/** Asked about calls that no table knows. */
export const javaScriptFallbacks: readonly CallModel[] = [identityByName, permissionByName, wrapperByParameter].map(
  (model): CallModel =>
    (call, tools) =>
      call.site.module.language === 'javascript' ? model(call, tools) : undefined,
);

const start = '(?:^|[./])[-_]?';
const asking = '(?:require|requires|ensure|is|has|check|verify|validate|must[-_]?be|only|with|needs?|use|assert)[-_]?';
const ending = '(?:[-_]?(?:only|required|guard|check|checker|middleware|handler|or[-_]?admin))?(?:\\(\\))?$';
const guarding = '[-_]?(?:only|required|guard|check|checker|middleware)(?:\\(\\))?$';

function named(facts: readonly string[], ...patterns: readonly string[]): MarkPattern[] {
  return patterns.map((pattern) => ({ pattern: new RegExp(`${start}${pattern}`, 'i'), facts }));
}

interface MarkPattern {
  readonly pattern: RegExp;
  readonly facts: readonly string[];
}

const owner = '(?:resource[-_]?|item[-_]?)?(?:owner(?:ship)?|self|same[-_]?user|owns\\w{0,30})';
const role = '(?:user[-_]?|any[-_]?)?(?:super[-_]?)?(?:admins?|staff|roles?|permissions?|moderators?|superuser)';
const person = '(?:jwt[-_]?|token[-_]?|user[-_]?|firebase[-_]?|cognito[-_]?|bearer[-_]?|api[-_]?)?';
const signedIn = `${person}(?:auth(?:ed|n|enticat(?:e|ed|ion|or))?|logged[-_]?in|signed[-_]?in|jwt|bearer)`;
const signing = `${person}(?:log[-_]?in|sign[-_]?in|token|session|access[-_]?token|api[-_]?key)`;
const user = '(?:require|requires|ensure|verify|must[-_]?be|only|with|needs?)[-_]?user';

/** What decorators and middlewares see to, by the end of the path that leads to them. */
export const javaScriptMarkPatterns: readonly MarkPattern[] = [
  ...named(
    [authenticated, vouched],
    `${asking}${owner}${ending}`,
    `${owner}${guarding}`,
    `${owner}[-_]?or[-_]?\\w{1,30}(?:\\(\\))?$`,
  ),
  ...named(
    [authenticated, privileged],
    `${asking}${role}${ending}`,
    `${role}${guarding}`,
    '(?:admin|roles|permissions)(?:\\(\\))?$',
    '(?:restrict[-_]?to|allow[-_]?roles?|authorize[-_]?roles?|allow[-_]?only)(?:\\(\\))?$',
  ),
  ...named(
    [authenticated, vouched],
    `(?:authoriz(?:e|ed|ation)|can|can[-_]?access|acl|rbac)${ending}`,
    `${asking}(?:access|ability|abilities|policy|policies|authorized|authorization)${ending}`,
    `(?:policy|policies|abilities)${guarding}`,
  ),
  ...named(
    [authenticated],
    `(?:${asking})?${signedIn}${ending}`,
    `\\w{0,30}auth(?:entication)?[-_]?guard(?:\\(\\))?$`,
    `${asking}${signing}${ending}`,
    `${signing}${guarding}`,
    `${user}${ending}`,
    `user[-_]?(?:only|required)(?:\\(\\))?$`,
  ),
];
