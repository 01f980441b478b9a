import { merged } from '../../flow/combine.ts';
import { type External, externalOf, shaped, textOf, type Value } from '../../flow/value.ts';
import { linksOf } from './chain.ts';
import { inDict } from './dynamo-call.ts';

/*
 * Tables and models of OneTable: which properties its keys are made of (doc.onetable.io, "Schemas").
 */

export interface OneModel {
  readonly table: External | undefined;
  /** The fields of the model, as far as they can be seen. */
  readonly fields: Value | undefined;
  readonly indexes: Value | undefined;
}

interface KeyProperties {
  /** The attributes of the table. */
  readonly hash: string;
  readonly sort: string | undefined;
  /** The properties that the values of these are made of; `undefined` for one that is given as it is. */
  readonly hashOf: readonly string[] | undefined;
  readonly sortOf: readonly string[] | undefined;
}

const tablePath = /^dynamodb-onetable(?:\/[\w/-]+)?\.Table\(\)$/;
const modelPath = /^dynamodb-onetable(?:\/[\w/-]+)?\.Model\(\)$/;

export function isTable(base: External | undefined): boolean {
  return base !== undefined && tablePath.test(base.path);
}

/** The model of `table.getModel('User')` and `new Model(table, 'User')`. */
export function modelOf(base: External | undefined): OneModel | undefined {
  const links = linksOf(base);
  const last = links.at(-1);
  if (last === undefined) return undefined;
  if (modelPath.test(last.made.path)) {
    const [table, name, options] = last.arguments.positional;
    return modelIn(table === undefined ? undefined : externalOf(table), name, inDict(options)('fields'));
  }
  if (!/(?:onetable|table)[\w.()]*\.getModel\(\)$/i.test(last.made.path)) return undefined;
  return modelIn(links.findLast(({ made }) => tablePath.test(made.path))?.made, last.arguments.positional[0]);
}

export function modelIn(table: External | undefined, name: Value | undefined, own?: Value): OneModel {
  const schema = inDict(inDict(table?.arguments?.positional[0])('schema'));
  const known = name === undefined ? undefined : textOf(name);
  const models = schema('models');
  const fields = own ?? (known === undefined ? undefined : inDict(models)(known));
  return { table, fields, indexes: schema('indexes') };
}

export function tableNameOf({ table }: OneModel): Value | null {
  return inDict(table?.arguments?.positional[0])('name') ?? null;
}

/** What an index is keyed by; `undefined` where the schema cannot be seen. */
export function keyProperties({ fields, indexes }: OneModel, index: Value | null): KeyProperties | undefined {
  const name = index === null ? 'primary' : textOf(index);
  const known = inDict(name === undefined ? undefined : inDict(indexes)(name));
  const primary = inDict(inDict(indexes)('primary'));
  const hash = known('hash') ?? primary('hash');
  const sort = known('sort');
  const [hashName, sortName] = [hash, sort].map((value) => (value === undefined ? undefined : textOf(value)));
  if (hashName === undefined) return undefined;
  return {
    hash: hashName,
    sort: sortName,
    hashOf: propertiesOf(fields, hashName),
    sortOf: sortName === undefined ? undefined : propertiesOf(fields, sortName),
  };
}

/** The properties in the template of an attribute's value: `account#${accountId}`. */
function propertiesOf(fields: Value | undefined, attribute: string): string[] | undefined {
  const template = inDict(inDict(fields)(attribute))('value');
  const text = template === undefined ? undefined : textOf(template);
  if (text === undefined) return undefined;
  return [...text.matchAll(/\$\{([\w.]+)(?::[^{}]*)?\}/g)].map((match) => match[1] ?? '');
}

const contextName = '<context>';

/** `table.setContext({ accountId })`: properties that go into everything that is asked of the table from here on. */
export function setContext(table: External, context: Value, isAdded: boolean): void {
  const known = table.fields.get(contextName);
  table.fields.set(contextName, isAdded && known !== undefined ? merged(known, context) : context);
}

/** Properties with those of the context on top. */
export function withContext({ table }: OneModel, properties: Value): Value {
  const context = table?.fields.get(contextName);
  return context === undefined ? properties : merged(properties, context);
}

export const noContext: Value = shaped({ kind: 'dict', fields: new Map(), rest: null });
