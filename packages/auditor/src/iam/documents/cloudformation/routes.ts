import { invokeArn } from '../arns.ts';
import { routeKeyParts, routeOf } from '../route-text.ts';
import { unknownName } from '../text.ts';
import { at, type Tree, textOf } from '../tree.ts';
import { addOpenApiRoutes } from './openapi-routes.ts';
import type { Reading } from './reading.ts';
import { nameOfResource } from './references.ts';
import type { Resource, Template } from './template.ts';

/** API Gateway takes thirty levels. */
const maxLevels = 40;

/** Adds what a resource says of the routes of an API. */
export function readRoutes(resource: Resource, template: Template, reading: Reading): void {
  const properties = reading.resolve(resource.properties);
  if (resource.type === 'AWS::ApiGateway::Method') readMethod(resource, properties, template, reading);
  if (resource.type === 'AWS::ApiGatewayV2::Route') readRoute(resource, properties, template, reading);
  if (resource.type === 'AWS::Lambda::Url') readFunctionUrl(resource, properties, reading);
  if (resource.type === 'AWS::ApiGateway::RestApi' || resource.type === 'AWS::ApiGatewayV2::Api') {
    addOpenApiRoutes(at(properties, 'Body'), reading);
  }
}

function readMethod({ key }: Resource, properties: Tree | undefined, template: Template, reading: Reading): void {
  const target = textOf(at(properties, 'Integration', 'Uri'));
  const method = textOf(at(properties, 'HttpMethod'));
  if (target === undefined || method === undefined) return;
  const path = pathOf(textOf(at(properties, 'ResourceId')), template, reading);
  const authorizer = authorizerOf(properties, template, reading);
  add(target, routeOf(method, path, authorizer, key), reading);
}

/** Goes from a resource of the API up to its root. */
function pathOf(id: string | undefined, template: Template, { resolve }: Reading): string {
  const parts: string[] = [];
  let current = id;
  while (current !== undefined && parts.length < maxLevels) {
    const name = unknownName(current);
    const resource = name === undefined ? undefined : template.resources.get(name);
    if (resource?.type !== 'AWS::ApiGateway::Resource') {
      // What is no root of an API comes from elsewhere: the path before it is not known.
      if (name?.endsWith('.RootResourceId') !== true) parts.unshift(current);
      break;
    }
    parts.unshift(textOf(resolve(at(resource.properties, 'PathPart'))) ?? '');
    current = textOf(resolve(at(resource.properties, 'ParentId')));
  }
  return `/${parts.join('/')}`;
}

function readRoute({ key }: Resource, properties: Tree | undefined, template: Template, reading: Reading): void {
  const parts = routeKeyParts(textOf(at(properties, 'RouteKey')) ?? '');
  if (parts === undefined || isWebSocket(textOf(at(properties, 'ApiId')), template, reading)) return;
  const integration = referenced(textOf(at(properties, 'Target'))?.replace(/^integrations\//, ''), template);
  const target = textOf(reading.resolve(at(integration?.properties, 'IntegrationUri')));
  const authorizer = authorizerOf(properties, template, reading);
  if (target !== undefined) add(target, routeOf(...parts, authorizer, key), reading);
}

function isWebSocket(api: string | undefined, template: Template, { resolve }: Reading): boolean {
  return textOf(resolve(at(referenced(api, template)?.properties, 'ProtocolType'))) === 'WEBSOCKET';
}

/** A function that has an address of its own answers to everything there. */
function readFunctionUrl({ key }: Resource, properties: Tree | undefined, reading: Reading): void {
  const target = textOf(at(properties, 'TargetFunctionArn'));
  const isSigned = textOf(at(properties, 'AuthType')) === 'AWS_IAM';
  if (target !== undefined) add(target, routeOf('ANY', '*', isSigned ? 'AWS_IAM' : undefined, key), reading);
}

function authorizerOf(properties: Tree | undefined, template: Template, { resolve }: Reading): string | undefined {
  const type = textOf(at(properties, 'AuthorizationType'));
  if (type === 'AWS_IAM') return type;
  if (type === undefined || type === 'NONE') return undefined;
  const id = textOf(at(properties, 'AuthorizerId'));
  const authorizer = referenced(id, template);
  return textOf(resolve(at(authorizer?.properties, 'Name'))) ?? authorizer?.id ?? id ?? type;
}

function referenced(text: string | undefined, template: Template): Resource | undefined {
  const name = text === undefined ? undefined : unknownName(text);
  return name === undefined ? undefined : template.resources.get(name);
}

function add(target: string, route: ReturnType<typeof routeOf>, { scope, drafts }: Reading): void {
  drafts.routes.push({ scope, target, route });
}

/** What calls a function of the template. */
export function targetOf(resource: Resource, { resolve }: Reading): string {
  return invokeArn(nameOfResource(resource, resolve));
}
