import type { External, Site } from '../flow/value.ts';
import type { GuardDraft, Mount, RouteDraft } from '../models/contract.ts';

/** A route with all that stands before it. */
export interface Route {
  readonly framework: string;
  readonly methods: readonly string[];
  /** As OpenAPI writes it, from the root of the API: `/api/notes/{note_id}`. */
  readonly path: string;
  readonly draft: RouteDraft;
  readonly guards: readonly GuardDraft[];
}

/** The routes of a program: those that are registered, below what their routers are mounted at. */
export function routesOf(
  drafts: readonly RouteDraft[],
  mounts: readonly Mount[],
  guards: readonly GuardDraft[],
): Route[] {
  const seen = new Set<string>();
  return drafts.flatMap((draft) => {
    if (draft.isErrorHandler === true) {
      return [{ framework: draft.framework, methods: [], path: '', draft, guards: [] }];
    }
    return placesOf(draft.owner, mounts).flatMap(({ prefix, owners, mountedAt }): Route[] => {
      const path = templateOf(`${prefix}/${draft.path}`);
      const key = JSON.stringify([draft.methods, path, draft.site.module.path, draft.site.span.start]);
      if (seen.has(key)) return [];
      seen.add(key);
      const own = guards.filter((guard) => isFor(guard, draft, { owners, mountedAt }, path));
      return [{ framework: draft.framework, methods: draft.methods, path, draft, guards: own }];
    });
  });
}

interface Mounted {
  readonly prefix: string;
  /** The router of the route, and those it is below. */
  readonly owners: readonly External[];
  /** Where each of them but the first has the one before it mounted. */
  readonly mountedAt: readonly (Site | undefined)[];
}

/** Where a router ends up: at the root when nothing mounts it. */
function placesOf(owner: External | null, mounts: readonly Mount[], depth = 0): Mounted[] {
  if (owner === null) return [{ prefix: '', owners: [], mountedAt: [] }];
  const above = depth > 6 ? [] : mounts.filter(({ child }) => isSame(child, owner));
  if (above.length === 0) return [{ prefix: '', owners: [owner], mountedAt: [] }];
  return above.flatMap((mount) =>
    placesOf(mount.parent, mounts, depth + 1).map(({ prefix, owners, mountedAt }) => ({
      prefix: `${prefix}/${mount.prefix}`,
      owners: [owner, ...owners],
      mountedAt: [mount.site, ...mountedAt],
    })),
  );
}

function isSame(a: External, b: External): boolean {
  return a.site.module === b.site.module && a.site.span.start === b.site.span.start && a.path === b.path;
}

function isFor(
  guard: GuardDraft,
  draft: RouteDraft,
  { owners, mountedAt }: Pick<Mounted, 'owners' | 'mountedAt'>,
  full: string,
): boolean {
  const { owner, path, isOrdered, parameter, site } = guard;
  const place = owner === null ? -1 : owners.findIndex((other) => isSame(other, owner));
  if (owner !== null && place === -1) return false;
  const registered = place === 0 ? draft.site : mountedAt[place - 1];
  if (isOrdered && place !== -1 && registered !== undefined && !isBefore(site, registered)) return false;
  if (parameter !== undefined && !parametersOf(full).includes(parameter)) return false;
  const start = templateOf(path);
  return start === '/' || full === start || full.startsWith(`${start}/`) || full.includes(`${start}/`);
}

function isBefore(a: Site, b: Site): boolean {
  return a.module !== b.module || a.span.start <= b.span.start;
}

/** `/notes/<int:note_id>`, `/notes/:noteId`, `/notes/[id]` and `/notes/{proxy+}` as OpenAPI writes them. */
export function templateOf(path: string): string {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) =>
      segment
        .replace(/<(?:[\w.]+(?:\([^)]*\))?:)?(\w+)>/g, '{$1}')
        .replace(/^\[\[?\.{0,3}(\w+)\]?\]$/, '{$1}')
        .replace(/:(\w+)(?:\([^)]*\))?\??/g, '{$1}')
        .replace(/\{(\w+)(?:\+|:[^{}]*)?\}/g, '{$1}'),
    );
  return `/${segments.join('/')}`;
}

/** Names of the parameters of a path. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}
