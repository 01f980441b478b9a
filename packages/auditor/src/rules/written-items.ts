import type { Confidence } from '@middlebrick/model';
import type { Access } from '../flow/events.ts';
import { belongs, listed, privileged, vouched } from '../flow/facts.ts';
import { deepSources, isIdentity } from '../flow/sources.ts';
import { externalOf, type Facts, noFacts, type RequestSource, type Source, type Value } from '../flow/value.ts';
import { leavesIn } from './answer-facts.ts';
import { isClaim } from './claims.ts';
import { isMadeUp } from './made-up.ts';
import { isOwnerAttribute } from './owner-attribute.ts';

/** Whether what is written is all that the client sent, and not what was picked of it; and how sure that is. */
export function wholeBody({ item, names }: Access): Confidence | undefined {
  if (item === null) return undefined;
  return wholeItem(item) ?? (names !== null && namesWhole(names) && isOfBody(item) ? 'firm' : undefined);
}

/** Whether the names of attributes are those of all that the client sent: `changes.map(([name], index) => …)`. */
function namesWhole(names: Value): boolean {
  return !names.treatments.has('listed') && holdsWhole(names);
}

function isOfBody(item: Value): boolean {
  return deepSources(item).some((source) => source.kind === 'request' && isWhole(source));
}

function wholeItem(item: Value): Confidence | undefined {
  const { shape } = item;
  const loose = shape.kind === 'dict' ? shape.rest : item;
  if (loose === null || !holdsWhole(loose)) return undefined;
  // What a function that cannot be seen makes of a body.
  const by = externalOf(loose)?.path ?? '';
  if (picking.test(by)) return undefined;
  return by.endsWith('()') ? 'tentative' : 'firm';
}

/** Functions that say by their names that they let only some fields through. */
const picking = /(?:valid|schema|pick|clean|saniti[sz]|strict|allow|permit|whitelist)\w*(?:\(\))+$/i;

function holdsWhole(loose: Value): boolean {
  return leavesIn(loose).some(({ source, treatments }) => {
    if (source.kind !== 'request' || (source.origin !== 'body' && source.origin !== 'query')) return false;
    return !treatments.has('picked') && !treatments.has('listed') && isWhole(source);
  });
}

function isWhole({ name }: RequestSource): boolean {
  return name === '' || name === '*' || /^(?:body|data|json|payload|attributes|item)$/.test(name);
}

/**
 * The attribute of a new item that says whose it is, where the client alone says it.
 *
 * @param ownKeys attributes by which others of the code look up what belongs to the caller
 */
export function requestedOwner({ item, facts }: Access, ownKeys: ReadonlySet<string>): string | undefined {
  if (item?.shape.kind !== 'dict') return undefined;
  // An account that is made for an address has nothing else for a key.
  const isOneOfMany = [...item.shape.fields.values()].some(isMadeUp);
  const isOwning = (attribute: string, name: string): boolean =>
    owning.test(name) || (isOneOfMany && ownKeys.has(attribute));
  const owners = [...item.shape.fields].flatMap(([attribute, value]) => {
    const name = attribute.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
    return isOwnerAttribute(attribute) && (isOwning(attribute, name) || related.test(name))
      ? [{ attribute, name, value }]
      : [];
  });
  // What is the caller's already may speak of others: whom a message goes to, whose book it is.
  const isOwn = owners.some(({ value }) => isIdentity(value) && !isLeftToClient(value, facts));
  return owners.find(
    ({ attribute, name, value }) => (isOwning(attribute, name) || !isOwn) && isLeftToClient(value, facts),
  )?.attribute;
}

/** Attributes that say whose something is, and hardly anything else. */
const owning =
  /^(?:(?:owner|user|tenant|account|org|organization|creator|principal)(?:_?(?:id|sub|uuid))?|created_?by(?:_id)?|(?:user|owner)_?(?:name|email))$/;
/** Those that may say so: `author`, `customer_id`, `member`, `to_user`. */
const related =
  /(?:user|owner|tenant|account|customer|member|author|creator|created_?by|principal|org|organization)(?:_?(?:id|sub|uuid))?$/;

/** Whether the client alone says it, on at least one of the ways. */
function isLeftToClient(value: Value, known: Facts): boolean {
  const ways = value.alternatives ?? [{ value, facts: noFacts }];
  return ways.some(({ value: way, facts }) => {
    const sources = deepSources(way);
    const isAsked = sources.some(
      (source) =>
        source.kind === 'identity' || [known, facts].some((all) => all.has(belongs(source)) || all.has(listed(source))),
    );
    return !isAsked && !facts.has(privileged) && !facts.has(vouched) && sources.some(isPlainRequest);
  });
}

function isPlainRequest(source: Source): boolean {
  return source.kind === 'request' && !isClaim(source);
}
