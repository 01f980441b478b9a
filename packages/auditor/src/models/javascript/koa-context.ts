import { condition, truthOf } from '../../flow/conditions.ts';
import { refinedSources } from '../../flow/refine.ts';
import { fromSources, plain, textOf } from '../../flow/value.ts';
import type { AssignmentModel, CallModel, MemberModel } from '../contract.ts';
import { identified, requested, requestMember, stops } from '../tools.ts';
import { headerCall } from './express-messages.ts';
import { identityMembers } from './identity-members.ts';
import { each, hasTrue } from './values.ts';

/*
 * The context of Koa (koajs.com, "Context" and "Request").
 */

const context = 'koa.context';
const request = 'koa.context.request';

/** `ctx.assert(note.owner === me, 404)` throws where it does not hold. */
const asserted: CallModel = ({ arguments: args }, { learn }) => {
  const [tested] = args.positional;
  if (tested !== undefined) learn(condition(tested).whenTrue);
  return plain;
};

const assertedEqual: CallModel = ({ arguments: args }, { learn }) => {
  const [a, b] = args.positional;
  if (a !== undefined && b !== undefined) learn(truthOf('==', a, b).whenTrue);
  return plain;
};

/** `ctx.cookies.get('id', { signed: true })` verifies what it gives. */
const cookie: CallModel = ({ path, arguments: args, site }) => {
  const [name, options] = args.positional;
  const text = name === undefined ? '' : (textOf(name) ?? '');
  if (hasTrue(options, 'signed')) return identified(`${path}()`, site, text);
  return fromSources(refinedSources(requested('cookie', '', site).sources, text));
};

/** `ctx.body = item` is the answer. */
const answers: AssignmentModel = ({ value, facts, site }, { record }) => {
  record({ kind: 'response', value, facts, site });
};

export const koaAssignments: readonly (readonly [string, AssignmentModel])[] = each(
  [`${context}.body`, `${context}.response.body`],
  answers,
);

export const koaContextCalls: readonly (readonly [string, CallModel])[] = [
  ...each([`${context}.get`, `${request}.get`], headerCall()),
  [`${context}.throw`, stops],
  [`${context}.assert`, asserted],
  ...each([`${context}.assert.equal`, `${context}.assert.strictEqual`, `${context}.assert.deepEqual`], assertedEqual),
  [`${context}.cookies.get`, cookie],
];

const parts = [
  ['params', 'path'],
  ['query', 'query'],
  ['querystring', 'query'],
  ['search', 'query'],
  ['searchParams', 'query'],
  ['body', 'body'],
  ['rawBody', 'body'],
  ['files', 'file'],
  ['file', 'file'],
  ['headers', 'header'],
  ['header', 'header'],
  ['url', 'path'],
  ['originalUrl', 'path'],
  ['path', 'path'],
  ['href', 'path'],
  ['host', 'header'],
  ['hostname', 'header'],
] as const;

export const koaContextMembers: readonly (readonly [string, MemberModel])[] = [
  ...identityMembers(`${context}.state`),
  ...identityMembers(context),
  ...parts.map(([name, origin]) => [`${request}.${name}`, requestMember(origin)] as const),
  ...parts
    .filter(([name]) => name !== 'body')
    .map(([name, origin]) => [`${context}.${name}`, requestMember(origin)] as const),
  ...identityMembers(`${context}.req`),
  ...parts.map(([name, origin]) => [`${context}.req.${name}`, requestMember(origin)] as const),
];
