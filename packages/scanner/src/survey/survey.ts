import type { Exchange, Identity, Policy, RequestSpec, Surface } from '@middlebrick/model';
import type { Account, MadeObject } from '../active/contract.ts';

/** Concrete values for the parameters of one operation, by parameter name. */
export type Values = Readonly<Record<string, string>>;

/** One safe operation called as one identity, with the values that its parameters were filled with. */
export interface Baseline {
  operation: string;
  /** Name of the identity; `anonymous` is one of them. */
  identity: string;
  values: Values;
  request: RequestSpec;
  exchange: Exchange;
}

/** How an owner was learnt, best evidence first. */
export const ownerEvidence = ['config', 'made', 'subject', 'attribute', 'listed'] as const;
export type OwnerEvidence = (typeof ownerEvidence)[number];

/** An object that a safe operation returns for the values of its parameters, and whose owner is known. */
export interface OwnedObject {
  /** Operation that reads it. */
  operation: string;
  /** The parameter that chooses the object; others (parents) are filled in `values` too. */
  parameter: string;
  values: Values;
  owner: string;
  evidence: OwnerEvidence;
  /** For people: `owner_id equals alice's id`. */
  reason: string;
  /** Names of other identities that the object itself names (members, recipients). */
  members: readonly string[];
  request: RequestSpec;
  /** The owner's own first reading of it. */
  exchange: Exchange;
}

/** An item found in a list that an operation returned to an identity. */
export interface ListedItem {
  operation: string;
  identity: string;
  /** Path of the list in the body, such as `items[]`. */
  list: string;
  /** Scalar fields that may identify the item, by name. */
  ids: Readonly<Record<string, string>>;
  /** The identity that the item's own attributes name as its owner, when exactly one is named. */
  owner?: string;
}

/** What is public about the credential of an identity: never the credential itself. */
export interface TokenFact {
  identity: string;
  kind: 'jwt' | 'opaque' | 'cookie';
  header: Readonly<Record<string, unknown>>;
  claims: Readonly<Record<string, unknown>>;
}

/** Everything gathered once before the checks run; frozen, shared and serialisable but for `surface.resolve`. */
export interface Survey {
  surface: Surface;
  /** Signed-in identities, each proven alive, in the order given. */
  identities: readonly Identity[];
  /** Every safe operation that could be called, as every identity and anonymously. */
  baselines: readonly Baseline[];
  objects: readonly OwnedObject[];
  items: readonly ListedItem[];
  tokens: readonly TokenFact[];
  /** What an active scan made before it looked around. */
  made: readonly MadeObject[];
  accounts: readonly Account[];
  /** Who may do what, as the user declared it; null when nothing was declared. */
  policy: Policy | null;
}

export type SurveyPart = keyof Survey;

/** Baselines by operation, for each list of them: every check asks about every operation. */
const byOperation = new WeakMap<readonly Baseline[], ReadonlyMap<string, readonly Baseline[]>>();

/** The baselines of one operation, optionally of one identity. */
export function baselinesOf(
  { baselines }: Pick<Survey, 'baselines'>,
  operation: string,
  identity?: string,
): readonly Baseline[] {
  let index = byOperation.get(baselines);
  if (index === undefined) {
    index = Map.groupBy(baselines, (baseline) => baseline.operation);
    byOperation.set(baselines, index);
  }
  const all = index.get(operation) ?? [];
  return identity === undefined ? all : all.filter((baseline) => baseline.identity === identity);
}
