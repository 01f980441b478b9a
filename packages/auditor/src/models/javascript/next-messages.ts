import { plain, type Site, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { requested, requestMember } from '../tools.ts';
import { identityMembers } from './identity-members.ts';
import { each, fields } from './values.ts';

/*
 * The request of a route handler, and what Next gives of it elsewhere (nextjs.org, "NextRequest", "cookies", "headers").
 */

const request = 'next.request';

/** `cookies().get('id')` is an object with the value in it. */
const cookie: CallModel = ({ arguments: args, site }) => {
  const name = args.positional[0] === undefined ? '' : (textOf(args.positional[0]) ?? '');
  return fields({ name: plain, value: cookieNamed(name, site) });
};

function cookieNamed(name: string, site: Site): Value {
  return requested('cookie', name, site);
}

const body: CallModel = ({ site }) => requested('body', '', site);

const jars = [`${request}.cookies`, 'next/headers.cookies()'];

export const nextMessageCalls: readonly (readonly [string, CallModel])[] = [
  ...each(
    ['json', 'text', 'formData', 'arrayBuffer', 'blob', 'bytes'].map((name) => `${request}.${name}`),
    body,
  ),
  ['next/headers.headers', ({ site }) => requested('header', '', site)],
  ...each(
    jars.map((jar) => `${jar}.get`),
    cookie,
  ),
];

export const nextMessageMembers: readonly (readonly [string, MemberModel])[] = [
  ...identityMembers(request),
  [`${request}.headers`, requestMember('header')],
  [`${request}.body`, requestMember('body')],
  [`${request}.url`, requestMember('path')],
  [`${request}.nextUrl.searchParams`, requestMember('query')],
  [`${request}.nextUrl.search`, requestMember('query')],
  [`${request}.nextUrl.pathname`, requestMember('path')],
  [`${request}.nextUrl.href`, requestMember('path')],
];
