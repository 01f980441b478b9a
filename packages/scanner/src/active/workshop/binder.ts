import { type Identity, type Operation, type Parameter, pathParameters } from '@middlebrick/model';
import { isIdentifierParameter } from '../../surface/index.ts';
import { identifiersOf } from '../../survey/bindings.ts';
import { resourceOfParameter } from '../../survey/naming.ts';
import type { Values } from '../../survey/survey.ts';
import type { MadeObject } from '../contract.ts';
import { bestOf, type Ledger, type OwnId } from './ledger.ts';
import type { Maker, Makers } from './makers.ts';
import { familyOf, type OwnSubjects } from './own-subjects.ts';
import { referredBy, resourceMadeAt } from './resource-names.ts';
import type { SurfaceMap } from './surface-map.ts';
import { valuesOf } from './write-request.ts';

/** Fills identifiers with what an identity has itself: what it made, its own names, its tenant. */
export interface Binder {
  /**
   * Values for the parents of what a maker makes, and for the fields of its body that refer to something.
   * @param given values that are settled already
   * @param choice which of the names of the identity is its id, counted from the likeliest
   */
  forMaker(maker: Maker, as: Identity, given: Values, choice: number): Bound;
  /** Values for what the body of an operation refers to, as far as the identity has it. */
  forBody(operation: Operation, as: Identity, choice?: number): Values;
  /** The values by which an operation names an object that was made; `undefined` when it does not name it. */
  forObject(operation: Operation, object: MadeObject, owner: Identity | undefined): Values | undefined;
}

/** The values, or the name of something required that has none. */
export type Bound = { values: Values } | { missing: string };

interface BinderOptions {
  map: SurfaceMap;
  ledger: Ledger;
  makers: Makers;
  subjects: OwnSubjects;
  operationOf(id: string): Operation | undefined;
  owns: OwnPlaces;
}

/** Ids that the user gave as belonging to an identity, for a parameter of this name. */
export type OwnPlaces = (identity: Identity, field: string) => readonly string[];

export function createBinder({ map, ledger, makers, subjects, operationOf, owns }: BinderOptions): Binder {
  /** The newest thing of an identity that this place asks for, with its parents. */
  const ownThing = (place: OwnId, as: Identity): { id: OwnId; object: MadeObject } | undefined => {
    for (const { object, ids, state, isDoubtful } of ledger.entries().toReversed()) {
      if (state === 'removed' || isDoubtful || object.owner !== nameOf(as)) continue;
      const id = bestOf(place, ids);
      if (id !== undefined) return { id, object };
    }
    return undefined;
  };

  const ownName = (place: OwnId, as: Identity, schema: Parameter['schema'], choice: number): string | undefined => {
    const noun = referredBy(place.field);
    if (isTenant(noun) || isTenant(place.resource)) return subjects.tenantOf(as);
    const isOfCaller = map.isCaller(noun) || ((noun === '' || noun === 'id') && map.isCaller(place.resource));
    if (!isOfCaller) return undefined;
    const fitting = sortedFor(place.field, subjects.of(as)).filter((value) => fits(value, schema));
    return fitting[choice % Math.max(1, fitting.length)];
  };

  const forBody: Binder['forBody'] = (operation, as, choice = 0) => {
    const ownKeys = new Set(makers.of(operation)?.ownKeys ?? []);
    const own = resourceMadeAt(operation.path);
    const found = map.bodyFields(operation).flatMap(({ name, schema }): [string, string][] => {
      const noun = referredBy(name);
      if (ownKeys.has(name) || noun === '' || noun === own || !(map.isResource(noun) || map.isCaller(noun))) return [];
      if (!isScalar(schema) || !isIdentifierParameter(name)) return [];
      const place = { field: name, resource: noun, value: '' };
      const value = ownThing(place, as)?.id.value ?? ownName(place, as, schema, choice);
      return value === undefined || !fits(value, schema) ? [] : [[name, value]];
    });
    return valuesOf(found);
  };

  return {
    forBody,
    forMaker: (maker, as, given, choice) => {
      const { operation } = maker;
      const values: [string, string][] = [];
      let parents: Values = {};
      const places = identifiersOf(operation).filter(({ name }) => name !== maker.key);
      for (const parameter of places.toReversed()) {
        const place = placeOf(operation, parameter);
        const known = valueIn(given, parameter.name) ?? valueIn(parents, parameter.name);
        const thing = known === undefined ? ownThing(place, as) : undefined;
        const value =
          known ?? thing?.id.value ?? owns(as, parameter.name)[0] ?? ownName(place, as, parameter.schema, choice);
        if (value === undefined) return { missing: parameter.name };
        values.unshift([parameter.name, value]);
        parents = { ...thing?.object.values, ...parents };
      }
      const inBody = forBody(operation, as, choice);
      const missing = map
        .bodyFields(operation)
        .find(
          ({ name, isRequired, schema }) =>
            isRequired &&
            isScalar(schema) &&
            isIdentifierParameter(name) &&
            !maker.ownKeys.includes(name) &&
            map.isResource(referredBy(name)) &&
            valueIn({ ...inBody, ...given }, name) === undefined,
        );
      if (missing !== undefined) return { missing: missing.name };
      return { values: valuesOf([...Object.entries(inBody), ...values, ...Object.entries(given)]) };
    },
    forObject: (operation, object, owner) => {
      const ids = ledger.idsOf(object);
      const maker = operationOf(object.operation);
      const places = identifiersOf(operation);
      const last = places.at(-1);
      if (last === undefined || maker === undefined) return undefined;
      const own = bestOf(placeOf(operation, last), ids);
      if (own === undefined) return undefined;
      const values: [string, string][] = [[last.name, own.value]];
      for (const parameter of places.slice(0, -1)) {
        const place = placeOf(operation, parameter);
        const value =
          parentValue(maker, object.values, place) ??
          bestOf(
            place,
            ids.filter((id) => id !== own),
          )?.value ??
          (owner === undefined ? undefined : ownName(place, owner, parameter.schema, 0));
        if (value === undefined) return undefined;
        values.push([parameter.name, value]);
      }
      return valuesOf(values);
    },
  };
}

/** The name by which what an identity made is kept: that of the session which its credential comes from. */
export function nameOf(as: Identity): string {
  return familyOf(as.derivedFrom ?? as.name);
}

function placeOf(operation: Operation, parameter: Parameter): OwnId {
  const inPath = parameter.in === 'path' ? resourceOfParameter(operation.path, parameter.name) : '';
  const resource = inPath || referredBy(parameter.name) || resourceMadeAt(operation.path);
  return { field: parameter.name, resource, value: '' };
}

/** The value of a parent in the request that made an object: under the same name, or of the same kind. */
function parentValue(maker: Operation, values: Values, place: OwnId): string | undefined {
  for (const name of pathParameters(maker.path)) {
    const resource = resourceOfParameter(maker.path, name);
    if (resource === place.resource) return valueIn(values, name);
  }
  return undefined;
}

function valueIn(values: Values, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function isTenant(noun: string): boolean {
  return /^(?:tenant|org|organi[sz]ation|company|workspace|team)$/.test(noun);
}

/** An e-mail address where one is asked for, a name for a name, else ids before names. */
function sortedFor(field: string, names: readonly string[]): string[] {
  const wantsEmail = /mail/i.test(field);
  const wantsName = /name|login|handle/i.test(field);
  const rank = (value: string): number => {
    if (value.includes('@')) return wantsEmail ? 0 : 3;
    if (/^\d+$|^[0-9a-f-]{20,}$/i.test(value)) return wantsName || wantsEmail ? 2 : 0;
    return wantsEmail ? 2 : 1;
  };
  return names.toSorted((a, b) => rank(a) - rank(b));
}

function fits(value: string, schema: Parameter['schema']): boolean {
  const type = schema?.type;
  if (type === 'integer' || type === 'number') return /^-?\d{1,15}$/.test(value);
  if (schema?.format === 'uuid') return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
  return true;
}

function isScalar(schema: Parameter['schema']): boolean {
  const type = schema?.type;
  return type !== 'object' && type !== 'array' && type !== 'boolean' && schema?.enum === undefined;
}
