import { addOpenApiRoutes } from '../cloudformation/openapi-routes.ts';
import { readJson } from '../json-tree.ts';
import { routeKeyParts, routeOf } from '../route-text.ts';
import { spotOf } from '../source.ts';
import { unknownName } from '../text.ts';
import { type Tree, textOf } from '../tree.ts';
import { valueIn } from './blocks.ts';
import type { Instance } from './module.ts';
import type { Reading } from './reading.ts';

/** API Gateway takes thirty levels. */
const maxLevels = 40;

/** Adds the routes of the integrations of a REST API; the method says who may call it. */
export function readIntegration(instance: Instance, reading: Reading): void {
  const target = textIn(instance, 'uri', reading);
  const method = methodOf(instance, reading);
  const verb = textIn(method ?? instance, 'http_method', reading);
  if (target === undefined || verb === undefined) return;
  const path = pathOf(textIn(instance, 'resource_id', reading), reading);
  const authorizer = method === undefined ? undefined : authorizerOf(method, 'authorization', reading);
  add(target, routeOf(verb, path, authorizer, (method ?? instance).block.header), reading);
}

/** The method of an integration: it has the same resource and verb. */
function methodOf(instance: Instance, reading: Reading): Instance | undefined {
  const [resource, verb] = ['resource_id', 'http_method'].map((name) => textIn(instance, name, reading));
  return methodsOf(reading).get(`${resource}\n${verb}`);
}

const methods = new WeakMap<object, ReadonlyMap<string, Instance>>();

function methodsOf(reading: Reading): ReadonlyMap<string, Instance> {
  const known = methods.get(reading.instances);
  if (known !== undefined) return known;
  const all = [...reading.instances.values()].filter(({ type }) => type === 'aws_api_gateway_method');
  const byPlace = new Map(
    all.map((method) => {
      const [resource, verb] = ['resource_id', 'http_method'].map((name) => textIn(method, name, reading));
      return [`${resource}\n${verb}`, method];
    }),
  );
  methods.set(reading.instances, byPlace);
  return byPlace;
}

/** Goes from a resource of the API up to its root. */
function pathOf(id: string | undefined, reading: Reading): string {
  const parts: string[] = [];
  let current = id;
  while (current !== undefined && parts.length < maxLevels) {
    const resource = referenced(current, 'id', reading);
    if (resource?.type !== 'aws_api_gateway_resource') {
      // What is no root of an API comes from elsewhere: the path before it is not known.
      if (unknownName(current)?.endsWith('.root_resource_id') !== true) parts.unshift(current);
      break;
    }
    parts.unshift(textIn(resource, 'path_part', reading) ?? '');
    current = textIn(resource, 'parent_id', reading);
  }
  return `/${parts.join('/')}`;
}

/** Adds a route of an HTTP API. */
export function readRoute(instance: Instance, reading: Reading): void {
  const api = referenced(textIn(instance, 'api_id', reading), 'id', reading);
  const parts = routeKeyParts(textIn(instance, 'route_key', reading) ?? '');
  if (parts === undefined || (api !== undefined && textIn(api, 'protocol_type', reading) === 'WEBSOCKET')) return;
  const id = textIn(instance, 'target', reading)?.replace(/^integrations\//, '');
  const integration = referenced(id, 'id', reading);
  const target = integration === undefined ? undefined : textIn(integration, 'integration_uri', reading);
  const authorizer = authorizerOf(instance, 'authorization_type', reading);
  if (target !== undefined) add(target, routeOf(...parts, authorizer, instance.block.header), reading);
}

/** A function that has an address of its own answers to everything there. */
export function readFunctionUrl(instance: Instance, reading: Reading): void {
  const target = textIn(instance, 'function_name', reading);
  const isSigned = textIn(instance, 'authorization_type', reading) === 'AWS_IAM';
  const route = routeOf('ANY', '*', isSigned ? 'AWS_IAM' : undefined, instance.block.header);
  if (target !== undefined) add(target, route, reading);
}

/** Adds the routes of an API's own document, and the one of an API that is made for a function. */
export function readApi(instance: Instance, reading: Reading): void {
  addOpenApiRoutes(documentOf(valueIn(instance, 'body', reading.run)), reading);
  const target = textIn(instance, 'target', reading);
  const parts = routeKeyParts(textIn(instance, 'route_key', reading) ?? '$default');
  if (target === undefined || parts === undefined) return;
  add(target, routeOf(...parts, undefined, instance.block.header), reading);
}

function documentOf(tree: Tree | undefined): Tree | undefined {
  if (tree?.kind !== 'text') return tree;
  const reading = readJson(tree.text, () => spotOf(tree));
  return 'tree' in reading ? reading.tree : undefined;
}

function authorizerOf(instance: Instance, argument: string, reading: Reading): string | undefined {
  const type = textIn(instance, argument, reading);
  if (type === 'AWS_IAM') return type;
  if (type === undefined || type === 'NONE') return undefined;
  const id = textIn(instance, 'authorizer_id', reading);
  const authorizer = referenced(id, 'id', reading);
  return (authorizer && textIn(authorizer, 'name', reading)) ?? authorizer?.address ?? id ?? type;
}

function textIn(instance: Instance, name: string, { run }: Reading): string | undefined {
  return textOf(valueIn(instance, name, run));
}

/** The resource of which a text is an attribute: `${?aws_apigatewayv2_integration.orders.id}`. */
function referenced(text: string | undefined, attribute: string, { instances }: Reading): Instance | undefined {
  const name = text === undefined ? undefined : unknownName(text);
  return name?.endsWith(`.${attribute}`) === true ? instances.get(name.slice(0, -attribute.length - 1)) : undefined;
}

function add(target: string, route: ReturnType<typeof routeOf>, { scope, drafts }: Reading): void {
  drafts.routes.push({ scope, target, route });
}
