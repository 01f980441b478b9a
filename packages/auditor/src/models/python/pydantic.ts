import {
  type CallArguments,
  type ClassValue,
  external,
  externalOf,
  fromSources,
  type HeapObject,
  type Site,
  shaped,
  textOf,
  type Value,
} from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { argument } from '../tools.ts';
import { classField, selfField } from './bound-fields.ts';
import { libraryBasesOf, lineageOf } from './class-lineage.ts';
import { declaredIn, declaredParts, pickedOf } from './declared-fields.ts';

/*
 * Models of pydantic (documentation of 2.x, "Models" and "Serialization"; the names of 1.x as well), and dataclasses.
 */

const bases = /^(?:pydantic|pydantic_settings|sqlmodel|ninja|aws_lambda_powertools\.utilities\.parser)\b.*\.\w+$/;

/** Whether a class is a model of pydantic, or one whose base cannot be seen, or a dataclass. */
export function isDataClass(known: ClassValue): boolean {
  const isDecorated = lineageOf(known).some(({ decorators }) =>
    decorators.some((decorator) => /(?:^|\.)dataclass(?:\(\))?$/.test(externalOf(decorator)?.path ?? '')),
  );
  return isDecorated || libraryBasesOf(known).some(({ path }) => bases.test(path) || /(?:Model|Schema)$/.test(path));
}

const boundMethods = ['model_dump', 'model_dump_json', 'dict', 'json', 'model_copy', 'copy'];

/** An object of a model whose data comes from somewhere: only what the class declares is in it. */
export function modelObject(known: ClassValue, data: Value, site: Site): Value {
  const declared = declaredIn(known);
  const fields = declaredParts(declared, data);
  const object: HeapObject = { class: known, fields, site };
  const self = shaped({ kind: 'object', object }, declared.isOpen ? data.sources : []);
  for (const name of boundMethods) {
    if (fields.has(name)) continue;
    const bound = external(`pydantic.BaseModel.${name}`, site, { fields: new Map([[selfField, self]]) });
    fields.set(name, bound);
  }
  return self;
}

/** The data of an object as a dict of what its class declares. */
function dumped(self: Value, args: CallArguments): Value | undefined {
  const { shape } = self;
  if (shape.kind !== 'object' || shape.object.class === undefined) return undefined;
  const declared = declaredIn(shape.object.class, 'out');
  const wanted = namesIn(argument(args, 'include'));
  const unwanted = namesIn(argument(args, 'exclude')) ?? new Set();
  const rest = fromSources(self.sources);
  const given = declaredParts(declared, rest);
  const fields = [...declared.fields.keys()]
    .filter((name) => !unwanted.has(name) && (wanted === undefined || wanted.has(name)))
    .map((name): [string, Value] => [name, known(shape.object.fields.get(name)) ?? given.get(name) ?? rest]);
  const dict = shaped({ kind: 'dict', fields: new Map(fields), rest: declared.isOpen ? rest : null });
  return declared.isOpen ? dict : pickedOf(dict);
}

/** A field that only its class mentions holds nothing yet. */
function known(field: Value | undefined): Value | undefined {
  return field?.shape.kind === 'constant' && field.shape.value === null ? undefined : field;
}

function namesIn(value: Value | undefined): Set<string> | undefined {
  if (value?.shape.kind !== 'list') return undefined;
  return new Set(value.shape.items.flatMap((item) => textOf(item) ?? []));
}

const dump: CallModel = ({ callee, arguments: args }) => {
  const self = callee.fields.get(selfField);
  return self === undefined ? undefined : dumped(self, args);
};

const copy: CallModel = ({ callee }) => callee.fields.get(selfField);

/** `Model.model_validate(data)`, also of a class that cannot be seen. */
const validate: CallModel = ({ callee, arguments: args, site }) => {
  const data = args.positional[0] ?? argument(args, 'obj') ?? argument(args, 'json_data') ?? argument(args, 'raw');
  const model = callee.fields.get(classField);
  if (data === undefined) return undefined;
  return model?.shape.kind === 'class' ? modelObject(model.shape.class, data, site) : pickedOf(data);
};

/** `parse(event, model=Order)` of Powertools. */
const parse: CallModel = ({ arguments: args, site }) => {
  const data = argument(args, 'event', 0);
  const model = argument(args, 'model', 1);
  if (data === undefined) return undefined;
  return model?.shape.kind === 'class' ? modelObject(model.shape.class, data, site) : pickedOf(data);
};

/** `dataclasses.asdict(order)`. */
const asDict: CallModel = ({ arguments: args }) => {
  const [object] = args.positional;
  return object === undefined ? undefined : (dumped(object, args) ?? object);
};

const validating = ['model_validate', 'model_validate_json', 'parse_obj', 'parse_raw', 'from_orm', 'model_construct'];

export const pydanticCalls: readonly (readonly [string, CallModel])[] = [
  ...['model_dump', 'model_dump_json', 'dict', 'json'].map((name): [string, CallModel] => [
    `pydantic.BaseModel.${name}`,
    dump,
  ]),
  ...['model_copy', 'copy'].map((name): [string, CallModel] => [`pydantic.BaseModel.${name}`, copy]),
  ['dataclasses.asdict', asDict],
  ['fastapi.encoders.jsonable_encoder', asDict],
  ['aws_lambda_powertools.utilities.parser.parse', parse],
];

/** By their names alone: classes that cannot be seen have them, too. */
export const pydanticMethods: readonly (readonly [string, CallModel])[] = validating.map((name) => [name, validate]);

export const pydanticAliases: readonly (readonly [string, string])[] = [
  ['sqlmodel.SQLModel', 'pydantic.BaseModel'],
  ['pydantic.main.BaseModel', 'pydantic.BaseModel'],
  ['pydantic.v1.BaseModel', 'pydantic.BaseModel'],
  ['aws_lambda_powertools.utilities.parser.BaseModel', 'pydantic.BaseModel'],
];
