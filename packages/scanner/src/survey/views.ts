import type { Exchange, Identity, Operation, RequestSpec } from '@middlebrick/model';
import type { Account, MadeObject } from '../active/contract.ts';
import { looksStateChanging, requestOf } from '../surface/index.ts';
import { isThere } from '../verdict/write.ts';
import { candidatesFor, identifiersOf, objectParameter } from './bindings.ts';
import { resourceOf } from './naming.ts';
import { madeIds, ownIds } from './own-things.ts';
import type { Values } from './survey.ts';
import { certainScore, isAbout, isKeyOf, type OwnThings } from './write-targets.ts';

/** A way in which its owner sees an object. */
export interface View {
  operation: string;
  request: RequestSpec;
  /** Texts of which an answer that shows the object has at least one. */
  signs: readonly string[];
  isList: boolean;
}

/** What is to be seen: an object or an account of the scan's own. */
export interface Viewed {
  owner: Identity;
  made?: MadeObject;
  account?: Account;
}

const selfPath = /(?:^|\/)(?:me|whoami|self|profile|account|user|userinfo|current)$/i;

/**
 * The ways in which its owner may see an object, the likeliest first: the operations that read it by its id, for an
 * account also what describes the caller, and then lists of its resource.
 */
export function viewsOf({ owner, made, account }: Viewed, things: OwnThings): View[] {
  const reads = things.surface.operations.filter(
    (operation) => operation.method === 'GET' && looksStateChanging(operation) === undefined,
  );
  if (made !== undefined) return [...itemViews(reads, made, owner, things), ...listViews(reads, made, owner, things)];
  if (account === undefined) return [];
  const self = ownIds(owner);
  const byId = reads.filter(isItem).flatMap((operation) => {
    const candidate = candidatesFor(operation, self).find(({ score }) => score >= certainScore);
    return candidate === undefined ? [] : view(operation, candidate.values, things, owner.subjects, false);
  });
  const selves = reads.filter(({ path }) => selfPath.test(path));
  return [...byId, ...selves.flatMap((operation) => view(operation, {}, things, owner.subjects, false))];
}

function itemViews(reads: readonly Operation[], made: MadeObject, owner: Identity, things: OwnThings): View[] {
  const own = madeIds([made], things.surface, things.surface.operations);
  const produced = [...own, ...ownIds(owner)];
  return reads.filter(isItem).flatMap((operation) => {
    if (!isAbout(operation, objectParameter(operation)?.name ?? '', made.resource)) return [];
    const candidate = candidatesFor(operation, produced).find(
      ({ source, score }) =>
        score >= certainScore && source !== undefined && own.includes(source) && isKeyOf(source, made),
    );
    if (candidate === undefined) return [];
    const id = candidate.values[objectParameter(operation)?.name ?? ''] ?? '';
    // Its texts may have been overwritten since; an id that the API never says is no sign.
    const isSaid = made.canaries.length === 0 || made.exchange.response?.body.includes(id) === true;
    return view(operation, candidate.values, things, [...made.canaries, ...(isSaid ? [id] : [])], false);
  });
}

/** Lists of the resource, below the same parents. What they show of the object is its id or a canary. */
function listViews(reads: readonly Operation[], made: MadeObject, owner: Identity, things: OwnThings): View[] {
  const own = madeIds([made], things.surface, things.surface.operations);
  const ids = own.filter((entry) => isKeyOf(entry, made) && /(?:id|key|uuid|slug)$/i.test(entry.field));
  const signs = [...made.canaries, ...ids.map(({ value }) => value)];
  return reads
    .filter((operation) => !isItem(operation) && resourceOf(operation.path) === made.resource)
    .flatMap((operation) => {
      const values: Record<string, string> = {};
      for (const { name } of identifiersOf(operation)) {
        const value = made.values[name] ?? candidatesFor(operation, ownIds(owner))[0]?.values[name];
        if (value === undefined) return [];
        values[name] = value;
      }
      return view(operation, values, things, signs, true);
    });
}

function isItem({ path }: Operation): boolean {
  return path.replace(/\/$/, '').endsWith('}');
}

function view(
  operation: Operation,
  values: Values,
  { surface }: OwnThings,
  signs: readonly string[],
  isList: boolean,
): View[] {
  const request = requestOf(operation, values, surface);
  return request === undefined ? [] : [{ operation: operation.id, request, signs, isList }];
}

/** Views tried before an object counts as one that its owner cannot see. */
const tries = 3;

/** The first way in which its owner does see the object, with the answer. */
export async function workingView(
  views: readonly View[],
  read: (view: View) => Promise<Exchange>,
): Promise<{ view: View; exchange: Exchange } | undefined> {
  for (const candidate of views.slice(0, tries)) {
    const exchange = await read(candidate);
    if (isThere(exchange, candidate.signs)) return { view: candidate, exchange };
  }
  return undefined;
}
