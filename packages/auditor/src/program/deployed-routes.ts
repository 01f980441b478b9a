import type { CloudFunction } from '../iam/infrastructure.ts';
import { templateOf } from './route-path.ts';
import type { Route } from './routes.ts';

/** Frameworks whose routes bear the name of a function, as long as nobody says by which path it is reached. */
const unnamed = new Set(['AWS Lambda', 'Lambda']);

/** Whether only the name of its function is known of a route. */
export function isUnnamed({ framework, isDeployed }: Route): boolean {
  return unnamed.has(framework) && isDeployed !== true;
}

/**
 * The routes with those of Lambda functions under the methods and paths that templates give them. One that several
 * events call is several routes; one that no event of HTTP calls keeps the name of its function.
 */
export function deployedRoutes(routes: readonly Route[], functions: readonly CloudFunction[]): Route[] {
  const handlers = functions.flatMap((one) =>
    one.handler === undefined || one.routes.length === 0 ? [] : [{ name: partsOf(one.handler), routes: one.routes }],
  );
  if (handlers.length === 0) return [...routes];
  return routes.flatMap((route) => {
    if (!isUnnamed(route) || route.path === '') return [route];
    const name = nameOf(route);
    const called = best(
      handlers.filter((handler) => isSame(handler.name, name)),
      name,
    );
    return called.length === 0 ? [route] : called.map((one) => deployed(route, one));
  });
}

type Deployed = CloudFunction['routes'][number];

function deployed(route: Route, { method, path, authorizer }: Deployed): Route {
  return {
    ...route,
    methods: [method],
    path: templateOf(path),
    isDeployed: true,
    ...(authorizer === undefined ? {} : { isBehindAuthorizer: true }),
  };
}

/** A function by the folders, the module and the name of it. */
type Parts = readonly string[];

/** `src/orders.handler` and `src.orders.handler` are one. */
function partsOf(handler: string): Parts {
  return handler.split(/[/.]/).filter((part) => part !== '');
}

function nameOf({ path, draft }: Route): Parts {
  const module = draft.site.module.path.replace(/\.\w+$/, '');
  // The last part of the path is that of the function: `/handler`, `/src/orders.handler`.
  const name = path.split(/[/.]/).at(-1) ?? '';
  return [...partsOf(module), name];
}

/** Folders that hold what was built of the code. */
const built = new Set(['dist', 'build', 'lib', 'out', '.build', 'src']);

/** Whether a setting names this function, be it by where it is built, or from another root. */
function isSame(setting: Parts, name: Parts): boolean {
  const [a, b] = [setting, name].map((parts) => parts.filter((part) => !built.has(part)));
  if (a === undefined || b === undefined) return false;
  const length = Math.min(a.length, b.length);
  return length > 1 && a.slice(-length).join('/') === b.slice(-length).join('/');
}

/** Of several functions with one name the one whose folders are most alike. */
function best(handlers: readonly { name: Parts; routes: readonly Deployed[] }[], name: Parts): readonly Deployed[] {
  const ranked = handlers.map((handler) => ({ ...handler, likeness: likeness(handler.name, name) }));
  const most = Math.max(0, ...ranked.map((handler) => handler.likeness));
  return ranked.filter((handler) => handler.likeness === most).flatMap(({ routes }) => routes);
}

/** How many parts at the ends are the same. */
function likeness(a: Parts, b: Parts): number {
  let same = 0;
  while (same < Math.min(a.length, b.length) && a.at(-1 - same) === b.at(-1 - same)) same++;
  return same;
}
