import { isByCredential } from '../flow/credentials.ts';
import type { Access, Comparison, FlowEvent, ResponseEvent } from '../flow/events.ts';
import { authenticated, belongs, listed, ownedBy, privileged, vouched } from '../flow/facts.ts';
import { deepSources, isIdentity, sourceKey } from '../flow/sources.ts';
import type { ItemSource, RequestSource, Source, Value } from '../flow/value.ts';
import type { Program } from '../program/program.ts';
import type { RouteRun } from '../program/run-route.ts';
import { isCheckedByClaim, isClaim } from './claims.ts';
import { isMadeUp } from './made-up.ts';
import { isOwnerAttribute } from './owner-attribute.ts';
import { keyNamesOf, putKey } from './put-keys.ts';

/*
 * What all rules about accesses ask: whether the verified identity flows into the key, and if not, what stands in front.
 */

/** What a partition key is made of, once all that is known of it is weighed. */
export type KeyColour =
  /** The identity is part of it, or what the request says was compared with the identity. */
  | 'identity'
  /** The request alone says it. */
  | 'request'
  /** The server says it. */
  | 'server'
  /** There is none: everything is read. */
  | 'none';

/** An access as a route reaches it. */
export interface ReachedAccess {
  readonly access: Access;
  readonly run: RouteRun;
  readonly colour: KeyColour;
  /** What of the request decides, where nothing was asked of it. */
  readonly chosenBy: readonly RequestSource[];
  /** The client chooses an id of the key, be it among the caller's own. */
  readonly isIdChosen: boolean;
  /** The attribute of the key that it decides, or the first one. */
  readonly attribute: string;
  /** The caller has a role, or something that cannot be seen vouches for it. */
  readonly isPrivileged: boolean;
  /** Somebody asked who the caller is before. */
  readonly isAuthenticated: boolean;
  /** Answers that hold something of what it gave. */
  readonly answers: readonly ResponseEvent[];
  /** In each of those answers the item is known to be the caller's. */
  readonly isCheckedAfterwards: boolean;
}

/** All accesses of all routes, in the order of routes and code. */
export function reachedAccesses(program: Program): readonly ReachedAccess[] {
  const known = reachedOf.get(program);
  if (known !== undefined) return known;
  const found = program.runs.flatMap((run) => {
    const isKnown = usesIdentity(run.events);
    return run.events.flatMap((event) =>
      event.kind === 'access' ? [reached(event.access, run, isKnown, program)] : [],
    );
  });
  reachedOf.set(program, found);
  return found;
}

/** Every rule asks for them. */
const reachedOf = new WeakMap<Program, readonly ReachedAccess[]>();

function reached(access: Access, run: RouteRun, isKnown: boolean, program: Program): ReachedAccess {
  const { facts } = access;
  // A put of DynamoDB has its key among the attributes; other stores say it or make it.
  const isKeyInItem = access.kind === 'put' && access.store === 'DynamoDB';
  const components = isKeyInItem ? putKey(access, keyNamesOf(program, access)) : partition(access);
  const values = components.map(({ value }) => value);
  const { colour, chosenBy } = colourOf(access, values);
  const answers = run.events.filter(
    (event): event is ResponseEvent => event.kind === 'response' && holdsItemOf(event.value, access),
  );
  const chosen =
    components.find(({ value }) => deepSources(value).some(({ kind }) => kind === 'request')) ?? components[0];
  return {
    access,
    run,
    colour,
    chosenBy,
    isIdChosen: isChosenIn(values, access),
    attribute: chosen?.attribute ?? '',
    isPrivileged: facts.has(privileged) || facts.has(vouched),
    isAuthenticated: isKnown || facts.has(authenticated) || facts.has(privileged) || facts.has(vouched),
    answers,
    isCheckedAfterwards: answers.length > 0 && answers.every((answer) => isChecked(answer, access, chosenBy)),
  };
}

/** Whether the request chooses an id. An id of the server beside it makes the key of a new item that nobody has. */
function isChosenIn(key: readonly Value[], { kind, facts }: Access): boolean {
  if (kind === 'put' && key.some(isMadeUp)) return false;
  return key.some((value) =>
    deepSources(value).some(
      (source) => source.kind === 'request' && !facts.has(listed(source)) && !facts.has(belongs(source)),
    ),
  );
}

/** Whether anything in a run asks who the caller is. */
function usesIdentity(events: readonly FlowEvent[]): boolean {
  return events.some((event) => {
    if (event.kind === 'compare') return isIdentity(event.left) || isIdentity(event.right);
    if (event.kind === 'access')
      return (
        event.access.facts.has(authenticated) ||
        event.access.key.some(({ value }) => isIdentity(value)) ||
        [...event.access.expressions.values()].some(isIdentity) ||
        (event.access.item !== null && isIdentity(event.access.item))
      );
    if (event.kind === 'response') return event.facts.has(authenticated) || isIdentity(event.value);
    return (
      event.kind === 'call' &&
      (event.facts.has(authenticated) ||
        [...event.arguments.positional, ...event.arguments.named.values()].some(isIdentity))
    );
  });
}

/** The comparisons that choose the partition: all of a key, of a query those with `=`. */
export function partition({ kind, key, keyValue }: Access): readonly Comparison[] {
  const equal = kind === 'query' ? key.filter(({ operator }) => operator === '=') : key;
  if (equal.length > 0) return equal;
  return keyValue === null ? [] : [{ attribute: '', operator: '=', value: keyValue }];
}

function colourOf(access: Access, values: readonly Value[]): Pick<ReachedAccess, 'colour' | 'chosenBy'> {
  const { kind, key } = access;
  if (kind === 'scan' || values.length === 0) return { colour: 'none', chosenBy: [] };
  // A choice between the identity and what the client says is the client's.
  const chosen = values.flatMap((value) => openAlternatives(value, access));
  if (chosen.length > 0) return { colour: 'request', chosenBy: chosen };
  const sources = values.flatMap((value) => deepSources(value));
  if (
    sources.some(({ kind: source }) => source === 'identity') ||
    sources.some((source) => isOwnItem(source, access))
  ) {
    return { colour: 'identity', chosenBy: [] };
  }
  // A sort key that is compared with the identity scopes as well.
  if (key.some(({ value }) => isIdentity(value))) return { colour: 'identity', chosenBy: [] };
  const requested = sources.filter((source): source is RequestSource => source.kind === 'request');
  if (requested.length === 0) return { colour: 'server', chosenBy: [] };
  const { facts } = access;
  if (decisive(access, requested).some((source) => facts.has(belongs(source))))
    return { colour: 'identity', chosenBy: [] };
  const chosenBy = decisive(access, requested).filter((source) => !facts.has(listed(source)));
  return chosenBy.length === 0 ? { colour: 'server', chosenBy } : { colour: 'request', chosenBy };
}

/** Where a part of the key is called like an owner, what is known of the other parts says nothing of whose it is. */
function decisive({ key }: Access, requested: readonly RequestSource[]): readonly RequestSource[] {
  const ofOwners = key.flatMap(({ attribute, value }) =>
    isOwnerAttribute(attribute) ? deepSources(value).map(sourceKey) : [],
  );
  const own = requested.filter((source) => ofOwners.includes(sourceKey(source)));
  return own.length === 0 ? requested : own;
}

/** What of the request decides where the value is it alone, although it may be the identity as well. */
function openAlternatives({ alternatives = [] }: Value, { facts }: Access): RequestSource[] {
  const isMixed = alternatives.some(({ value }) => isIdentity(value));
  if (!isMixed) return [];
  return alternatives.flatMap(({ value, facts: known }) => {
    if (isIdentity(value) || known.has(privileged) || known.has(vouched)) return [];
    return deepSources(value).filter(
      (source): source is RequestSource =>
        source.kind === 'request' && ![facts, known].some((all) => all.has(belongs(source)) || all.has(listed(source))),
    );
  });
}

/** An attribute of an item that is known to be the caller's. */
function isOwnItem(source: Source, { facts }: Access): boolean {
  if (source.kind !== 'item') return false;
  return facts.has(ownedBy(source.access.id)) || source.access.key.some(({ value }) => isIdentity(value));
}

function holdsItemOf(value: Value, { id }: Access): boolean {
  return deepSources(value).some(
    (source): source is ItemSource => source.kind === 'item' && source.access.id === id && !isCount(source.path),
  );
}

/** How many items there were: `Count`, and `Items.length` of JavaScript. */
function isCount(path: readonly string[]): boolean {
  return aboutAnswer.has(path[0] ?? '') || (path.at(-1) === 'length' && path.at(-2) === 'Items');
}

/** Parts of an answer of DynamoDB that say how many items there were, and nothing of them. */
const aboutAnswer = new Set(['Count', 'ScannedCount', 'ConsumedCapacity', 'ResponseMetadata', '$metadata']);

function isChecked({ facts, value }: ResponseEvent, access: Access, chosenBy: readonly RequestSource[]): boolean {
  if (facts.has(ownedBy(access.id)) || facts.has(privileged) || facts.has(vouched)) return true;
  if (value.treatments.has('owner-filtered') || hasFiltered(value)) return true;
  return chosenBy.length > 0 && chosenBy.some((source) => facts.has(belongs(source)));
}

/** Whether parts of a value were let through only for their owner. */
export function hasFiltered(value: Value, depth = 5): boolean {
  if (value.treatments.has('owner-filtered')) return true;
  if (depth === 0) return false;
  const { shape } = value;
  if (shape.kind === 'list') return shape.items.some((item) => hasFiltered(item, depth - 1));
  return (
    shape.kind === 'dict' &&
    [...shape.fields.values(), ...(shape.rest === null ? [] : [shape.rest])].some((field) =>
      hasFiltered(field, depth - 1),
    )
  );
}

/** Whether an access changes something. */
export function isWrite({ kind }: Access): boolean {
  return kind === 'put' || kind === 'update' || kind === 'delete';
}

/** Whether the request alone chooses, and not by a claim of who the caller is, which has rules of its own. */
export function chosenByCaller({ access, colour, chosenBy, run }: ReachedAccess): boolean {
  if (access.store !== 'DynamoDB' || colour !== 'request' || isByCredential(access, deepSources)) return false;
  return !chosenBy.some(isClaim) && !isCheckedByClaim(access, chosenBy, run);
}

/** Whether something stood in front: a role, something that vouches, a reading that showed who the owner is. */
export function isGuarded(reached: ReachedAccess): boolean {
  return reached.isPrivileged || wasCheckedByReading(reached);
}

/** Whether an item that was read by the same word of the request turned out to be the caller's before this. */
export function wasCheckedByReading(reached: ReachedAccess): boolean {
  return checkedReadings(reached).length > 0;
}

/** The readings by the same word of the request whose item turned out to be the caller's before this. */
export function checkedReadings({ access, run, chosenBy }: ReachedAccess): Access[] {
  const keys = new Set(chosenBy.map(sourceKey));
  return run.events.flatMap((event) => {
    if (event.kind !== 'access' || event.access.id === access.id || !access.facts.has(ownedBy(event.access.id)))
      return [];
    const sources = event.access.key.flatMap(({ value }) => deepSources(value));
    return sources.some((source) => keys.has(sourceKey(source))) ? [event.access] : [];
  });
}

/** Whether a condition of a write compares an attribute with the verified identity. */
export function hasOwnerCondition(access: Access): boolean {
  return asksForOwner(access.condition, access);
}

export function isFilteredByIdentity(access: Access): boolean {
  return asksForOwner(access.filter, access);
}

/** With the identity, or with what the server stores about the caller, such as the tenant in the own profile. */
function asksForOwner(comparisons: readonly Comparison[], access: Access): boolean {
  return comparisons.some(
    ({ operator, value }) =>
      operator !== '<>' && (isIdentity(value) || deepSources(value).some((source) => isOwnItem(source, access))),
  );
}

/**
 * Whether an attribute of a key chooses one thing or one owner: `order_id`, `pk`, on an index only an owner. A `topic`
 * chooses what belongs to many.
 */
export function namesOne({ index }: Access, attribute: string): boolean {
  if (isOwnerAttribute(attribute)) return true;
  return (
    index === null &&
    (attribute === '' || /(?:id|uuid|key|slug|number|no|ref|arn|code)$|^(?:pk|sk|hash|partition)/i.test(attribute))
  );
}

/** A query whose partition is nobody's own and whose items reach somebody without a role. */
export function isListOfMany({
  access,
  colour,
  chosenBy,
  attribute,
  answers,
  isPrivileged,
  isAuthenticated,
  isCheckedAfterwards,
}: ReachedAccess): boolean {
  if (access.kind !== 'query' || access.store !== 'DynamoDB' || access.isCount) return false;
  if (isPrivileged || !isAuthenticated || answers.length === 0 || isCheckedAfterwards) return false;
  if (colour === 'server') return true;
  return colour === 'request' && chosenBy.length > 0 && !namesOne(access, attribute);
}
