import type { App } from './small-api.ts';

export const VARIANTS = ['vulnerable', 'hardened'] as const;
export type Variant = (typeof VARIANTS)[number];

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** A caller as a scan is told of it. */
export interface TrapIdentity {
  name: string;
  bearer?: string;
  login?: { path: string; json: Record<string, string> };
  subjects?: string[];
  role?: string;
  owns?: Record<string, string[]>;
}

export interface Twin {
  fetch: (request: Request) => Response | Promise<Response>;
}

export interface ExpectedFinding {
  check: string;
  operation: string;
  confidence: 'confirmed' | 'firm' | 'tentative';
}

/** One question of a scan: a check asked of an operation. */
export interface ExpectedCell {
  check: string;
  operation: string;
}

export interface Expected {
  /** All findings above `info`. */
  vulnerable: readonly ExpectedFinding[];
  hardened: readonly ExpectedFinding[];
  /** What must come out `hardened` of the hardened twin: no finding proves nothing where nothing was asked. */
  safe: readonly ExpectedCell[];
  /** What must come out `inconclusive` of both twins. */
  inconclusive?: readonly ExpectedCell[];
  /** Identities that the scan must notice to have been signed out. */
  signedOut?: readonly string[];
  /** Operations that a read-only scan must leave alone and list as not tested. */
  notTested?: readonly string[];
}

/** A small API with a peculiarity at which scanners go wrong, as two twins that differ in their authorization alone. */
export interface Trap {
  /** Also the name of its file. */
  id: string;
  title: string;
  /** How a scanner goes wrong here. */
  why: string;
  /** OpenAPI 3.1. */
  spec: JsonObject;
  identities: readonly TrapIdentity[];
  /** Operations that the user declares to be reads although their method is not safe. */
  reads?: readonly string[];
  /** A twin with state of its own. */
  vulnerable(): Twin;
  hardened(): Twin;
  expected: Expected;
}

/** A trap from one description of both twins. */
export function defineTrap({
  api,
  ...trap
}: Omit<Trap, 'vulnerable' | 'hardened'> & { api(variant: Variant): App }): Trap {
  const twin = (variant: Variant): Twin => {
    const app = api(variant);
    return { fetch: (request) => app.fetch(request) };
  };
  return { ...trap, vulnerable: () => twin('vulnerable'), hardened: () => twin('hardened') };
}

const foreignRead = 'bola/foreign-object-read';

/** The usual expectation: a stranger reads the object of the vulnerable twin, and is seen to be refused by the hardened one. */
export function foreignReadOf(operation: string, others: Partial<Expected> = {}): Expected {
  return {
    vulnerable: [{ check: foreignRead, operation, confidence: 'confirmed' }],
    hardened: [],
    safe: [{ check: foreignRead, operation }],
    ...others,
  };
}
