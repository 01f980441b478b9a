import { type CallArguments, constant, externalOf, textOf, type Value } from '../../flow/value.ts';
import { isConstant } from './access-draft.ts';
import { inDict } from './dynamo-call.ts';

/*
 * Schemas of dynamoose: which attributes are keys, of the table and of its indexes (dynamoosejs.com, "Schema").
 */

export interface ModelSchema {
  readonly table: Value | null;
  /** `id` where the schema cannot be seen. */
  readonly hash: string;
  readonly range: string | undefined;
  readonly isKnown: boolean;
  /** Attributes that indexes are keyed by, with the names of these. */
  readonly indexes: ReadonlyMap<string, Value>;
}

/** The schema of `dynamoose.model('Order', { … }, { tableName })`. */
export function schemaOf(model: CallArguments | undefined): ModelSchema {
  const [name, given, options] = model?.positional ?? [];
  const table = inDict(options)('tableName') ?? name ?? null;
  const attributes = attributesIn(given);
  if (attributes?.shape.kind !== 'dict')
    return { table, hash: 'id', range: undefined, isKnown: false, indexes: new Map() };
  const fields = [...attributes.shape.fields];
  const having = (setting: string): string | undefined =>
    fields.find(([, field]) => isConstant(inDict(field)(setting), true))?.[0];
  return {
    table,
    hash: having('hashKey') ?? fields[0]?.[0] ?? 'id',
    range: having('rangeKey'),
    isKnown: true,
    indexes: new Map(fields.flatMap(([attribute, field]) => indexOn(attribute, inDict(field)('index')))),
  };
}

/** `new Schema({ … })`, an object, or the first of several. */
function attributesIn(given: Value | undefined): Value | undefined {
  if (given === undefined) return undefined;
  const first = given.shape.kind === 'list' ? given.shape.items[0] : given;
  const made = first === undefined ? undefined : externalOf(first);
  return made === undefined ? first : made.arguments?.positional[0];
}

/** `index: true`, `index: { name: 'byOwner' }`, and several of them. */
function indexOn(attribute: string, index: Value | undefined): (readonly [string, Value])[] {
  const first = index?.shape.kind === 'list' ? index.shape.items[0] : index;
  if (first === undefined) return [];
  const given = inDict(first);
  const isLocal = isConstant(given('type'), 'local');
  if (isLocal) return [];
  const name = given('name');
  if (name === undefined && first.shape.kind !== 'dict' && !isConstant(first, true)) return [];
  const isNamed = name !== undefined && textOf(name) !== undefined;
  return [[attribute, isNamed ? name : constant(`${attribute}GlobalIndex`)]];
}

/** The attributes that choose an item of a model. */
export function keyNames({ hash, range, isKnown }: ModelSchema): ReadonlySet<string> | undefined {
  if (!isKnown) return undefined;
  return new Set(range === undefined ? [hash] : [hash, range]);
}
