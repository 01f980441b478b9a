import type { JsonObject, SchemaNode } from '@middlebrick/model';
import { numberField } from '../surface/legal-number.ts';
import { mergedSchema } from '../surface/merged-schema.ts';
import { field, isSpecNode, listField, nodeField } from '../surface/spec-node.ts';
import { foldName } from '../survey/naming.ts';
import { demandOf } from './demands.ts';
import { isPrivilege, isServerDecided, repeatedName } from './field-names.ts';
import { below } from './field-path.ts';
import { fillValue } from './fill-value.ts';
import type { Filled, Filling, Place } from './filling.ts';

const mostFields = 200;
/** Optional fields are filled down to here: below, schemas that name themselves would go on. */
const deepestOptional = 2;
/** Optional fields of one body: a schema with thousands is not meant to be sent whole. */
const mostOptional = 120;

/** An object with its required fields, and the optional ones where those are wanted. */
export function fillObject(schema: SchemaNode, place: Place, filling: Filling): Filled | undefined {
  const node = withDependents(schema, place, filling);
  const properties = nodeField(node, 'properties') ?? {};
  const required = new Set(listField(node, 'required').filter((name) => typeof name === 'string'));
  const fields = new Map<string, Filled>();
  const names = [...new Set([...Object.keys(properties), ...required])].slice(0, mostFields);
  const least = Math.min(mostFields, numberField(node, 'minProperties') ?? 0);
  const most = numberField(node, 'maxProperties') ?? Infinity;

  for (const name of names) {
    if (!isNeeded(name, properties, required, place, filling)) continue;
    const filled = fillField(node, name, true, place, filling);
    if (filled === undefined) return undefined;
    fields.set(name, filled);
  }
  const wantsAll = (filling.fields === 'all' || filling.demands.fillsAll) && place.depth <= deepestOptional;
  for (const name of names) {
    const isWanted = wantsAll || isGiven(name, filling) || fields.size < least;
    if (fields.has(name) || !isWanted || fields.size >= most || isLeftOut(name, properties, place, filling)) continue;
    if (!isGiven(name, filling) && ++filling.optional.count > mostOptional && fields.size >= least) continue;
    const filled = fillField(node, name, false, place, filling);
    if (filled !== undefined) fields.set(name, filled);
  }
  return assembled(names, fields);
}

function fillField(node: SchemaNode, name: string, isRequired: boolean, place: Place, filling: Filling) {
  const additional = nodeField(node, 'additionalProperties') ?? {};
  const schema = nodeField(nodeField(node, 'properties'), name) ?? additional;
  return fillValue(schema, fieldPlace(place, name, isRequired), filling);
}

export function fieldPlace(place: Place, name: string, isRequired: boolean): Place {
  return { path: below(place.path, name), name, depth: place.depth + 1, isRequired, turn: place.turn, decided: [] };
}

function isNeeded(
  name: string,
  properties: SchemaNode,
  required: ReadonlySet<unknown>,
  place: Place,
  filling: Filling,
): boolean {
  const demand = demandOf(filling.demands, below(place.path, name));
  if (demand?.isForbidden === true) return false;
  if (demand?.isRequired === true) return true;
  return required.has(name) && !isReadOnly(properties, name, filling);
}

/** A required field that is read-only is required in answers alone (OpenAPI 3.0, Schema Object, `readOnly`). */
function isReadOnly(properties: SchemaNode, name: string, { walk, options }: Filling): boolean {
  const schema = nodeField(properties, name);
  if (schema === undefined || options.ownKeys?.includes(name)) return false;
  return field(schema, 'readOnly') === true || field(walk.resolve(schema), 'readOnly') === true;
}

/** Optional fields that are better not sent. */
function isLeftOut(name: string, properties: SchemaNode, place: Place, filling: Filling): boolean {
  if (demandOf(filling.demands, below(place.path, name))?.isForbidden === true) return true;
  if (isReadOnly(properties, name, filling)) return true;
  if (isGiven(name, filling) || filling.options.ownKeys?.includes(name)) return false;
  const declared = nodeField(properties, name) ?? {};
  return isServerDecided(name, declared) || isPrivilege(name);
}

function isGiven(name: string, { options }: Filling): boolean {
  return options.values !== undefined && Object.hasOwn(options.values, name);
}

/** The schema with what the presence of other fields adds to it (JSON Schema 2020-12, section 10.2.2.4). */
function withDependents(schema: SchemaNode, place: Place, filling: Filling): SchemaNode {
  let node = schema;
  const followed = new Set<string>();
  for (let round = 0; round < 5; round++) {
    const present = presentNames(node, place, filling).filter((name) => !followed.has(name));
    const added = present.flatMap((name) => {
      followed.add(name);
      return dependentsOf(node, name);
    });
    if (added.length === 0 || --filling.walk.left < 0) break;
    node = mergedSchema({ allOf: [node, ...added] }, filling.walk, place.depth).node;
  }
  return node;
}

function presentNames(node: SchemaNode, place: Place, filling: Filling): string[] {
  const required = listField(node, 'required').filter((name) => typeof name === 'string');
  const properties = nodeField(node, 'properties') ?? {};
  const wantsAll = (filling.fields === 'all' || filling.demands.fillsAll) && place.depth <= deepestOptional;
  return Object.keys(properties)
    .concat(required)
    .filter((name) => required.includes(name) || isGiven(name, filling) || wantsAll)
    .slice(0, mostFields);
}

function dependentsOf(node: SchemaNode, name: string): SchemaNode[] {
  const lists = [nodeField(node, 'dependentRequired'), nodeField(node, 'dependencies')].map((map) =>
    listField(map, name),
  );
  const schemas = [nodeField(node, 'dependentSchemas'), nodeField(node, 'dependencies')].map((map) =>
    nodeField(map, name),
  );
  const required = lists.flat().filter((other) => typeof other === 'string');
  return [...(required.length > 0 ? [{ required }] : []), ...schemas.filter(isSpecNode)];
}

/** Fields in the order of the schema; those that repeat another one take its value. */
function assembled(names: readonly string[], fields: ReadonlyMap<string, Filled>): Filled {
  const present = names.filter((name) => fields.has(name));
  const repeated = repetitions(Object.fromEntries(present.map((name) => [name, fields.get(name)?.value ?? null])));
  return {
    value: Object.fromEntries(present.map((name) => [name, repeated.get(name) ?? fields.get(name)?.value ?? null])),
    canaries: present.flatMap((name) => (repeated.has(name) ? [] : (fields.get(name)?.canaries ?? []))),
  };
}

/** What fields must hold that repeat others: the password and its confirmation. */
export function repetitions(value: JsonObject): Map<string, string> {
  const repeated = new Map<string, string>();
  const byName = new Map(Object.entries(value).map(([name, child]) => [foldName(name), child]));
  for (const [name, child] of Object.entries(value)) {
    const original = repeatedName(name);
    const text = original === undefined || typeof child !== 'string' ? undefined : byName.get(original);
    if (typeof text === 'string') repeated.set(name, text);
  }
  return repeated;
}
