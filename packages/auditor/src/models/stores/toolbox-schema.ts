import { type CallArguments, externalOf, textOf, type Value } from '../../flow/value.ts';
import { isConstant, textsOf } from './access-draft.ts';
import { linksOf } from './chain.ts';
import { inDict } from './dynamo-call.ts';

/*
 * Tables and entities of DynamoDB-Toolbox: what their keys are called.
 */

/** The settings of the table that an entity is in, or of the table itself. */
function tableSettings(owner: CallArguments | undefined): Value | undefined {
  const settings = owner?.positional[0];
  const table = inDict(settings)('table');
  const ofEntity = table === undefined ? undefined : externalOf(table)?.arguments?.positional[0];
  return ofEntity ?? settings;
}

export function tableName(owner: CallArguments | undefined): Value | null {
  return inDict(tableSettings(owner))('name') ?? null;
}

/** The name of the partition or sort key, of the table or of one of its indexes. */
export function keyName(
  owner: CallArguments | undefined,
  index: Value | null,
  part: 'partitionKey' | 'sortKey',
): string {
  const table = tableSettings(owner);
  const name = index === null ? undefined : textOf(index);
  const holder = name === undefined ? table : inDict(inDict(table)('indexes'))(name);
  const key = inDict(holder)(part);
  if (key === undefined) return part === 'partitionKey' ? 'partition' : 'range';
  return textOf(key) ?? textsOf(inDict(key)('name'))[0] ?? '';
}

/** The attributes of an entity that its key is made of; `undefined` where its schema cannot be seen. */
export function keyAttributes(entity: CallArguments | undefined): ReadonlySet<string> | undefined {
  const settings = inDict(entity?.positional[0]);
  const known = attributesIn(settings('schema') ?? settings('attributes'));
  if (known?.shape.kind !== 'dict') return undefined;
  const names = [...known.shape.fields].flatMap(([name, attribute]) => (isKey(attribute) ? [name] : []));
  const mapped = [...known.shape.fields].flatMap(([name, attribute]) =>
    names.includes(mappedTo(attribute) ?? '') ? [name] : [],
  );
  return names.length === 0 ? undefined : new Set([...names, ...mapped]);
}

/** The attributes of `item({ … })`, and those of version 0, which are an object already. */
function attributesIn(schema: Value | undefined): Value | undefined {
  const made = schema === undefined ? undefined : externalOf(schema);
  if (made === undefined) return schema;
  return linksOf(made).find(({ arguments: args }) => args.positional[0]?.shape.kind === 'dict')?.arguments
    .positional[0];
}

/** `string().key()`, `string({ key: true })`, and `{ partitionKey: true }` of version 0. */
function isKey(attribute: Value): boolean {
  const links = linksOf(externalOf(attribute));
  if (links.some(({ name, arguments: args }) => name === 'key' || isConstant(inDict(args.positional[0])('key'), true)))
    return true;
  const given = inDict(attribute);
  return isConstant(given('partitionKey'), true) || isConstant(given('sortKey'), true);
}

/** `sk` of `['sk', 0]`, which is a part of it. */
function mappedTo({ shape }: Value): string | undefined {
  const [first] = shape.kind === 'list' ? shape.items : [];
  return first === undefined ? undefined : textOf(first);
}
