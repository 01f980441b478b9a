import type { Json, SchemaNode } from '@middlebrick/model';
import { numberField } from '../surface/legal-number.ts';
import { mergedSchema, typeOf } from '../surface/merged-schema.ts';
import { typed } from '../surface/request-body.ts';
import { field, isSpecNode, listField, nodeField } from '../surface/spec-node.ts';
import { alternativesOf } from './alternatives.ts';
import { demandOf } from './demands.ts';
import { isReference } from './field-names.ts';
import { fillObject } from './fill-object.ts';
import { fillBoolean, fillChoice, fillNumber, fillText } from './fill-scalar.ts';
import type { Filled, Filling, Place } from './filling.ts';
import { isLegal, isNullable } from './legal.ts';
import { underDemand } from './under-demand.ts';

const deepest = 12;
const mostItems = 20;

/** A value for a schema; `undefined` when none is found within the bounds, or when it would name an unknown object. */
export function fillValue(unresolved: SchemaNode, place: Place, filling: Filling): Filled | undefined {
  if (place.depth > deepest || --filling.walk.left < 0) return undefined;
  const { node, alternations } = mergedSchema(filling.walk.resolve(unresolved), filling.walk, place.depth);
  const open = alternations.filter(({ options }) => !isDecided(options, place));
  const [first, ...rest] = open;
  if (first === undefined) return fillNode(node, place, filling);
  const decided = { ...place, depth: place.depth + 1, decided: [...place.decided, first.options] };
  const others = rest.map(({ kind, options }) => ({ [kind]: options }));
  let inDoubt: Filled | undefined;
  for (const option of alternativesOf(first, node, place, filling)) {
    const whole = { allOf: [node, ...others, option] };
    for (const fields of filling.fields === 'all' ? (['all', 'required'] as const) : (['required'] as const)) {
      const filled = fillValue(whole, decided, { ...filling, fields });
      if (filled === undefined) break;
      if (first.kind === 'anyOf' || matchesOne(filled.value, first.options, filling)) return filled;
      inDoubt ??= filled;
    }
  }
  return inDoubt ?? (isNullable(node) ? { value: null, canaries: [] } : undefined);
}

function isDecided(options: readonly SchemaNode[], { decided }: Place): boolean {
  return decided.some((known) => known.length === options.length && known.every((option, i) => option === options[i]));
}

function matchesOne(value: Json, options: readonly SchemaNode[], { walk, judging }: Filling): boolean {
  return options.slice(0, 50).filter((option) => isLegal(value, option, walk, judging)).length === 1;
}

/** A schema without alternatives. */
function fillNode(schema: SchemaNode, place: Place, filling: Filling): Filled | undefined {
  const demand = demandOf(filling.demands, place.path);
  if (demand !== undefined) filling.met.add(demand);
  const node = underDemand(schema, demand);
  const given = givenValue(node, place, filling);
  if (given !== undefined) return { value: given, canaries: [] };
  const chosen = fillChoice(node, place, demand);
  if (chosen !== undefined) return { value: chosen, canaries: [] };
  if (listField(node, 'enum').length > 0) return undefined;
  return fillType(node, place, filling) ?? (isNullable(node) ? { value: null, canaries: [] } : undefined);
}

function fillType(node: SchemaNode, place: Place, filling: Filling): Filled | undefined {
  const type = typeOf(node);
  switch (type) {
    case 'object':
      return fillObject(node, place, filling);
    case 'array':
      return fillList(node, place, filling);
    case 'integer':
    case 'number':
      return isUnknownReference(node, place, filling)
        ? undefined
        : asFilled(fillNumber(node, place, filling, type === 'integer'));
    case 'boolean':
      return asFilled(fillBoolean(node, place));
    case 'null':
      return asFilled(null);
    default:
      return fillText(node, place, filling, demandOf(filling.demands, place.path));
  }
}

function isUnknownReference(node: SchemaNode, { name }: Place, { options }: Filling): boolean {
  return isReference(name, node) && !options.ownKeys?.includes(name);
}

function asFilled(value: Json | undefined): Filled | undefined {
  return value === undefined ? undefined : { value, canaries: [] };
}

/** The value that is given for a field of this name, in its type; an object takes none. */
export function givenValue(node: SchemaNode, place: Place, { options }: Filling): Json | undefined {
  const given = options.values !== undefined && Object.hasOwn(options.values, place.name) && options.values[place.name];
  if (typeof given !== 'string' || place.path === '' || typeOf(node) === 'object') return undefined;
  if (typeOf(node) !== 'array') return typed(given, node, options.surface);
  // The items are asked in turn.
  return undefined;
}

function fillList(node: SchemaNode, place: Place, filling: Filling): Filled | undefined {
  const least = Math.max(0, Math.ceil(numberField(node, 'minItems') ?? 0));
  const most = Math.floor(numberField(node, 'maxItems') ?? mostItems);
  if (least > mostItems || most < least) return undefined;
  const isUnique = field(node, 'uniqueItems') === true;
  const wanted = Math.min(most, Math.max(least, 1));
  const items: Filled[] = [];
  const seen = new Set<string>();
  for (let turn = 0; items.length < wanted && turn < wanted * 3; turn++) {
    const item = fillValue(itemSchema(node, items.length), itemPlace(place, turn), filling);
    if (item === undefined) break;
    const text = JSON.stringify(item.value);
    if (isUnique && seen.has(text)) continue;
    seen.add(text);
    items.push(item);
  }
  if (items.length < least) return undefined;
  return { value: items.map(({ value }) => value), canaries: items.flatMap(({ canaries }) => canaries) };
}

function itemSchema(node: SchemaNode, index: number): SchemaNode {
  const own = listField(node, 'prefixItems')[index];
  return isSpecNode(own) ? own : (nodeField(node, 'items') ?? {});
}

export function itemPlace(place: Place, turn: number): Place {
  return { ...place, path: `${place.path}[]`, depth: place.depth + 1, turn, decided: [] };
}
