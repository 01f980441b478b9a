import { routeOf } from '../route-text.ts';
import { at, entriesOf, isAbsent, type Tree, textOf } from '../tree.ts';
import { addOpenApiRoutes } from './openapi-routes.ts';
import type { Reading } from './reading.ts';
import { targetOf } from './routes.ts';
import { samProperties } from './sam.ts';
import type { Resource, Template } from './template.ts';

/**
 * Adds the routes of the events of a function, and those of the API's own document.
 *
 * @param resource As it stands in the template, before SAM makes a plain function of it.
 */
export function readSamRoutes(resource: Resource, template: Template, reading: Reading): void {
  if (resource.type === 'AWS::Serverless::Function') readEvents(resource, template, reading);
  if (resource.type !== 'AWS::Serverless::Api' && resource.type !== 'AWS::Serverless::HttpApi') return;
  addOpenApiRoutes(reading.resolve(at(samProperties(resource, template), 'DefinitionBody')), reading);
}

function readEvents(resource: Resource, template: Template, reading: Reading): void {
  const { scope, drafts, resolve } = reading;
  const properties = resolve(samProperties(resource, template));
  const target = targetOf(resource, reading);
  for (const [, { key, value: event }] of entriesOf(at(properties, 'Events'))) {
    const parts = methodAndPath(event);
    if (parts === undefined) continue;
    const authorizer = authorizerOf(event, template, reading);
    drafts.routes.push({ scope, target, route: routeOf(...parts, authorizer, key) });
  }
  const address = at(properties, 'FunctionUrlConfig');
  if (isAbsent(address) || address === undefined) return;
  const isSigned = textOf(at(address, 'AuthType')) === 'AWS_IAM';
  drafts.routes.push({ scope, target, route: routeOf('ANY', '*', isSigned ? 'AWS_IAM' : undefined, address) });
}

function methodAndPath(event: Tree): [string, string] | undefined {
  const type = textOf(at(event, 'Type'));
  if (type !== 'Api' && type !== 'HttpApi') return undefined;
  const [method, path] = ['Method', 'Path'].map((name) => textOf(at(event, 'Properties', name)));
  // An HTTP API event without a path is the route for everything.
  return path === undefined && type === 'Api' ? undefined : [method ?? 'ANY', path ?? '*'];
}

/** What the event says, else the default of its API. */
function authorizerOf(event: Tree, template: Template, reading: Reading): string | undefined {
  const own = textOf(at(event, 'Properties', 'Auth', 'Authorizer'));
  const name = own ?? textOf(at(apiOf(event, template, reading), 'Auth', 'DefaultAuthorizer'));
  return name === 'NONE' ? undefined : name;
}

function apiOf(event: Tree, template: Template, { resolve }: Reading): Tree | undefined {
  const isRest = textOf(at(event, 'Type')) === 'Api';
  const reference = textOf(at(event, 'Properties', isRest ? 'RestApiId' : 'ApiId'));
  const id = reference === undefined ? undefined : /^\$\{\?([^}.]*)/.exec(reference)?.[1];
  const api = id === undefined ? undefined : template.resources.get(id);
  // Without a reference it is the API that SAM makes from the settings for all.
  return resolve(api === undefined ? at(template.globals, isRest ? 'Api' : 'HttpApi') : samProperties(api, template));
}
