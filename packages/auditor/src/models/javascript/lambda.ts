import type { Closure, Scope, Site, Value } from '../../flow/value.ts';
import type { FunctionNode } from '../../ir/ir.ts';
import type { Calling, Models } from '../contract.ts';
import { exportsOf } from './exports.ts';
import { handlersOf } from './handlers.ts';
import { mentionedNames } from './mentioned-names.ts';
import { beforeHandlers } from './middy.ts';
import { isNextFile } from './next.ts';
import { closureOf, fields, withArguments } from './values.ts';

/*
 * AWS Lambda behind API Gateway, a load balancer, a function URL or AppSync (Lambda developer guide, "Define Lambda
 * function handlers in Node.js"). Which export is a handler stands in the infrastructure; here it is told by what a
 * function reads of its event.
 */

const event = 'lambda.event';
const context = 'lambda.context';

/** Whether a function runs in front of the handler, as a middleware of middy. */
type IsBefore = (handler: Closure) => boolean;

function callingOf(isBefore: IsBefore): Calling {
  return {
    argumentsOf: (handler, at) => {
      const [given, about] = [at.shared(event), at.shared(context)];
      if (isBefore(handler)) return withArguments(fields({ event: given, context: about }));
      return withArguments(given, about, at.shared('lambda.callback'));
    },
    returnsAnswer: true,
    hasNext: false,
  };
}

/** What only events of HTTP have, and what only their answers have. */
const ofHttp = [
  ...['pathParameters', 'queryStringParameters', 'multiValueQueryStringParameters', 'multiValueHeaders', 'rawPath'],
  ...['rawQueryString', 'requestContext', 'httpMethod', 'isBase64Encoded', 'statusCode', 'stageVariables'],
];

/** What they have as well, and other things, too. */
const alsoOfHttp = ['body', 'headers', 'cookies'];

/** Of queues, streams, timers, authorizers and triggers: nobody calls those by HTTP. */
const ofOthers = [
  ...['Records', 'methodArn', 'routeArn', 'authorizationToken', 'triggerSource', 'detail-type', 'policyDocument'],
  ...['isAuthorized', 'userAttributes', 'LogicalResourceId', 'awslogs'],
];

const typesOfHttp = /^(?:APIGateway(?:Proxy)?(?:Event|Handler)|ALB|LambdaFunctionURL|AppSync)/;
const typesOfOthers =
  /^(?:SQS|SNS|S3|DynamoDBStream|Kinesis|EventBridge|Scheduled|CloudWatch|CloudFormation|IoT|Connect)|Authorizer(?:Event|Handler)$|Trigger(?:Event|Handler)$/;

/** Parameters of handlers of other frameworks. */
const otherParameters = /^_?(?:req|request|res|response|reply|ctx|c|next|props|args|input|params|client)$/;
const eventParameter = /^_?(?:event|evt|apiEvent|apigwEvent|gatewayEvent|proxyEvent)$/i;

function parameterName({ parameters }: FunctionNode, index: number): string {
  const target = parameters[index]?.target;
  return target?.kind === 'name' ? target.name : '';
}

/** Whether a function answers requests of HTTP or GraphQL. */
function answersRequests({ function: node, scope }: Closure): boolean {
  if (node.parameters.length > 3) return false;
  if (node.parameters.some((_, index) => otherParameters.test(parameterName(node, index)))) return false;
  const names = new Set([...mentionedNames(node), ...wrappedNames(scope)]);
  const all = [...names];
  if (ofOthers.some((name) => names.has(name)) || all.some((name) => typesOfOthers.test(name))) return false;
  if (ofHttp.some((name) => names.has(name)) || all.some((name) => typesOfHttp.test(name))) return true;
  if (!eventParameter.test(parameterName(node, 0))) return false;
  return alsoOfHttp.some((name) => names.has(name)) || isResolver(names);
}

/** AppSync hands a resolver its arguments, the identity and what is asked for. */
function isResolver(names: ReadonlySet<string>): boolean {
  return names.has('arguments') && ['identity', 'info', 'fieldName', 'source'].some((name) => names.has(name));
}

/** What is mentioned by functions that a wrapper of the audited code was given. */
function wrappedNames({ names, parent }: Scope): string[] {
  if (parent === null) return [];
  return [...names.values()].flatMap((value) => {
    const inner = closureOf(value);
    return inner === undefined ? [] : [...mentionedNames(inner.function)];
  });
}

/** Only hands its event to a router, whose routes are known by themselves. */
function isDispatcher({ body }: FunctionNode): boolean {
  const [only] = body;
  if (body.length !== 1 || only?.kind !== 'return' || only.value?.kind !== 'call') return false;
  const { callee } = only.value;
  return callee.kind === 'member' && callee.property === 'resolve';
}

function register(name: string, value: Value, site: Site, tools: Parameters<Models['modules'][number]>[2]): void {
  const before = beforeHandlers(value);
  const handlers = [...before, ...handlersOf([value])];
  const closure = handlers.at(-1) === undefined ? undefined : closureOf(handlers.at(-1) as Value);
  if (closure === undefined || isDispatcher(closure.function) || !answersRequests(closure)) return;
  const nodes = new Set(before.map((handler) => closureOf(handler)?.function));
  tools.route({
    framework: 'Lambda',
    methods: ['ANY'],
    path: `/${site.module.path.replace(/\.[cm]?[jt]sx?$/, '')}.${name}`,
    owner: null,
    handlers,
    calling: callingOf(({ function: node }) => nodes.has(node)),
    site,
  });
}

export const lambdaModules: Models['modules'] = [
  (module, scope, tools) => {
    if (module.language !== 'javascript' || isNextFile(module.path)) return;
    for (const { name, value, span } of exportsOf(module, scope))
      if (name !== 'default') register(name, value, { module, span }, tools);
  },
];
