import { isSafe, type Operation, pathParameters, type Surface } from '@middlebrick/model';
import { looksStateChanging } from '../../surface/index.ts';
import { isJsonMediaType } from '../../surface/openapi-content.ts';
import { isPasswordName } from '../../surface/password-name.ts';
import { pluralOf, singularOf, wordsOf } from '../../surface/words.ts';
import { identifiersOf } from '../../survey/bindings.ts';
import { resourceOf, resourceOfParameter, singular } from '../../survey/naming.ts';
import { isIdField } from './ledger.ts';
import { collectionOf, isNaturalKey, referredBy, resourceMadeAt } from './resource-names.ts';
import type { BodyField, SurfaceMap } from './surface-map.ts';

/** An operation that makes something, and what can be done with that. */
export interface Maker {
  operation: Operation;
  /** What it makes, singular and folded. */
  resource: string;
  /** The path parameter that the client fills with a key of its own choice. */
  key?: string;
  /** Whether the key is a UUID. */
  isKeyUuid: boolean;
  /** Names of fields of the body that name the new object itself. */
  ownKeys: readonly string[];
  /** Kinds of things that must exist before, and those that may. */
  needs: readonly string[];
  mayUse: readonly string[];
  around: Surroundings;
}

/** What can be done with what an operation makes: the operations nearest to it first. */
export interface Surroundings {
  readers: readonly Operation[];
  lists: readonly Operation[];
  removers: readonly Operation[];
}

/** All that makes something, in the order of the surface, and why other operations do not. */
export interface Makers {
  all: readonly Maker[];
  of(operation: Operation): Maker | undefined;
  /** What can be done with what an operation makes, maker or not. */
  around(operation: Operation): Surroundings;
  /** A sentence why an operation makes nothing. */
  whyNot(operation: Operation): string;
}

/** Words of operations about accounts and sessions, which have tools of their own. */
const accountWords = new Set(
  (
    'register registration signup signin login logout logoff signout auth authenticate token tokens password passwords oauth ' +
    'session sessions otp mfa 2fa totp verify verification captcha refresh forgot reset recover recovery activate'
  ).split(' '),
);
/** Words of things that happen in the world when they are made. */
const actingWords = new Set(
  (
    'send pay payment payments payout payouts transfer transfers withdraw withdrawal withdrawals refund refunds charge charges ' +
    'checkout purchase purchases deposit deposits webhook webhooks import imports export exports execute execution ' +
    'executions run trigger deploy deployment deployments backup backups restore migrate email emails mail sms ' +
    'invite invites invitation invitations notify broadcast publish sync upload uploads bulk batch search query graphql'
  ).split(' '),
);
/** Words of what concerns everybody. */
const globalWords = new Set(
  'admin admins settings setting config configuration system feature-flags flags maintenance roles role permissions permission debug internal'.split(
    ' ',
  ),
);
/** Verbs that say that something is made. */
const making = new Set('create add insert upsert'.split(' '));

export function findMakers(surface: Surface, map: SurfaceMap, registrations: ReadonlySet<string>): Makers {
  const reasons = new Map<string, string>();
  const all = surface.operations.flatMap((operation) => {
    const reason = registrations.has(operation.id) ? 'it registers accounts' : unfit(operation, map);
    const maker = reason === undefined ? makerOf(operation, surface, map) : reason;
    if (typeof maker !== 'string') return [maker];
    reasons.set(operation.id, maker);
    return [];
  });
  const byId = new Map(all.map((maker) => [maker.operation.id, maker]));
  return {
    all,
    of: ({ id }) => byId.get(id),
    around: (operation) => byId.get(operation.id)?.around ?? surroundings(operation, surface),
    whyNot: ({ id }) => `${id} makes nothing: ${reasons.get(id) ?? 'it is not part of the surface'}`,
  };
}

/** Why an operation must not be used to make something, whatever it does. */
function unfit(operation: Operation, map: SurfaceMap): string | undefined {
  const { method, path, body } = operation;
  if (method !== 'POST' && method !== 'PUT') return `${method} creates nothing`;
  const words = path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith('{'))
    .flatMap((segment) => [segment.toLowerCase(), ...wordsOf(segment)]);
  const account = words.find((word) => accountWords.has(word));
  if (account !== undefined) return `it is about accounts ("${account}")`;
  if (map.bodyFields(operation).some(({ name }) => isPasswordName(name))) return 'it takes a password';
  const shared = words.find((word) => globalWords.has(word));
  if (shared !== undefined) return `it concerns more than the caller ("${shared}")`;
  const acting = words.find((word) => actingWords.has(word)) ?? otherVerb(operation);
  if (acting !== undefined) return `it acts in the world, or on something else ("${acting}")`;
  if (body !== undefined && !isJsonMediaType(body.mediaType) && !isForm(body.mediaType))
    return `its body is ${body.mediaType}`;
  return undefined;
}

/** A verb in path, operation id or summary that is none of making. */
function otherVerb(operation: Operation): string | undefined {
  const word = looksStateChanging({ ...operation, method: 'GET' });
  if (word === undefined || making.has(word)) return undefined;
  return operation.method === 'PUT' && word === 'update' ? undefined : word;
}

function isForm(mediaType: string): boolean {
  return /^application\/x-www-form-urlencoded(?:\s*;|$)/i.test(mediaType);
}

function makerOf(operation: Operation, surface: Surface, map: SurfaceMap): Maker | string {
  const resource = resourceMadeAt(operation.path);
  const last = lastSegment(operation.path);
  const key = /^\{([^{}]+)\}$/.exec(last)?.[1];
  const others = surface.operations.filter(({ id }) => id !== operation.id);
  const around = surroundings(operation, surface);
  const { readers, lists, removers } = around;
  const fields = map.bodyFields(operation);
  if (key !== undefined) {
    const problem = whyNoKey(operation, key, others);
    if (problem !== undefined) return problem;
  } else {
    if (operation.method === 'PUT') return 'it replaces something that is there already';
    const isCollection = isPlural(last) || readers.length > 0 || removers.length > 0 || isMakingVerb(operation);
    if (!isCollection) return 'its path names one thing and no collection';
  }
  if (readers.length + removers.length + lists.length === 0) return 'nothing reads or removes what it would make';
  const ownKeys = fields.filter(({ name }) => isOwnKey(name, resource)).map(({ name }) => name);
  return {
    operation,
    resource,
    ...(key === undefined ? {} : { key }),
    isKeyUuid: operation.parameters.find(({ name }) => name === key)?.schema?.format === 'uuid',
    ownKeys: [...new Set(ownKeys)],
    ...neededBy(operation, resource, fields, key),
    around,
  };
}

function changesByReading(operation: Operation): boolean {
  return isSafe(operation.method) && looksStateChanging(operation) !== undefined;
}

function surroundings(operation: Operation, surface: Surface): Surroundings {
  const resource = resourceMadeAt(operation.path);
  const others = surface.operations.filter((other) => other.id !== operation.id && !changesByReading(other));
  const items = others.filter((other) => isItemOf(other, operation, resource));
  const lists = others.filter((other) => other.method === 'GET' && isListOf(other, operation, resource));
  const byMethod = (method: string): Operation[] => items.filter((other) => other.method === method);
  return {
    readers: nearestFirst(byMethod('GET'), operation),
    lists: nearestFirst(lists, operation),
    removers: nearestFirst(byMethod('DELETE'), operation),
  };
}

/** A key in the path can be of the client's choice where nothing else makes such objects, and a text fits. */
function whyNoKey(operation: Operation, key: string, others: readonly Operation[]): string | undefined {
  const collection = operation.path.replace(/\/\{[^{}]+\}\/?$/, '');
  if (operation.method === 'POST') return 'it acts on one thing that is there already';
  const isMadeElsewhere = others.some(
    ({ method, path }) => method === 'POST' && collectionOf(path).replace(/\/$/, '') === collection,
  );
  if (isMadeElsewhere) return 'it updates what another operation makes';
  if (!identifiersOf(operation).some(({ name }) => name === key)) return `${key} names no object`;
  const type = operation.parameters.find(({ name }) => name === key)?.schema?.type;
  if (type === 'integer' || type === 'number') return `${key} is a number, which something else may have already`;
  return undefined;
}

function isOwnKey(name: string, resource: string): boolean {
  const noun = referredBy(name);
  if (isIdField(name, resource)) return true;
  return isNaturalKey(name) && (noun === '' || noun === resource || noun === name.toLowerCase());
}

/** Things that the path or the body refers to; the body's optional ones only may be there. */
function neededBy(
  operation: Operation,
  resource: string,
  fields: readonly BodyField[],
  key: string | undefined,
): Pick<Maker, 'needs' | 'mayUse'> {
  const inPath = pathParameters(operation.path)
    .filter((name) => name !== key)
    .map((name) => resourceOfParameter(operation.path, name));
  const inBody = fields.map((field) => ({ noun: referredBy(field.name), isRequired: field.isRequired }));
  const others = (nouns: readonly string[]): string[] => [
    ...new Set(nouns.filter((noun) => noun !== '' && noun !== resource)),
  ];
  return {
    needs: others([...inPath, ...inBody.filter(({ isRequired }) => isRequired).map(({ noun }) => noun)]),
    mayUse: others(inBody.map(({ noun }) => noun)),
  };
}

/** An operation on one thing of the kind that a maker makes. */
function isItemOf(item: Operation, maker: Operation, resource: string): boolean {
  if (item.path === maker.path) return lastSegment(maker.path).startsWith('{');
  const name = /^\{([^{}]+)\}$/.exec(lastSegment(item.path))?.[1];
  if (name === undefined) return identifiersOf(item).at(-1)?.in === 'query' && resourceOf(item.path) === resource;
  return resourceOfParameter(item.path, name) === resource || referredBy(name) === resource;
}

function isListOf(list: Operation, maker: Operation, resource: string): boolean {
  const place = collectionOf(maker.path).replace(/\/\{[^{}]+\}\/?$/, (end) => (hasKey(maker) ? '' : end));
  if (list.path.replace(/\/$/, '') === place.replace(/\/$/, '')) return true;
  return !lastSegment(list.path).startsWith('{') && resourceOf(list.path) === resource;
}

function hasKey({ path }: Operation): boolean {
  return lastSegment(path).startsWith('{');
}

function isMakingVerb({ path }: Operation): boolean {
  return collectionOf(path) !== path || /^(?:create|add|new|insert)/.test(wordsOf(lastSegment(path))[0] ?? '');
}

function lastSegment(path: string): string {
  return path.split('/').findLast((segment) => segment !== '') ?? '';
}

function isPlural(segment: string): boolean {
  const word = wordsOf(segment).at(-1) ?? '';
  return singular(word) !== word || pluralOf(singularOf(word)) === word;
}

/** Below the maker's own path first, then as near to it as can be. */
function nearestFirst(operations: readonly Operation[], maker: Operation): Operation[] {
  const place = collectionOf(maker.path).replace(/\/$/, '');
  const distance = ({ path }: Operation): number => (path === maker.path || path.startsWith(`${place}/`) ? 0 : 1);
  return operations.toSorted((a, b) => distance(a) - distance(b));
}

/**
 * What must exist first comes first: a maker waits for those of what it needs, and for those of what it may use as long
 * as that makes no circle. Otherwise in the order of the surface.
 */
export function inOrderOfNeed(makers: readonly Maker[]): Maker[] {
  const waiting = [...makers];
  const ordered: Maker[] = [];
  while (waiting.length > 0) {
    const isComing = (noun: string, maker: Maker): boolean =>
      waiting.some((other) => other !== maker && other.resource === noun);
    const isFree = (maker: Maker, nouns: readonly string[]): boolean => !nouns.some((noun) => isComing(noun, maker));
    const next =
      waiting.find((maker) => isFree(maker, [...maker.needs, ...maker.mayUse])) ??
      waiting.find((maker) => isFree(maker, maker.needs)) ??
      waiting[0];
    ordered.push(next as Maker);
    waiting.splice(waiting.indexOf(next as Maker), 1);
  }
  return ordered;
}
