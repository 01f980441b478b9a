import type { SchemaNode } from '@middlebrick/model';
import { type Alternation, mergedSchema } from '../surface/merged-schema.ts';
import { field, isSpecNode, listField, nodeField, textField } from '../surface/spec-node.ts';
import { demandOf, type FieldDemand } from './demands.ts';
import { below } from './field-path.ts';
import type { Filling, Place } from './filling.ts';

const mostTried = 8;

/**
 * The alternatives of a schema in the order in which they are to be tried, each with the value of the discriminator
 * that chooses it (OpenAPI 3.1, section 4.8.25). Those that complaints speak against come last.
 */
export function alternativesOf(
  { options }: Alternation,
  node: SchemaNode,
  place: Place,
  filling: Filling,
): readonly SchemaNode[] {
  const turn = (filling.demands.turn + place.turn) % options.length;
  const turned = [...options.slice(turn), ...options.slice(0, turn)].slice(0, mostTried);
  return turned
    .map((option) => withDiscriminator(option, node, filling))
    .map((option) => ({ option, doubts: doubtsAbout(option, place, filling) }))
    .sort((a, b) => a.doubts - b.doubts)
    .map(({ option }) => option);
}

function withDiscriminator(option: SchemaNode, node: SchemaNode, { walk }: Filling): SchemaNode {
  const discriminator = nodeField(node, 'discriminator');
  // Swagger 2.0 writes the name alone.
  const name = textField(discriminator, 'propertyName') ?? textField(node, 'discriminator');
  const reference = textField(option, '$ref');
  if (name === undefined || reference === undefined || --walk.left < 0) return option;
  const { node: target } = mergedSchema(walk.resolve(option), walk, 0);
  const declared = nodeField(nodeField(target, 'properties'), name);
  const own = declared === undefined ? undefined : walk.resolve(declared);
  const last = reference.split('/').at(-1) ?? '';
  const mapped = Object.entries(nodeField(discriminator, 'mapping') ?? {}).find(
    ([, to]) => to === reference || to === last,
  );
  const value = mapped?.[0] ?? last;
  const listed = listField(own, 'enum');
  const isDecided = field(own, 'const') !== undefined || (listed.length > 0 && !listed.includes(value));
  const decision = isDecided ? {} : { properties: { [name]: { const: value } } };
  return { allOf: [option, { ...decision, required: [name] }] };
}

/** Fewer for an alternative that names what was missed, more for one that needs what was refused. */
function doubtsAbout(option: SchemaNode, place: Place, filling: Filling): number {
  if (filling.demands.fields.size === 0 || --filling.walk.left < 0) return textField(option, 'type') === 'null' ? 1 : 0;
  const { node } = mergedSchema(filling.walk.resolve(option), filling.walk, place.depth);
  const properties = nodeField(node, 'properties') ?? {};
  const required = new Set(listField(node, 'required'));
  return Object.entries(properties).reduce((doubts, [name, schema]) => {
    const demand = demandOf(filling.demands, below(place.path, name));
    if (demand === undefined || !isSpecNode(schema)) return doubts;
    const own = mergedSchema(filling.walk.resolve(schema), filling.walk, place.depth).node;
    return doubts + doubtsByDemand(demand, own, required.has(name));
  }, 0);
}

function doubtsByDemand(demand: FieldDemand, schema: SchemaNode, isRequired: boolean): number {
  const fixed = field(schema, 'const') ?? listField(schema, 'enum')[0];
  const isRuledOut = demand.choices !== undefined && fixed !== undefined && !demand.choices.includes(String(fixed));
  if (isRuledOut || (demand.isForbidden === true && isRequired)) return 10;
  return demand.isRequired === true ? -1 : 0;
}
