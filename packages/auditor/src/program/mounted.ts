import type { External, Site } from '../flow/value.ts';
import type { Mount } from '../models/contract.ts';

/** A place where a router is reached. */
export interface Mounted {
  readonly prefix: string;
  /** The router of the route, and those it is below. */
  readonly owners: readonly External[];
  /** Where each of them but the first has the one before it mounted. */
  readonly mountedAt: readonly (Site | undefined)[];
}

/** Routers below each other; deeper ones are taken for the root. */
const deepest = 7;
/** Places that one router may have: each mount of each router above it makes more of them. */
const mostPlaces = 50;

/** Tells where routers end up. */
export interface Places {
  /** At the root where nothing mounts it. */
  of(owner: External | null): readonly Mounted[];
  /** Routers with more places than were looked at. */
  readonly cut: readonly Site[];
}

/** Where routers end up, each looked up once. */
export function createPlaces(mounts: readonly Mount[]): Places {
  const above = Map.groupBy(mounts, ({ child }) => routerKey(child));
  const known = new Map<string, readonly Mounted[]>();
  const cut: Site[] = [];
  return {
    cut,
    of: (owner) => {
      if (owner === null) return [{ prefix: '', owners: [], mountedAt: [] }];
      const key = routerKey(owner);
      const found = known.get(key) ?? placesOf(owner, above, []);
      if (!known.has(key) && found.length > mostPlaces) cut.push(owner.site);
      known.set(key, found);
      return found.slice(0, mostPlaces);
    },
  };
}

/** At most one more than are looked at, so that it is known whether there are more. A router is never below itself. */
function placesOf(owner: External, above: ReadonlyMap<string, readonly Mount[]>, below: readonly string[]): Mounted[] {
  const key = routerKey(owner);
  const path = [...below, key];
  const mounts = path.length > deepest ? [] : (above.get(key) ?? []);
  const found: Mounted[] = [];
  let isMounted = false;
  for (const { parent, prefix, site } of mounts) {
    if (found.length > mostPlaces) break;
    if (parent !== null && path.includes(routerKey(parent))) continue;
    isMounted = true;
    const places = parent === null ? [{ prefix: '', owners: [], mountedAt: [] }] : placesOf(parent, above, path);
    for (const place of places) {
      found.push({
        prefix: `${place.prefix}/${prefix}`,
        owners: [owner, ...place.owners],
        mountedAt: [site, ...place.mountedAt],
      });
    }
  }
  return isMounted ? found.slice(0, mostPlaces + 1) : [{ prefix: '', owners: [owner], mountedAt: [] }];
}

/** What tells one router from another. */
export function routerKey({ site, path }: External): string {
  return `${site.module.path} ${site.span.start} ${path}`;
}
