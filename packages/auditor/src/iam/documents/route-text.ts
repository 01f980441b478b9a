import type { CloudFunction } from '../infrastructure.ts';
import { placeOf, type Spot } from './source.ts';

type Route = CloudFunction['routes'][number];

/** The path that stands for all paths, as API Gateway writes it. */
export const anyPath = '/{proxy+}';

const everywhere = new Set(['*', '$default', '/$default']);

/** A route with its method in capitals, `ANY` for all, and its path with a slash before it. */
export function routeOf(method: string, path: string, authorizer: string | undefined, spot: Spot): Route {
  const name = method.toUpperCase();
  return {
    method: name === '*' || name === 'X-AMAZON-APIGATEWAY-ANY-METHOD' ? 'ANY' : name,
    path: everywhere.has(path) ? anyPath : path.startsWith('/') ? path : `/${path}`,
    ...(authorizer !== undefined && { authorizer }),
    place: placeOf(spot),
  };
}

/** `GET /orders` of an HTTP API by its parts; `$default` is every method and path. */
export function routeKeyParts(key: string): readonly [string, string] | undefined {
  if (everywhere.has(key)) return ['ANY', anyPath];
  const [method, path] = key.trim().split(/\s+/, 2);
  return method === undefined || path === undefined ? undefined : [method, path];
}
