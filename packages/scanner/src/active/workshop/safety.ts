import {
  type Headers,
  type Identity,
  isAnonymous,
  type Operation,
  pathParameters,
  type RequestSpec,
} from '@middlebrick/model';
import { foldName } from '../../survey/naming.ts';
import { UnsafeWrite } from '../contract.ts';
import type { OwnPlaces } from './binder.ts';
import { isUnmistakable, type Ledger, type Reference } from './ledger.ts';
import type { OwnSubjects } from './own-subjects.ts';
import { disguises, isMethodOverride, referencesIn } from './references.ts';
import { referredBy, resourceMadeAt } from './resource-names.ts';
import type { SurfaceMap } from './surface-map.ts';

export interface SafetyOptions {
  map: SurfaceMap;
  ledger: Ledger;
  subjects: OwnSubjects;
  /** Ids that the user gave as belonging to an identity. */
  owns: OwnPlaces;
  isMaker(operation: Operation): boolean;
  isOneOfOurs(text: string): boolean;
}

/** What decides whether a write may be sent. */
export interface Safety {
  /** A value that was made up so that it names nothing. */
  allowNothing(value: string): void;
  /** Data that looks like an identifier and was made up for a field of this kind of thing: a telephone number. */
  allowData(operation: Operation, field: string, value: string): void;
  /** @throws UnsafeWrite when the request names, or could change, what the scan did not make */
  assertSafe(operation: Operation, request: RequestSpec, as: Identity, added?: Headers): void;
}

/** Paths without parameters that are about the caller alone. */
const selfPath =
  /(?:^|\/)(?:me|self|whoami|myself|profile|account|current|current[_-]?user|userinfo)(?:\/|$)|(?:^|\/)(?:user|session|password|preferences|(?:log|sign)[-_]?(?:out|off)|(?:change|update|set)[_-]?password|refresh|(?:refresh[_-]?)?token)\/?$/i;

export function createSafety(options: SafetyOptions): Safety {
  const { map, ledger, subjects, isMaker } = options;
  const nothing = new Set<string>();
  const data = new Set<string>();

  const isOwnSubject = ({ field, resource, value }: Reference): boolean => {
    if (!subjects.all().has(value)) return false;
    if (isUnmistakable(value) || options.isOneOfOurs(value)) return true;
    const noun = referredBy(field);
    return map.isCaller(noun) || ((noun === '' || noun === 'id' || !map.isResource(noun)) && map.isCaller(resource));
  };
  /** What the user gave as belonging to this identity. */
  const isOwnPlace = (as: Identity, { field, value }: Reference): boolean => options.owns(as, field).includes(value);
  /** Where a creation may put what it makes: below its maker's own account or tenant, also when that was given. */
  const isPlaceOf = (as: Identity, reference: Reference, operation: Operation): boolean => {
    if (operation.method !== 'POST' || !isMaker(operation) || subjects.callers().every(({ name }) => name !== as.name))
      return false;
    if (isOwnPlace(as, reference)) return true;
    const noun = referredBy(reference.field) || reference.resource;
    if (reference.value === subjects.tenantOf(as)) return isTenant(noun) || isTenant(reference.resource);
    const isCaller = map.isCaller(noun) || map.isCaller(reference.resource);
    return isCaller && subjects.of(as).includes(reference.value);
  };
  const isAllowed = (reference: Reference, operation: Operation, as: Identity): boolean =>
    ledger.owns(reference) ||
    nothing.has(reference.value) ||
    isOwnSubject(reference) ||
    (reference.place === 'body' && data.has(dataKey(operation, reference.field, reference.value))) ||
    (reference.place === 'body' && isTenant(referredBy(reference.field)) && subjects.tenants().has(reference.value)) ||
    isPlaceOf(as, reference, operation);

  /** Whether something in the request says that it is about what is the scan's own. */
  const isScoped = (operation: Operation, references: readonly Reference[], as: Identity): boolean => {
    if (isMaker(operation)) return true;
    if (references.some(({ place }) => place === 'path')) return !map.isAboutCollection(operation);
    const declared = references.filter((reference) => isDeclared(operation, reference, map));
    const isOwn = subjects.isOwn(as);
    if (isOwn && pathParameters(operation.path).length === 0 && selfPath.test(operation.path)) return true;
    if ((isOwn || isAnonymous(as)) && declared.some((entry) => entry.place !== 'body' && isOwnSubject(entry)))
      return true;
    return declared.some((entry) => isRequired(operation, entry, map) && (ledger.owns(entry) || isOwnSubject(entry)));
  };

  return {
    allowNothing: (value) => {
      if (!ledger.wasSeen(value)) nothing.add(value);
    },
    allowData: (operation, field, value) => {
      data.add(dataKey(operation, field, value));
    },
    assertSafe: (operation, request, as, added = []) => {
      const refuse = (why: string): never => {
        throw new UnsafeWrite(`${operation.id} was not sent as ${as.name}: ${why}`);
      };
      const references = referencesIn(operation, request, map);
      if (references === undefined) return refuse('what it names cannot be read');
      const last = references.findLast(({ place }) => place === 'path');
      const item = /\}\/?$/.test(operation.path) ? last : undefined;
      // Below a parent that is not the scan's own: the path names the very object that was made there.
      const parents = item === undefined || !ledger.owns(item) ? [] : ledger.parentsOf(item);
      const isParent = (reference: Reference): boolean =>
        reference !== item &&
        (parents.some(([name, value]) => value === reference.value && mayName(reference, name)) ||
          (parents.length > 0 && isOwnPlace(as, reference)));
      const foreign = references.find((reference) => !isAllowed(reference, operation, as) && !isParent(reference));
      if (foreign !== undefined) refuse(`${foreign.field} names "${foreign.value}", which this scan did not make`);
      const disguise = disguises(request, added).find((name) => !(item !== undefined && isMethodOverride(name)));
      if (disguise !== undefined) refuse(`${disguise} would make another request of it`);
      if (!isScoped(operation, references, as)) refuse('nothing in it says that it changes only what is its own');
    },
  };
}

/** In a path a parent may have another name; elsewhere the same value under another name is another thing. */
function mayName({ place, field }: Reference, parent: string): boolean {
  return place === 'path' || foldName(field) === foldName(parent);
}

function dataKey(operation: Operation, field: string, value: string): string {
  return JSON.stringify([resourceMadeAt(operation.path), foldName(field), value]);
}

function isTenant(noun: string): boolean {
  return /^(?:tenant|org|organi[sz]ation|company|workspace|team)$/.test(noun);
}

function isDeclared(operation: Operation, { place, field }: Reference, map: SurfaceMap): boolean {
  return place === 'body'
    ? map.bodyFields(operation).some(({ name }) => name === field)
    : operation.parameters.some((parameter) => parameter.in === place && sameName(parameter.name, field));
}

function isRequired(operation: Operation, { place, field }: Reference, map: SurfaceMap): boolean {
  return place === 'body'
    ? map.bodyFields(operation).some(({ name, isRequired, isOnTop }) => name === field && isRequired && isOnTop)
    : operation.parameters.some(
        (parameter) => parameter.in === place && parameter.required && sameName(parameter.name, field),
      );
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
