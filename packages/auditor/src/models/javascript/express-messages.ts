import { treated, treatedWithin } from '../../flow/collections.ts';
import { refinedSources } from '../../flow/refine.ts';
import { external, fromSources, type Origin, plain, textOf } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { requested, requestMember } from '../tools.ts';
import { identityMembers } from './identity-members.ts';
import { each, fields, itself } from './values.ts';

/*
 * Request and response of Express, which are those of Node with more (expressjs.com, "Request" and "Response").
 */

const request = 'express.request';
const response = 'express.response';

/** The name of a header counts in any case. */
export function headerCall(origin: Origin = 'header'): CallModel {
  return ({ arguments: args, site }) => {
    const whole = requested(origin, '', site);
    const name = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
    return name === undefined ? whole : fromSources(refinedSources(whole.sources, name.toLowerCase()));
  };
}

/** A part of the request that its first argument names. */
export function partCall(origin: Origin): CallModel {
  return ({ arguments: args, site }) => {
    const name = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
    return requested(origin, name ?? '', site);
  };
}

/** An answer: `res.json(item)`. */
export function answerCall(place: number): CallModel {
  return (call, tools) => {
    const { arguments: args, facts, site } = call;
    const value = args.positional[place] ?? args.spread[0];
    if (value !== undefined) tools.record({ kind: 'response', value, facts, site });
    return itself(call, tools);
  };
}

/** A page shows of what it is given what its template names. */
const rendered: CallModel = (call, tools) => {
  const { arguments: args, facts, site } = call;
  const value = args.positional[1];
  if (value !== undefined) tools.record({ kind: 'response', value: treatedWithin(value, ['picked']), facts, site });
  return itself(call, tools);
};

const chained = [
  ...['status', 'set', 'header', 'setHeader', 'type', 'contentType', 'cookie', 'clearCookie', 'vary', 'links'],
  ...['location', 'append', 'attachment', 'format', 'writeHead', 'removeHeader', 'flushHeaders', 'sendStatus'],
];

const answering = ['json', 'jsonp', 'send', 'end', 'write', 'sendFile', 'sendfile', 'download'];

export const expressMessageCalls: readonly (readonly [string, CallModel])[] = [
  ...each([`${request}.get`, `${request}.header`], headerCall()),
  [`${request}.param`, partCall('path')],
  [`${request}.logIn`, () => plain],
  ...each(
    chained.map((name) => `${response}.${name}`),
    itself,
  ),
  ...each(
    answering.map((name) => `${response}.${name}`),
    answerCall(0),
  ),
  [`${response}.render`, rendered],
  ['express-validator.matchedData', ({ site }) => treated(requested('body', '', site), ['picked'])],
];

/** The parts of a request that a client chooses. */
const parts: readonly (readonly [string, Origin])[] = [
  ['params', 'path'],
  ['body', 'body'],
  ['rawBody', 'body'],
  ['headers', 'header'],
  ['rawHeaders', 'header'],
  ['cookies', 'cookie'],
  ['file', 'file'],
  ['files', 'file'],
  ['path', 'path'],
  ['url', 'path'],
  ['originalUrl', 'path'],
  ['baseUrl', 'path'],
  ['hostname', 'header'],
  ['host', 'header'],
  ['subdomains', 'header'],
];

/** Where the names of the path are part of the query, as in the API routes of Next, they are kept under this name. */
export const pathInQuery = '<path in query>';

const query: MemberModel = ({ base, site }) => {
  const names = base.fields.get(pathInQuery);
  const whole = requested('query', '', site);
  if (names?.shape.kind !== 'list') return whole;
  const named = names.shape.items.map((name) => [textOf(name) ?? '', requested('path', textOf(name) ?? '', site)]);
  return fields(Object.fromEntries(named), whole);
};

export const expressMessageMembers: readonly (readonly [string, MemberModel])[] = [
  ...identityMembers(request),
  ...identityMembers(`${response}.locals`),
  ...parts.map(([name, origin]) => [`${request}.${name}`, requestMember(origin)] as const),
  [`${request}.query`, query],
  // The event behind a request, of adapters between Lambda and Express.
  ...each<MemberModel>([`${request}.apiGateway.event`, `${request}.serverless.event`], ({ site }) =>
    external('lambda.event', site),
  ),
  [`${request}.requestContext`, ({ site }) => external('lambda.event.requestContext', site)],
];
