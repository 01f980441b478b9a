import { partOf } from '../../flow/refine.ts';
import { external, type Origin, plain, type Site, shaped, textOf, type Value } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { argument, identified, requested } from '../tools.ts';

/*
 * The event that API Gateway hands to a Lambda function (Lambda documentation, "Using AWS Lambda with Amazon API
 * Gateway": proxy formats 1.0 and 2.0), that of AppSync's resolvers ("Resolver mapping template context"), and the data
 * classes of Powertools around them, whose names are in snake case.
 */

/** The way to an event; what it holds is told apart by where the code asks for it. */
const eventPath = '<lambda event>';

export function lambdaEvent(site: Site): Value {
  return external(eventPath, site);
}

function dict(fields: readonly (readonly [string, Value])[], rest: Value | null = null): Value {
  return shaped({ kind: 'dict', fields: new Map(fields), rest });
}

/** Where API Gateway puts what an authorizer verified: claims of a user pool, of a JWT, or a Lambda's own context. */
function authorizerContext(site: Site): Value {
  const claims = identified('requestContext.authorizer', site);
  const named = ['claims', 'jwt_claim', 'lambda', 'get_lambda', 'iam'].map((name) => [name, claims] as const);
  return dict([...named, ['jwt', dict([['claims', claims]], claims)]], claims);
}

/** Who signed the request, and what only describes its connection. */
function identityContext(site: Site): Value {
  const agent = requested('header', 'User-Agent', site);
  const connection = ['sourceIp', 'source_ip'].map((name) => [name, plain] as const);
  return dict(
    [...connection, ['userAgent', agent], ['user_agent', agent]],
    identified('requestContext.identity', site),
  );
}

/** What API Gateway knows of a request. */
export function requestContext(site: Site): Value {
  const path = requested('path', 'path', site);
  return dict([
    ['authorizer', authorizerContext(site)],
    ['identity', identityContext(site)],
    ['http', dict([['path', path]])],
    // A connection of a socket, which the gateway made once it was let in.
    ['connectionId', identified('requestContext.connectionId', site)],
    ['connection_id', identified('requestContext.connectionId', site)],
    ['path', path],
  ]);
}

const origins: Readonly<Record<string, Origin>> = {
  pathParameters: 'path',
  path_parameters: 'path',
  queryStringParameters: 'query',
  query_string_parameters: 'query',
  resolved_query_string_parameters: 'query',
  multiValueQueryStringParameters: 'query',
  multi_value_query_string_parameters: 'query',
  rawQueryString: 'query',
  raw_query_string: 'query',
  body: 'body',
  decoded_body: 'body',
  json_body: 'body',
  headers: 'header',
  resolved_headers_field: 'header',
  multiValueHeaders: 'header',
  multi_value_headers: 'header',
  cookies: 'cookie',
  path: 'path',
  rawPath: 'path',
  raw_path: 'path',
  arguments: 'body',
};

/** One part of an event, at the place where it is asked for. */
function partOfEvent(name: string, site: Site): Value {
  if (name === 'requestContext' || name === 'request_context') return requestContext(site);
  if (name === 'identity') return identified('identity', site);
  const origin = Object.hasOwn(origins, name) ? origins[name] : undefined;
  if (origin === undefined) return plain;
  return requested(origin, /path$/i.test(name) ? name : '', site);
}

const partNames = [...Object.keys(origins), 'requestContext', 'request_context', 'identity'];

/** `event.get('pathParameters')`, whatever it is without. */
const get: CallModel = ({ arguments: args, site }) => {
  const name = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
  return name === undefined ? undefined : partOfEvent(name, site);
};

/** `event.get_query_string_value(name='user', default_value='')`. */
function namedPart(origin: Origin): CallModel {
  return ({ arguments: args, site }) => {
    const name = argument(args, 'name', 0);
    const whole = requested(origin, '', site);
    const text = name === undefined ? undefined : textOf(name);
    return text === undefined ? whole : partOf(whole, text);
  };
}

/** The event itself, in another form. */
const same: CallModel = ({ arguments: args }) => args.positional[0];

const whole: MemberModel = ({ base, site }) => external(eventPath, site, { base });

const dataClasses = [
  'APIGatewayProxyEvent',
  'APIGatewayProxyEventV2',
  'LambdaFunctionUrlEvent',
  'ALBEvent',
  'AppSyncResolverEvent',
];

export const lambdaEventCalls: readonly (readonly [string, CallModel])[] = [
  [`${eventPath}.get`, get],
  [`${eventPath}.get_query_string_value`, namedPart('query')],
  [`${eventPath}.get_multi_value_query_string_values`, namedPart('query')],
  [`${eventPath}.get_header_value`, namedPart('header')],
  [`${eventPath}.get_argument`, namedPart('body')],
  [`${eventPath}.json`, namedPart('body')],
  ...dataClasses.flatMap((name): [string, CallModel][] =>
    ['', '.api_gateway_proxy_event', '.lambda_function_url_event', '.alb_event', '.appsync_resolver_event'].map(
      (module) => [`aws_lambda_powertools.utilities.data_classes${module}.${name}`, same],
    ),
  ),
];

export const lambdaEventMembers: readonly (readonly [string, MemberModel])[] = [
  ...partNames.map((name): [string, MemberModel] => [`${eventPath}.${name}`, ({ site }) => partOfEvent(name, site)]),
  [`${eventPath}.raw_event`, whole],
];
