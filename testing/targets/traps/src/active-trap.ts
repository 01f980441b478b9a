import type { App } from './small-api.ts';
import type { ExpectedCell, ExpectedFinding, Trap, Twin, Variant } from './trap.ts';
import { openWorld, type World } from './world.ts';

/** A twin that tells what a scan did to it. */
export interface ActiveTwin extends Twin {
  damage(): string[];
  remains(): string[];
}

/** A kind of things that the scan makes and cannot take away. */
export interface ExpectedLeftover {
  /** `note`, `account`. */
  noun: string;
  /** Part of the reason that the report gives. */
  reason: string;
}

export interface ExpectedOfActive {
  /** All findings above `info`. */
  vulnerable: readonly ExpectedFinding[];
  hardened: readonly ExpectedFinding[];
  /** What must come out `hardened` of the hardened twin. */
  safe: readonly ExpectedCell[];
  /** What must come out `inconclusive` of both twins, with a part of the reason. */
  inconclusive?: readonly (ExpectedCell & { reason?: string })[];
  /** What must come out `inconclusive` of the hardened twin alone: what it does right does not show. */
  unproven?: readonly ExpectedCell[];
  /** Of both twins. */
  leftovers?: readonly ExpectedLeftover[];
  /** Part of what the report says of the registration. */
  registration?: string;
  /** Accounts that the scan signs up before its checks; two by default where identities are not given. */
  accounts?: number;
  /** Paths that the scan must leave alone. */
  never?: readonly string[];
}

/** A small API with a peculiarity at which scans that write go wrong. */
export interface ActiveTrap extends Omit<Trap, 'expected' | 'vulnerable' | 'hardened'> {
  expected: ExpectedOfActive;
  vulnerable(): ActiveTwin;
  hardened(): ActiveTwin;
}

/** A trap from one description of both twins. Without identities the scan has to register users of its own. */
export function defineActiveTrap({
  api,
  identities = [],
  ...trap
}: Omit<ActiveTrap, 'vulnerable' | 'hardened' | 'identities'> &
  Partial<Pick<ActiveTrap, 'identities'>> & { api(variant: Variant, world: World): App }): ActiveTrap {
  const twin = (variant: Variant): ActiveTwin => {
    const world = openWorld();
    const app = api(variant, world);
    return { fetch: (request) => app.fetch(request), damage: world.damage, remains: world.remains };
  };
  return { ...trap, identities, vulnerable: () => twin('vulnerable'), hardened: () => twin('hardened') };
}

const foreignWrite = 'bola/foreign-object-write';

/** The usual expectation: a stranger's write is seen in the vulnerable twin, and to do nothing in the hardened one. */
export function foreignWriteBy(
  operations: readonly string[],
  others: Partial<ExpectedOfActive> = {},
): ExpectedOfActive {
  return {
    vulnerable: operations.map((operation) => ({ check: foreignWrite, operation, confidence: 'confirmed' })),
    hardened: [],
    safe: operations.map((operation) => ({ check: foreignWrite, operation })),
    ...others,
  };
}
