import type { Site } from '../flow/value.ts';
import type { GuardDraft, Mount, RouteDraft } from '../models/contract.ts';
import { createPlaces, type Mounted, routerKey } from './mounted.ts';
import { parametersOf, templateOf } from './route-path.ts';

/** A route with all that stands before it. */
export interface Route {
  readonly framework: string;
  readonly methods: readonly string[];
  /** As OpenAPI writes it, from the root of the API: `/api/notes/{note_id}`. */
  readonly path: string;
  readonly draft: RouteDraft;
  readonly guards: readonly GuardDraft[];
  /** A template says its method and path. */
  readonly isDeployed?: boolean;
  /** A template puts something before it that asks who calls. */
  readonly isBehindAuthorizer?: boolean;
}

/** What runs before routes, with what is asked of it for each route. */
interface Guard {
  readonly draft: GuardDraft;
  /** Of the app or router that it belongs to; `undefined` where it is for all. */
  readonly owner: string | undefined;
  /** Beginning of the paths that it is for. */
  readonly start: string;
}

/** Routes of one program, and guards of one route: more of them are made by loops, not by people. */
const mostRoutes = 20_000;
const mostGuards = 200;

/** The routes of a program: those that are registered, below what their routers are mounted at. */
export function routesOf(
  drafts: readonly RouteDraft[],
  mounts: readonly Mount[],
  guardDrafts: readonly GuardDraft[],
): { routes: Route[]; unfollowed: Site[] } {
  const places = createPlaces(mounts);
  const guards = guardDrafts.map(guardOf);
  const seen = new Set<string>();
  const routes: Route[] = [];
  const unfollowed: Site[] = [];
  for (const draft of drafts) {
    if (routes.length > mostRoutes) {
      unfollowed.push(draft.site);
      break;
    }
    if (draft.isErrorHandler === true) {
      routes.push({ framework: draft.framework, methods: [], path: '', draft, guards: [] });
      continue;
    }
    for (const place of places.of(draft.owner)) {
      const path = templateOf(`${place.prefix}/${draft.path}`);
      const key = JSON.stringify([draft.methods, path, draft.site.module.path, draft.site.span.start]);
      if (seen.has(key)) continue;
      seen.add(key);
      const own = guardsOf(guards, draft, place, path);
      if (own.length > mostGuards) unfollowed.push(draft.site);
      routes.push({
        framework: draft.framework,
        methods: draft.methods,
        path,
        draft,
        guards: own.slice(0, mostGuards),
      });
    }
  }
  return { routes, unfollowed: [...unfollowed, ...places.cut] };
}

function guardOf(draft: GuardDraft): Guard {
  const owner = draft.owner === null ? undefined : routerKey(draft.owner);
  return { draft, owner, start: templateOf(draft.path) };
}

/** One more than are run, at most. */
function guardsOf(guards: readonly Guard[], draft: RouteDraft, place: Mounted, path: string): GuardDraft[] {
  const owners = place.owners.map(routerKey);
  const parameters = parametersOf(path);
  const found: GuardDraft[] = [];
  for (const guard of guards) {
    if (found.length > mostGuards) break;
    const { parameter, except = [] } = guard.draft;
    if (except.some((start) => isBelow(path, templateOf(start)))) continue;
    const isAbout = parameter === undefined || parameters.includes(parameter);
    if (isAbout && isFor(guard, draft, owners, place) && isBelow(path, guard.start)) found.push(guard.draft);
  }
  return found;
}

/** Whether it belongs to a router of the route, and stands before the route where that matters. */
function isFor({ draft: guard, owner }: Guard, draft: RouteDraft, owners: readonly string[], place: Mounted): boolean {
  if (owner === undefined) return true;
  const index = owners.indexOf(owner);
  if (index === -1) return false;
  const registered = index === 0 ? draft.site : place.mountedAt[index - 1];
  return !guard.isOrdered || registered === undefined || isBefore(guard.site, registered);
}

function isBefore(a: Site, b: Site): boolean {
  return a.module !== b.module || a.span.start <= b.span.start;
}

function isBelow(path: string, start: string): boolean {
  return start === '/' || path === start || path.startsWith(`${start}/`) || path.includes(`${start}/`);
}
