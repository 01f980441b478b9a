import type { Value } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { argument } from '../tools.ts';
import { classField, selfField } from './bound-fields.ts';
import {
  type Declared,
  type Direction,
  declaredDict,
  declaredIn,
  factsOfParts,
  isOpenSetting,
  many,
  pickedOf,
} from './declared-fields.ts';

/*
 * Schemas of marshmallow (documentation of 3.x, "Quickstart" and "Handling unknown fields"), also those of
 * Flask-Marshmallow and APIFlask.
 */

/** What a schema class, an object of one, or the object's class says. `undefined` for one that cannot be seen. */
function declaredBy(schema: Value | undefined, direction: Direction): Declared | undefined {
  // `{'title': String()}`, which several libraries take instead of a class.
  if (schema?.shape.kind === 'dict')
    return { fields: new Map([...schema.shape.fields.keys()].map((name) => [name, []])), isOpen: false };
  if (schema?.shape.kind === 'class') return declaredIn(schema.shape.class, direction);
  if (schema?.shape.kind !== 'object' || schema.shape.object.class === undefined) return undefined;
  const declared = declaredIn(schema.shape.object.class, direction);
  const unknown = schema.shape.object.fields.get('unknown');
  return unknown === undefined ? declared : { ...declared, isOpen: isOpenSetting(unknown) };
}

/** Whether a schema is for several: `PetSchema(many=True)`. */
export function isForMany(schema: Value | undefined): boolean {
  return schema?.shape.kind === 'object' && isTrue(schema.shape.object.fields.get('many'));
}

function isTrue(value: Value | undefined): boolean {
  return value?.shape.kind === 'constant' && value.shape.value === true;
}

/** Data that went through a schema. */
export function throughSchema(schema: Value | undefined, data: Value, direction: Direction): Value {
  const declared = declaredBy(schema, direction);
  return declared === undefined ? pickedOf(data) : declaredDict(declared, data);
}

function schemaOf({ callee }: ModelCall): Value | undefined {
  return callee.fields.get(selfField) ?? callee.fields.get(classField);
}

const load: CallModel = (call, { learn }) => {
  const data = argument(call.arguments, 'data', 0) ?? argument(call.arguments, 'json_data');
  if (data === undefined) return undefined;
  const schema = schemaOf(call);
  const unknown = argument(call.arguments, 'unknown');
  const declared = declaredBy(schema, 'in');
  if (declared === undefined) return pickedOf(data);
  const loaded = declaredDict(unknown === undefined ? declared : { ...declared, isOpen: isOpenSetting(unknown) }, data);
  if (loaded.shape.kind === 'dict') learn(factsOfParts(loaded.shape.fields.values()));
  return isForMany(schema) || isTrue(argument(call.arguments, 'many')) ? many(loaded) : loaded;
};

const dump: CallModel = (call) => {
  const data = argument(call.arguments, 'obj', 0);
  if (data === undefined) return undefined;
  const schema = schemaOf(call);
  const sent = throughSchema(schema, data, 'out');
  return isForMany(schema) || isTrue(argument(call.arguments, 'many')) ? many(sent) : sent;
};

export const marshmallowCalls: readonly (readonly [string, CallModel])[] = [
  ['marshmallow.Schema.load', load],
  ['marshmallow.Schema.loads', load],
  ['marshmallow.Schema.dump', dump],
  ['marshmallow.Schema.dumps', dump],
];

export const marshmallowAliases: readonly (readonly [string, string])[] = [
  'apiflask.Schema',
  'marshmallow.schema.Schema',
  'flask_marshmallow.Schema',
  'flask_marshmallow.Marshmallow().Schema',
  'flask_marshmallow.Marshmallow().SQLAlchemySchema',
  'flask_marshmallow.Marshmallow().SQLAlchemyAutoSchema',
  'marshmallow_sqlalchemy.SQLAlchemySchema',
].map((path) => [path, 'marshmallow.Schema']);

/** `order_schema.dump(order)` of a schema that cannot be seen: its name says what it is. */
export const marshmallowFallback: CallModel = ({ path, arguments: args, site }) => {
  const [data] = args.positional;
  if (site.module.language !== 'python') return undefined;
  return data !== undefined && /schema\w*(?:\(\))?\.(?:load|dump)s?$/i.test(path) ? pickedOf(data) : undefined;
};
