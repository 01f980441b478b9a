import { refinedSources } from '../../flow/refine.ts';
import { type External, externalOf, fromSources, type Origin, plain, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, MemberModel, RequestAt } from '../contract.ts';
import { identified, requested, requestMember } from '../tools.ts';
import { headerCall, partCall } from './express-messages.ts';
import { identityMembers, identityNamed } from './identity-members.ts';
import { restricted, type Schema, schemaOf } from './schemas.ts';
import { each, fieldOf, first, withArguments } from './values.ts';

/*
 * The context of Hono: request, variables and answers (hono.dev, "Context" and "HonoRequest").
 */

const context = 'hono.context';

/** Something in front of a handler that looks at a part of the request, and what comes through it. */
export interface Validator {
  readonly target: string;
  readonly schema: Schema | undefined;
  /** `validator('json', (value, c) => …)` gives what this returns. */
  readonly check: Value | undefined;
}

const origins: Readonly<Record<string, Origin>> = {
  json: 'body',
  form: 'body',
  query: 'query',
  param: 'path',
  header: 'header',
  cookie: 'cookie',
};

const validatorPaths =
  /^(?:@hono\/(?:zod|valibot|typebox|standard)-validator\.\w+|hono\/validator\.validator|hono-openapi(?:\/\w+)?\.\w+)\(\)$/;

/** The validators among what is registered for a path. */
export function validatorsIn(values: readonly Value[]): Validator[] {
  return values.flatMap((value): Validator[] => {
    const external = externalOf(value);
    if (external === undefined) return [];
    if (external.path.endsWith('.createRoute()')) return describedValidators(external);
    const [target, given] = external.arguments?.positional ?? [];
    const name = target === undefined ? undefined : textOf(target);
    if (name === undefined || !validatorPaths.test(external.path)) return [];
    const isFunction = given?.shape.kind === 'function';
    return [{ target: name, schema: isFunction ? undefined : schemaOf(given), check: isFunction ? given : undefined }];
  });
}

/** What `createRoute({ request: { params, query, body } })` of @hono/zod-openapi declares. */
function describedValidators({ arguments: args }: External): Validator[] {
  const request = fieldOf(args?.positional[0], 'request');
  const content = fieldOf(fieldOf(fieldOf(request, 'body'), 'content'), 'application/json');
  const declared: readonly (readonly [string, Value | undefined])[] = [
    ['json', fieldOf(content, 'schema')],
    ['param', fieldOf(request, 'params')],
    ['query', fieldOf(request, 'query')],
    ['header', fieldOf(request, 'headers')],
  ];
  return declared.flatMap(([target, schema]) =>
    schema === undefined ? [] : [{ target, schema: schemaOf(schema), check: undefined }],
  );
}

/** `c`, the same for everything that runs for one request. */
export function contextAt(at: RequestAt, validators: readonly Validator[]): Value {
  const [c, request, variables] = [at.shared(context), at.shared(`${context}.req`), at.shared(`${context}.var`)];
  const own = externalOf(c)?.fields;
  own?.set('req', request);
  own?.set('var', variables);
  for (const validator of validators)
    externalOf(request)?.fields.set(`<${validator.target}>`, validated(validator, c, at));
  return c;
}

function validated({ target, schema, check }: Validator, c: Value, at: RequestAt): Value {
  const given = requested(origins[target] ?? 'body', '', at.site);
  if (check !== undefined) return at.call(check, withArguments(given, c));
  return schema === undefined ? { ...given, treatments: new Set(['picked']) } : restricted(given, schema);
}

/** `c.req.valid('json')`. A schema does not change headers and cookies, and who reads them says where. */
const valid: CallModel = ({ callee, arguments: args, site }) => {
  const target = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
  if (target === undefined) return undefined;
  const isKept = target === 'header' || target === 'cookie';
  return (
    (isKept ? undefined : callee.base?.fields.get(`<${target}>`)) ?? requested(origins[target] ?? 'body', '', site)
  );
};

function variablesOf(base: External | undefined): External | undefined {
  const variables = base?.fields.get('var');
  return variables === undefined ? undefined : externalOf(variables);
}

/** `c.set('userId', id)`. */
const set: CallModel = ({ callee, arguments: args }) => {
  const [name, value] = args.positional;
  const text = name === undefined ? undefined : textOf(name);
  if (text !== undefined && value !== undefined) variablesOf(callee.base)?.fields.set(text, value);
  return plain;
};

const get: CallModel = ({ callee, arguments: args, site }) => {
  const text = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
  if (text === undefined) return plain;
  return variablesOf(callee.base)?.fields.get(text) ?? identityNamed(`${context}.get()`, text, site) ?? plain;
};

/** `getCookie(c, 'session')`. */
const cookie: CallModel = ({ arguments: args, site }) => {
  const whole = requested('cookie', '', site);
  const name = args.positional[1] === undefined ? undefined : textOf(args.positional[1]);
  return name === undefined ? whole : fromSources(refinedSources(whole.sources, name));
};

const body: CallModel = ({ site }) => requested('body', '', site);

/** Makes an answer, which is one once it is returned. */
const answer: CallModel = ({ arguments: args }) => args.positional[0] ?? plain;

const bodies = ['json', 'text', 'parseBody', 'formData', 'arrayBuffer', 'blob'];

export const honoContextCalls: readonly (readonly [string, CallModel])[] = [
  [`${context}.req.param`, partCall('path')],
  ...each([`${context}.req.query`, `${context}.req.queries`], partCall('query')),
  [`${context}.req.header`, headerCall()],
  ...each(
    [...bodies, ...bodies.map((name) => `raw.${name}`)].map((name) => `${context}.req.${name}`),
    body,
  ),
  [`${context}.req.valid`, valid],
  [`${context}.set`, set],
  [`${context}.get`, get],
  ...each(
    ['json', 'text', 'html', 'body', 'newResponse', 'render'].map((name) => `${context}.${name}`),
    answer,
  ),
  ...each([`${context}.redirect`, `${context}.notFound`, `${context}.header`, `${context}.status`], () => plain),
  ['hono/cookie.getCookie', cookie],
  // The answers of the Fetch API, which Hono, Next and workers have in common.
  ...each(['Response', 'Response.json', 'next/server.NextResponse', 'next/server.NextResponse.json'], first),
  ...each(['next/server.NextResponse.redirect', 'next/server.NextResponse.next', 'Response.redirect'], () => plain),
  ['@hono/oidc-auth.getAuth', ({ path, site }) => identified(`${path}()`, site)],
];

export const honoContextMembers: readonly (readonly [string, MemberModel])[] = [
  ...identityMembers(`${context}.var`),
  [`${context}.req.raw.headers`, requestMember('header')],
  [`${context}.req.raw.url`, requestMember('path')],
  [`${context}.req.url`, requestMember('path')],
  [`${context}.req.path`, requestMember('path')],
];
