import { routeOf } from '../route-text.ts';
import { at, entriesOf, itemsOf, type Tree, textOf } from '../tree.ts';
import type { Reading } from './reading.ts';

const methods = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'x-amazon-apigateway-any-method',
]);

/** Adds the routes of an OpenAPI document whose operations say which function they call. */
export function addOpenApiRoutes(
  document: Tree | undefined,
  { scope, drafts }: Pick<Reading, 'scope' | 'drafts'>,
): void {
  const everywhere = at(document, 'security');
  for (const [path, { value: item }] of entriesOf(at(document, 'paths'))) {
    for (const [method, { key, value: operation }] of entriesOf(item)) {
      const target = textOf(at(operation, 'x-amazon-apigateway-integration', 'uri'));
      if (target === undefined || !methods.has(method.toLowerCase())) continue;
      const authorizer = authorizerOf(at(operation, 'security') ?? everywhere, document);
      drafts.routes.push({ scope, target, route: routeOf(method, path, authorizer, key) });
    }
  }
}

/** The first scheme that is asked for; an API key tells apart applications and not callers, and SAM writes `NONE`. */
function authorizerOf(security: Tree | undefined, document: Tree | undefined): string | undefined {
  const names = itemsOf(security).flatMap((requirement) => entriesOf(requirement).map(([name]) => name));
  return names.find((name) => {
    if (name === 'NONE') return false;
    const scheme = at(document, 'components', 'securitySchemes', name) ?? at(document, 'securityDefinitions', name);
    return textOf(at(scheme, 'type')) !== 'apiKey' || at(scheme, 'x-amazon-apigateway-authtype') !== undefined;
  });
}
