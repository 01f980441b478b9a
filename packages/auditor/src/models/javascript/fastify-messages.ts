import { authenticated } from '../../flow/facts.ts';
import { external, plain, textOf } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { identified, requested, requestMember } from '../tools.ts';
import { answerCall } from './express-messages.ts';
import { sentThrough } from './fastify-schemas.ts';
import { identityMembers } from './identity-members.ts';
import { each, fieldOf, fields, itself } from './values.ts';

/*
 * Request and reply of Fastify (fastify.dev, "Request" and "Reply"), and what its plugins add to them.
 */

const app = 'fastify()';
const request = 'fastify.request';
const reply = 'fastify.reply';
const replyOfHook = 'fastify.hook.reply';

/** `await request.jwtVerify()` throws when the token is not valid. */
const verified: CallModel = ({ path, site }, { learn }) => {
  learn([authenticated]);
  return identified(`${path}()`, site);
};

/** `reply.send(note)`. */
const sends: CallModel = (call, tools) => {
  const { arguments: args, callee, facts, site } = call;
  const [value] = args.positional;
  if (value !== undefined)
    tools.record({ kind: 'response', value: sentThrough(value, callee.base?.fields.get('<schema>')), facts, site });
  return itself(call, tools);
};

/** An answer of a hook is the end of the request. */
const answeredByHook: CallModel = (call, tools) => {
  answerCall(0)(call, tools);
  tools.stop();
  return plain;
};

const chained = [
  'code',
  'status',
  'header',
  'headers',
  'type',
  'setCookie',
  'cookie',
  'clearCookie',
  'removeHeader',
  'serializer',
];
const answering = ['send', 'sendFile', 'download', 'view', 'html'];
/** Of @fastify/sensible, and what answers without a body. */
const refusing = ['badRequest', 'unauthorized', 'forbidden', 'notFound', 'conflict', 'redirect', 'callNotFound'];

/** `done()` goes on, `done(error)` does not. */
const done: CallModel = ({ arguments: args }, { stop }) => {
  const [error] = args.positional;
  if (error !== undefined && error.shape.kind !== 'constant') stop();
  return plain;
};

/** `app.auth([a, b])`: one of them is enough. */
const anyOfAuth: CallModel = ({ path, callee, arguments: args, site }) => {
  const [given, options] = args.positional;
  const isAll = textOf(fieldOf(options, 'relation') ?? plain) === 'and';
  const isOne = given?.shape.kind === 'list' && given.shape.items.length === 1;
  return external(`${path}()`, site, { base: callee, ...(isAll || isOne ? { arguments: args } : {}) });
};

export const fastifyMessageCalls: readonly (readonly [string, CallModel])[] = [
  [`${request}.jwtVerify`, verified],
  [`${request}.jwtDecode`, ({ site }) => requested('token', '', site)],
  [`${app}.jwt.verify`, verified],
  [`${app}.jwt.decode`, ({ site }) => requested('token', '', site)],
  ['<done>', done],
  [`${app}.auth`, anyOfAuth],
  [`${request}.unsignCookie`, ({ path, site }) => fields({ valid: plain, value: identified(`${path}()`, site) })],
  [`${request}.file`, ({ site }) => requested('file', '', site)],
  [`${request}.saveRequestFiles`, ({ site }) => requested('file', '', site)],
  ...each(
    [reply, replyOfHook].flatMap((one) => chained.map((name) => `${one}.${name}`)),
    itself,
  ),
  ...each(
    answering.map((name) => `${reply}.${name}`),
    sends,
  ),
  ...each(
    [...answering, ...refusing].map((name) => `${replyOfHook}.${name}`),
    answeredByHook,
  ),
];

const parts = [
  ['params', 'path'],
  ['query', 'query'],
  ['body', 'body'],
  ['rawBody', 'body'],
  ['headers', 'header'],
  ['cookies', 'cookie'],
  ['url', 'path'],
  ['originalUrl', 'path'],
  ['hostname', 'header'],
  ['host', 'header'],
] as const;

export const fastifyMessageMembers: readonly (readonly [string, MemberModel])[] = [
  ...identityMembers(request),
  ...parts.map(([name, origin]) => [`${request}.${name}`, requestMember(origin)] as const),
  ...parts.map(([name, origin]) => [`${request}.raw.${name}`, requestMember(origin)] as const),
];
