import { isJsonObject, type Json, type JsonObject, type SchemaNode } from '@middlebrick/model';
import { mergedSchema } from '../surface/merged-schema.ts';
import { nodeField } from '../surface/spec-node.ts';
import { demandOf } from './demands.ts';
import { below } from './field-path.ts';
import { fieldPlace, repetitions } from './fill-object.ts';
import { fillValue, givenValue, itemPlace } from './fill-value.ts';
import type { Filled, Filling, Place } from './filling.ts';
import { isLegal } from './legal.ts';
import { underDemand } from './under-demand.ts';

/** A value that was accepted before, with new canaries in its free strings and the given values in their fields. */
export function varied(unresolved: SchemaNode, base: Json, place: Place, filling: Filling): Filled {
  if (--filling.walk.left < 0) return { value: base, canaries: [] };
  const node = schemaFor(base, unresolved, place, filling);
  const demand = demandOf(filling.demands, place.path);
  if (demand !== undefined) filling.met.add(demand);
  if (isJsonObject(base)) return variedObject(node, base, place, filling);
  if (Array.isArray(base)) return variedList(node, base, place, filling);
  const given = givenValue(underDemand(node, demand), place, filling);
  if (given !== undefined) return { value: given, canaries: [] };
  if (typeof base !== 'string' && demand === undefined) return { value: base, canaries: [] };
  const fresh = fillValue(node, place, filling);
  const isOwnKey = filling.options.ownKeys?.includes(place.name) ?? false;
  const isReplaced = fresh !== undefined && (fresh.canaries.length > 0 || isOwnKey || demand !== undefined);
  return isReplaced ? fresh : { value: base, canaries: [] };
}

/** The schema with the alternatives that the base was made by. */
function schemaFor(base: Json, unresolved: SchemaNode, place: Place, filling: Filling): SchemaNode {
  let merged = mergedSchema(filling.walk.resolve(unresolved), filling.walk, place.depth);
  // The one that is chosen may have alternatives of its own.
  for (let level = 0; level < 5 && merged.alternations.length > 0 && filling.walk.left > 0; level++) {
    const chosen = merged.alternations.map(({ options }) => {
      const legal = options.slice(0, 50).find((option) => isLegal(base, option, filling.walk, filling.judging));
      return filling.walk.resolve(legal ?? {});
    });
    merged = mergedSchema({ allOf: [merged.node, ...chosen] }, filling.walk, place.depth);
  }
  return merged.node;
}

function variedObject(node: SchemaNode, base: JsonObject, place: Place, filling: Filling): Filled {
  const properties = nodeField(node, 'properties') ?? {};
  const schemaOf = (name: string) => nodeField(properties, name) ?? nodeField(node, 'additionalProperties') ?? {};
  const isForbidden = (name: string) => demandOf(filling.demands, below(place.path, name))?.isForbidden === true;
  const fields = new Map<string, Filled>();
  for (const [name, value] of Object.entries(base)) {
    if (!isForbidden(name)) fields.set(name, varied(schemaOf(name), value, fieldPlace(place, name, true), filling));
  }
  for (const name of Object.keys(properties)) {
    const isGiven = filling.options.values !== undefined && Object.hasOwn(filling.options.values, name);
    const isAsked = demandOf(filling.demands, below(place.path, name))?.isRequired === true;
    if (fields.has(name) || isForbidden(name) || !(isGiven || isAsked)) continue;
    const filled = fillValue(schemaOf(name), fieldPlace(place, name, isAsked), filling);
    if (filled !== undefined) fields.set(name, filled);
  }
  const value = Object.fromEntries([...fields].map(([name, filled]) => [name, filled.value]));
  const repeated = repetitions(value);
  return {
    value: { ...value, ...Object.fromEntries(repeated) },
    canaries: [...fields].flatMap(([name, { canaries }]) => (repeated.has(name) ? [] : canaries)),
  };
}

function variedList(node: SchemaNode, base: readonly Json[], place: Place, filling: Filling): Filled {
  const schema = nodeField(node, 'items') ?? {};
  const items = base.map((item, turn) => varied(schema, item, itemPlace(place, turn), filling));
  return { value: items.map(({ value }) => value), canaries: items.flatMap(({ canaries }) => canaries) };
}
