import type { Closure, Scope } from '../../flow/value.ts';
import type { FunctionNode } from '../../ir/ir.ts';
import { type Mentions, mentionsOf } from './mentioned-names.ts';
import { closureOf } from './values.ts';

/*
 * Which functions are Lambda handlers that somebody calls by HTTP. The infrastructure says so, and it is not always
 * there; here it is told by what a function reads of its event and what it answers.
 */

/** What only events of HTTP have. */
const eventsOfHttp = [
  ...['pathParameters', 'queryStringParameters', 'multiValueQueryStringParameters', 'multiValueHeaders', 'rawPath'],
  ...['rawQueryString', 'requestContext', 'httpMethod', 'isBase64Encoded', 'stageVariables'],
];

/** What they have as well, and other things, too. */
const alsoOfHttp = ['body', 'headers', 'cookies'];

/** Authorizers read the same events, and answer with a policy. */
const ofAuthorizers = ['methodArn', 'routeArn', 'authorizationToken', 'policyDocument'];

/** Of queues, streams, timers and triggers. */
const ofOthers = ['Records', 'triggerSource', 'detail-type', 'userAttributes', 'LogicalResourceId', 'awslogs'];

const typesOfHttp = /^(?:APIGateway(?:Proxy)?(?:Event|Handler)|ALB|LambdaFunctionURL|AppSync)/;
const typesOfOthers =
  /^(?:SQS|SNS|S3|DynamoDBStream|Kinesis|EventBridge|Scheduled|CloudWatch|CloudFormation|IoT|Connect)|Authorizer(?:Event|Handler)$|Trigger(?:Event|Handler)$/;

/** Parameters of handlers of other frameworks. */
const otherParameters = /^_?(?:req|request|res|response|reply|ctx|c|next|props|args|input|params|client)$/;
const eventParameter = /^_?(?:event|evt|apiEvent|apigwEvent|gatewayEvent|proxyEvent)$/i;

/** Whether a function answers requests of HTTP or GraphQL. */
export function answersRequests({ function: node, scope }: Closure): boolean {
  const { parameters } = node;
  if (parameters.length > 3 || isDispatcher(node)) return false;
  if (parameters.some((_, index) => otherParameters.test(parameterName(node, index)))) return false;
  const { names, types } = together([mentionsOf(node), ...wrapped(scope)]);
  const has = (wanted: readonly string[]): boolean => wanted.some((name) => names.has(name));
  const isTyped = (pattern: RegExp): boolean => [...types].some((type) => pattern.test(type));
  if (isTyped(typesOfOthers) || has(ofAuthorizers)) return false;
  if (names.has('isAuthorized') && !names.has('statusCode')) return false;
  if (has(eventsOfHttp) || isTyped(typesOfHttp)) return true;
  if (has(ofOthers)) return false;
  if (names.has('statusCode')) return true;
  if (!eventParameter.test(parameterName(node, 0))) return false;
  return has(alsoOfHttp) || (names.has('arguments') && has(['identity', 'info', 'fieldName', 'source']));
}

function parameterName({ parameters }: FunctionNode, index: number): string {
  const target = parameters[index]?.target;
  return target?.kind === 'name' ? target.name : '';
}

/** What functions mention that a wrapper of the audited code was given. */
function wrapped({ names, parent }: Scope): Mentions[] {
  if (parent === null) return [];
  return [...names.values()].flatMap((value) => {
    const inner = closureOf(value);
    return inner === undefined ? [] : [mentionsOf(inner.function)];
  });
}

function together(all: readonly Mentions[]): Mentions {
  return {
    names: new Set(all.flatMap(({ names }) => [...names])),
    types: new Set(all.flatMap(({ types }) => [...types])),
  };
}

/** Only hands its event to a router, whose routes are known by themselves. */
function isDispatcher({ body }: FunctionNode): boolean {
  const [only] = body;
  if (body.length !== 1 || only?.kind !== 'return' || only.value?.kind !== 'call') return false;
  const { callee } = only.value;
  return callee.kind === 'member' && callee.property === 'resolve';
}
