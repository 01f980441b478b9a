import { type Closure, externalOf, noArguments, type Scope, type Value } from '../../flow/value.ts';
import type { FunctionNode, Module } from '../../ir/ir.ts';
import type { Calling, Models, RegistryTools } from '../contract.ts';
import { lambdaEvent } from './lambda-event.ts';
import { nameOfParameter } from './signature.ts';

/*
 * Functions that AWS Lambda calls with an event and a context. Which path leads to one is said elsewhere, by the
 * infrastructure.
 */

const handlerName = /^(?:lambda_?)?handler$|_handler$|^handle$/;
const contextNames = new Set(['context', '_context', 'ctx', 'lambda_context', '_']);
const eventNames = new Set(['event', 'evt', '_event', 'lambda_event']);

/** Parts of an event that only one of a client has. A handler that asks for none of them works on something else. */
const requestParts = [
  'pathParameters',
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'requestContext',
  'httpMethod',
  'rawPath',
  'rawQueryString',
  'routeKey',
  'statusCode',
];
/** Those that the records of a queue have as well. */
const sharedParts = ['body', 'headers', 'arguments'];

const lambdaCalling: Calling = {
  argumentsOf: (handler: Closure, { site }) => {
    const positional = [lambdaEvent({ module: handler.module, span: site.span })];
    return { ...noArguments, positional };
  },
  returnsAnswer: true,
  hasNext: false,
};

/** Notes the handlers of a module. */
export const lambdaHandlers: Models['modules'][number] = (module, scope, tools) => {
  if (module.language !== 'python' || hasResolver(scope) || !asksForRequest(module)) return;
  const functions = module.body.flatMap((statement) => (statement.kind === 'function' ? [statement.function] : []));
  const takers = functions.filter(takesEvent);
  const named = takers.filter(({ name }) => handlerName.test(name));
  // Where no function is called a handler, the deployment names each of them.
  for (const node of named.length > 0 ? named : takers) {
    const value = scope.names.get(node.name);
    if (value !== undefined) register(value, node, module, tools);
  }
};

function register(value: Value, node: FunctionNode, module: Module, { route }: RegistryTools): void {
  route({
    framework: 'AWS Lambda',
    methods: ['ANY'],
    path: `/${node.name}`,
    owner: null,
    handlers: [value],
    calling: lambdaCalling,
    site: { module, span: node },
  });
}

function takesEvent({ parameters }: FunctionNode): boolean {
  const [event, context, ...others] = parameters;
  if (event === undefined || context === undefined) return false;
  if (others.some((parameter) => parameter.default === null && parameter.rest === undefined)) return false;
  return eventNames.has(nameOfParameter(event)) && contextNames.has(nameOfParameter(context));
}

/** A module whose handler hands the event on to an app has the routes of that app instead. */
function hasResolver({ names }: Scope): boolean {
  return [...names.values()].some((value) =>
    /^aws_lambda_powertools\b.*Resolver\(\)$|^mangum\.Mangum\(\)$/.test(externalOf(value)?.path ?? ''),
  );
}

/** Expressions and statements inside each other that are looked into. */
const deepest = 60;

function asksForRequest({ body }: Module): boolean {
  const texts = new Set<string>();
  for (const statement of body) collectTexts(statement, texts, deepest);
  // A custom authorizer gets the method that it is to allow.
  if (texts.has('methodArn') || texts.has('authorizationToken')) return false;
  return (
    requestParts.some((part) => texts.has(part)) ||
    (!texts.has('Records') && sharedParts.some((part) => texts.has(part)))
  );
}

/** Texts that stand anywhere inside. */
function collectTexts(node: object, into: Set<string>, depth: number): void {
  if (depth === 0) return;
  if ('kind' in node && node.kind === 'literal' && 'value' in node && typeof node.value === 'string')
    into.add(node.value);
  for (const part of Object.values(node)) {
    for (const one of Array.isArray(part) ? part : [part]) {
      if (typeof one === 'object' && one !== null) collectTexts(one, into, depth - 1);
    }
  }
}
