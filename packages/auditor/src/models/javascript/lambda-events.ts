import { plain } from '../../flow/value.ts';
import type { CallModel, MemberModel } from '../contract.ts';
import { identityMember, requestMember } from '../tools.ts';
import { answerCall } from './express-messages.ts';
import { identityMembers } from './identity-members.ts';
import { each } from './values.ts';

/*
 * Events of API Gateway (REST and HTTP APIs), of load balancers, function URLs and AppSync (API Gateway developer guide,
 * "Lambda proxy integrations"; AppSync developer guide, "Resolver mapping template context reference").
 */

const event = 'lambda.event';

const parts = [
  ['pathParameters', 'path'],
  ['queryStringParameters', 'query'],
  ['multiValueQueryStringParameters', 'query'],
  ['rawQueryString', 'query'],
  ['rawPath', 'path'],
  ['path', 'path'],
  ['body', 'body'],
  ['rawBody', 'body'],
  ['headers', 'header'],
  ['rawHeaders', 'header'],
  ['multiValueHeaders', 'header'],
  ['cookies', 'cookie'],
  // Of AppSync.
  ['arguments', 'body'],
  ['args', 'body'],
] as const;

/** What IAM and identity pools know of who signed a request. */
const signers = [
  'cognitoIdentityId',
  'cognitoAuthenticationProvider',
  'userArn',
  'user',
  'caller',
  'accessKey',
  'apiKeyId',
];

export const lambdaEventMembers: readonly (readonly [string, MemberModel])[] = [
  ...identityMembers(event),
  ...identityMembers('lambda.context'),
  ...parts.map(([name, origin]) => [`${event}.${name}`, requestMember(origin)] as const),
  [`${event}.requestContext.authorizer`, identityMember],
  [`${event}.requestContext.authentication`, identityMember],
  // A connection of a socket, which the gateway made once it was let in.
  [`${event}.requestContext.connectionId`, identityMember],
  [`${event}.requestContext.path`, requestMember('path')],
  [`${event}.requestContext.http.path`, requestMember('path')],
  ...each(
    signers.map((name) => `${event}.requestContext.identity.${name}`),
    identityMember,
  ),
  [`${event}.identity`, identityMember],
  ['lambda.context.identity', identityMember],
  [`${event}.source`, () => plain],
];

export const lambdaEventCalls: readonly (readonly [string, CallModel])[] = [
  // The handlers of old: `callback(null, answer)`, `context.succeed(answer)`.
  ['lambda.callback', answerCall(1)],
  ['lambda.context.succeed', answerCall(0)],
  ['lambda.context.done', answerCall(1)],
];
