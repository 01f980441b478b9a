import { treated } from '../../flow/collections.ts';
import { elementOf, partOf } from '../../flow/refine.ts';
import {
  type External,
  externalOf,
  fromSources,
  shaped,
  type Treatment,
  textOf,
  type Value,
} from '../../flow/value.ts';
import { fieldOf, hasTrue, items } from './values.ts';

/*
 * Schemas: zod, Joi, yup, valibot, TypeBox and JSON Schema. What is known of data that went through one.
 */

export type Schema =
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Schema>; readonly isOpen: boolean }
  | { readonly kind: 'list'; readonly element: Schema }
  | { readonly kind: 'single'; readonly isNumber: boolean; readonly treatments: readonly Treatment[] }
  | { readonly kind: 'any' };

type ObjectSchema = Extract<Schema, { kind: 'object' }>;
type SingleSchema = Extract<Schema, { kind: 'single' }>;

/** Schemas inside each other that are read. */
const deepest = 12;

const any: Schema = { kind: 'any' };
const text: SingleSchema = { kind: 'single', isNumber: false, treatments: [] };
const number: SingleSchema = { kind: 'single', isNumber: true, treatments: ['number'] };
const listedText: SingleSchema = { kind: 'single', isNumber: false, treatments: ['listed'] };

/** Data that went through a schema: an object has the fields that it declares, and others only where it is open. */
export function restricted(value: Value, schema: Schema, depth = 0): Value {
  if (depth > deepest) return value;
  switch (schema.kind) {
    case 'any':
      return value;
    case 'single':
      return treated(value, schema.treatments);
    case 'list':
      return items(restricted(elementOf(value), schema.element, depth + 1));
    case 'object': {
      const known = [...schema.fields].map(
        ([name, field]) => [name, restricted(partOf(value, name), field, depth + 1)] as const,
      );
      const object = shaped({
        kind: 'dict',
        fields: new Map(known),
        rest: schema.isOpen ? fromSources(value.sources) : null,
      });
      return schema.isOpen ? object : treated(object, ['picked']);
    }
  }
}

/** The schema that a value is; `undefined` where it is none. */
export function schemaOf(value: Value | undefined, depth = 0): Schema | undefined {
  if (value === undefined || depth > deepest) return undefined;
  const external = externalOf(value);
  if (external !== undefined) return ofLibrary(external, depth);
  return value.shape.kind === 'dict' ? ofJsonSchema(value, depth) : undefined;
}

function ofJsonSchema(value: Value, depth: number): Schema {
  const properties = fieldOf(value, 'properties');
  if (properties?.shape.kind === 'dict') {
    const more = fieldOf(value, 'additionalProperties');
    const isOpen = !(more?.shape.kind === 'constant' && more.shape.value === false);
    return { kind: 'object', fields: schemasIn(properties, depth), isOpen };
  }
  const element = fieldOf(value, 'items');
  if (element !== undefined) return { kind: 'list', element: schemaOf(element, depth + 1) ?? any };
  if (fieldOf(value, 'enum') !== undefined || fieldOf(value, 'const') !== undefined) return listedText;
  const isCapped = fieldOf(value, 'maximum') !== undefined || fieldOf(value, 'exclusiveMaximum') !== undefined;
  const type = fieldOf(value, 'type');
  if (type === undefined || textOf(type) === 'object') return any;
  return { kind: 'single', isNumber: true, treatments: isCapped ? ['capped'] : [] };
}

function schemasIn({ shape }: Value, depth: number): Map<string, Schema> {
  if (shape.kind !== 'dict') return new Map();
  return new Map([...shape.fields].map(([name, field]) => [name, schemaOf(field, depth + 1) ?? any]));
}

/** Where schemas come from, and whether their objects let through what they do not declare. */
const libraries: readonly { readonly path: RegExp; readonly isOpen: boolean }[] = [
  { path: /^(?:zod(?:\/[\w-]+)?|@hono\/zod-openapi)\./, isOpen: false },
  { path: /^(?:joi|@hapi\/joi|@types\/joi|celebrate\.Joi|celebrate\.Segments)\b/, isOpen: false },
  { path: /^(?:valibot|superstruct)\./, isOpen: false },
  { path: /^(?:yup|@sinclair\/typebox|typebox|elysia\.t)\b/, isOpen: true },
];

interface Step {
  readonly name: string;
  readonly given: readonly Value[];
  readonly under: External | undefined;
  readonly isOpen: boolean;
  readonly depth: number;
}

function ofLibrary(external: External, depth: number): Schema | undefined {
  const library = libraries.find(({ path }) => path.test(external.path));
  if (library === undefined || !external.path.endsWith('()')) return undefined;
  const name = external.path.slice(external.path.lastIndexOf('.') + 1, -2);
  const under = external.base?.base;
  const given = external.arguments?.positional ?? [];
  const step: Step = { name: name.toLowerCase(), given, under, isOpen: library.isOpen, depth: depth + 1 };
  return made(step) ?? changed(step, baseOf(step));
}

function baseOf({ under, depth }: Step): Schema {
  return (under === undefined || depth > deepest * 3 ? undefined : ofLibrary(under, depth)) ?? any;
}

/** What begins a schema: `z.object({…})`. */
function made({ name, given, under, isOpen, depth }: Step): Schema | undefined {
  const [first, second] = given;
  const inner = (value: Value | undefined): Schema => schemaOf(value, depth) ?? any;
  const isFirst = under === undefined || !under.path.endsWith('()');
  switch (name) {
    case 'object':
    case 'strictobject':
    case 'looseobject':
    case 'type': {
      if (first?.shape.kind !== 'dict') return any;
      const settings = fieldOf(second, 'additionalProperties');
      const isClosed = settings?.shape.kind === 'constant' && settings.shape.value === false;
      const open = name === 'looseobject' || name === 'type' || (isOpen && name === 'object' && !isClosed);
      return { kind: 'object', fields: schemasIn(first, depth), isOpen: open };
    }
    case 'array':
    case 'set':
      return isFirst ? { kind: 'list', element: inner(first) } : undefined;
    case 'enum':
    case 'nativeenum':
    case 'literal':
    case 'picklist':
    case 'enums':
      return listedText;
    case 'string':
      return text;
    case 'number':
    case 'int':
    case 'integer':
    case 'bigint':
      return isFirst || name === 'number' ? number : undefined;
    case 'union':
    case 'variant':
    case 'discriminatedunion':
    case 'intersection':
    case 'intersect':
      return together(
        given
          .flatMap((value) => (value.shape.kind === 'list' ? value.shape.items : [value]))
          .flatMap((value) => schemaOf(value, depth) ?? []),
      );
    case 'preprocess':
      return inner(second);
    case 'optional':
    case 'nullable':
    case 'nullish':
    case 'partial':
    case 'readonly':
      return isFirst && first !== undefined ? inner(first) : undefined;
    default:
      return undefined;
  }
}

/** What is said of a schema further: `.strict()`, `.extend({…})`, `.max(50)`. */
function changed({ name, given, depth }: Step, base: Schema): Schema {
  const [first] = given;
  if (base.kind === 'object') return changedObject(name, given, base, depth);
  switch (name) {
    case 'max':
    case 'lte':
    case 'lt':
    case 'less':
      return base.kind === 'single' && base.isNumber ? { ...base, treatments: [...base.treatments, 'capped'] } : base;
    case 'maxvalue':
      return { ...number, treatments: ['number', 'capped'] };
    case 'valid':
    case 'equal':
    case 'oneof':
      return listedText;
    case 'items':
    case 'of':
      return { kind: 'list', element: schemaOf(first, depth) ?? any };
    case 'keys':
    case 'shape':
      return first === undefined ? any : { kind: 'object', fields: schemasIn(first, depth), isOpen: name === 'shape' };
    case 'pipe':
      return piped(given, base, depth);
    default:
      return base;
  }
}

/** `v.pipe(v.number(), v.maxValue(50))`, `z.string().pipe(z.coerce.number())`. */
function piped(given: readonly Value[], base: Schema, depth: number): Schema {
  const parts = given.flatMap((value) => schemaOf(value, depth) ?? []);
  const last: Schema = parts.findLast(({ kind }) => kind !== 'any') ?? base;
  if (last.kind !== 'single') return last;
  return { ...last, treatments: parts.flatMap((part) => (part.kind === 'single' ? part.treatments : [])) };
}

function changedObject(name: string, given: readonly Value[], base: ObjectSchema, depth: number): Schema {
  const [first] = given;
  switch (name) {
    case 'strict':
    case 'strip':
    case 'nounknown':
      return { ...base, isOpen: false };
    case 'passthrough':
    case 'loose':
    case 'catchall':
    case 'nonstrict':
      return { ...base, isOpen: true };
    case 'unknown':
      return { ...base, isOpen: !(first?.shape.kind === 'constant' && first.shape.value === false) };
    case 'options':
    case 'prefs':
      return { ...base, isOpen: base.isOpen || hasTrue(first, 'allowUnknown') };
    case 'extend':
    case 'safeextend':
    case 'augment':
    case 'append':
    case 'keys':
    case 'shape':
      return first === undefined ? base : { ...base, fields: new Map([...base.fields, ...schemasIn(first, depth)]) };
    case 'merge':
    case 'and':
    case 'concat':
      return together([base, schemaOf(first, depth) ?? any]);
    case 'pick':
    case 'omit':
      return picked(name === 'pick', first, base);
    case 'array':
      return { kind: 'list', element: base };
    case 'keyof':
      return listedText;
    default:
      return base;
  }
}

function picked(isKept: boolean, names: Value | undefined, base: ObjectSchema): Schema {
  const { shape } = names ?? items();
  const chosen = new Set(
    shape.kind === 'dict'
      ? shape.fields.keys()
      : shape.kind === 'list'
        ? shape.items.map((item) => textOf(item) ?? '')
        : [],
  );
  return { ...base, fields: new Map([...base.fields].filter(([name]) => chosen.has(name) === isKept)) };
}

/** One of several, or all of them at once. */
function together(schemas: readonly Schema[]): Schema {
  const objects = schemas.filter((schema): schema is ObjectSchema => schema.kind === 'object');
  if (objects.length === 0) return schemas.length > 0 && schemas.every((one) => one === listedText) ? listedText : any;
  if (objects.length < schemas.length) return any;
  return {
    kind: 'object',
    fields: new Map(objects.flatMap(({ fields }) => [...fields])),
    isOpen: objects.some(({ isOpen }) => isOpen),
  };
}
