import { treated } from '../../flow/collections.ts';
import { madeOf } from '../../flow/sources.ts';
import { plain, type Value } from '../../flow/value.ts';
import type { CallModel, ModelCall } from '../contract.ts';
import { lastName } from './names.ts';
import { restricted, type Schema, schemaOf } from './schemas.ts';
import { each, fields, hasTrue, ofExternal } from './values.ts';

/*
 * The calls that put data through a schema.
 */

/** The schema that a method belongs to; one of Joi and yup can be told to drop what it does not declare. */
function ownSchema({ callee, arguments: args }: ModelCall): Schema | undefined {
  const schema = callee.base === undefined ? undefined : schemaOf(ofExternal(callee.base));
  if (schema?.kind !== 'object') return schema;
  const [, options] = args.positional;
  if (hasTrue(options, 'stripUnknown')) return { ...schema, isOpen: false };
  return hasTrue(options, 'allowUnknown') ? { ...schema, isOpen: true } : schema;
}

function through(call: ModelCall, wrap: (value: Value) => Value): Value | undefined {
  const [data] = call.arguments.positional;
  const schema = ownSchema(call);
  return data === undefined || schema === undefined ? undefined : wrap(restricted(data, schema));
}

const same = (value: Value): Value => value;

/** What went wrong says nothing that the client did not send. */
const result = (data: Value): Value => fields({ success: plain, data, error: plain });

const validation = (value: Value): Value => fields({ value, error: plain });

const parse: CallModel = (call) => through(call, same);

const safeParse: CallModel = (call) => through(call, result);

/** Joi gives `{ value, error }`, yup the value itself. */
const validate: CallModel = (call) => through(call, /^yup\b/.test(call.path) ? same : validation);

export const schemaMethods: readonly (readonly [string, CallModel])[] = [
  ...each(['parse', 'parseAsync', 'validateAsync', 'validateSync', 'cast'], parse),
  ...each(['safeParse', 'safeParseAsync', 'spa'], safeParse),
  ['validate', validate],
];

/** `v.parse(Schema, input)`: the schema comes first. */
function schemaFirst(wrap: (value: Value) => Value, cleans = false): CallModel {
  return ({ arguments: args }) => {
    const [given, data] = args.positional;
    const schema = schemaOf(given);
    if (data === undefined) return undefined;
    return wrap(schema === undefined ? treated(data, ['picked']) : restricted(data, cleans ? closed(schema) : schema));
  };
}

/** What cleans data drops what is not declared, whatever the schema says by itself. */
function closed(schema: Schema): Schema {
  return schema.kind === 'object' ? { ...schema, isOpen: false } : schema;
}

/** `create(input, Schema)` of superstruct. */
const schemaLast: CallModel = ({ arguments: args }) => {
  const [data, given] = args.positional;
  const schema = schemaOf(given);
  return data === undefined || schema === undefined ? undefined : restricted(data, schema);
};

export const schemaCalls: readonly (readonly [string, CallModel])[] = [
  ...each(['valibot.parse', 'valibot.parseAsync'], schemaFirst(same)),
  ...each(
    ['valibot.safeParse', 'valibot.safeParseAsync'],
    schemaFirst((output) => fields({ success: plain, output })),
  ),
  ...each(['@sinclair/typebox/value.Value.Parse', 'typebox/value.Value.Parse'], schemaFirst(same, true)),
  ...each(['@sinclair/typebox/value.Value.Clean', 'typebox/value.Value.Clean'], schemaFirst(same, true)),
  ...each(['superstruct.create', 'superstruct.mask'], schemaLast),
  ['joi.attempt', schemaLast],
];

/** `noteSchema.parse(body)`, where the schema stands in a file that cannot be seen. */
export const schemaByName: CallModel = ({ path, callee, arguments: args }) => {
  const [data] = args.positional;
  const name = lastName(path);
  if (data === undefined || callee.base === undefined) return undefined;
  if (!/schema|dto|validator|contract/i.test(lastName(callee.base.path))) return undefined;
  const value = treated(madeOf([data]), ['picked']);
  if (/^(?:parse|validate|cast)(?:Async|Sync)?$/.test(name)) return value;
  return /^safeParse(?:Async)?$/.test(name) ? result(value) : undefined;
};
