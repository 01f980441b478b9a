import { methods, prefixOfCode, type ReportedOperation, routeShape } from '@middlebrick/model';
import type { Route } from '../program/routes.ts';
import { operationOf } from '../rules/access-hit.ts';

/** A route of the code, as it is called by an audit. */
export interface CodeRoute {
  readonly method: string;
  readonly path: string;
  /** By which findings of an audit name it. */
  readonly operation: string;
  readonly route: Route;
}

/** What belongs together on both sides. */
export interface RouteMap {
  /** Routes of the code by the id of the operation that reaches them. */
  readonly ofOperation: ReadonlyMap<string, CodeRoute>;
  /** Those that no operation reaches. */
  readonly unreached: readonly CodeRoute[];
}

/** The routes of the code, one for each method; those for any method stand for all of them. */
export function codeRoutes(routes: readonly Route[]): CodeRoute[] {
  return routes
    .filter(({ path }) => path !== '')
    .flatMap((route) => {
      const named = methods.filter((method) => route.methods.includes(method));
      const all = named.length === 0 ? methods.filter((method) => method !== 'TRACE' && method !== 'OPTIONS') : named;
      return all.map((method) => ({ method, path: route.path, operation: operationOf(route), route }));
    });
}

/**
 * Which operations of a scan are which routes of the code. Names of parameters do not matter, and what a proxy puts
 * before the paths of the code is found by what most of them have in common.
 *
 * @param url base URL of the scan
 */
export function routeMap(
  operations: readonly ReportedOperation[],
  routes: readonly CodeRoute[],
  url: string,
): RouteMap {
  const base = URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') : '';
  const whole = operations.map(({ id, method, path }) => ({ id, method, path: `${base}${path}` }));
  const prefix = prefixOfCode(whole, routes) ?? base;
  const byShape = new Map(routes.map((route) => [`${route.method} ${routeShape(`${prefix}${route.path}`)}`, route]));
  const ofOperation = new Map<string, CodeRoute>();
  for (const { id, method, path } of whole) {
    const route = byShape.get(`${method} ${routeShape(path)}`);
    if (route !== undefined) ofOperation.set(id, route);
  }
  const reached = new Set([...ofOperation.values()].map(({ route }) => route));
  return { ofOperation, unreached: routes.filter(({ route }) => !reached.has(route)) };
}
