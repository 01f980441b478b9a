import { textOf, type Value } from '../flow/value.ts';
import type { CloudFunction, Infrastructure, Table } from '../iam/infrastructure.ts';
import { settingOf } from './settings.ts';

/** What a value says of which table is meant. */
export type Named =
  | { readonly kind: 'table'; readonly tables: readonly Table[] }
  /** A setting of the environment, which no template gives. */
  | { readonly kind: 'setting'; readonly setting: string; readonly tables: readonly Table[] }
  | { readonly kind: 'unknown' };

/** The tables that a value may name, by the templates where they say so. */
export function tablesNamed(
  value: Value | null,
  { tables }: Pick<Infrastructure, 'tables'>,
  functions: readonly CloudFunction[],
): Named {
  const name = value === null ? undefined : nameOf(value);
  if (name === undefined) return { kind: 'unknown' };
  if (name.setting === undefined) return { kind: 'table', tables: [tableCalled(name.text, tables)] };
  const given = settingIn(name.setting, tables, functions);
  if (given.length > 0 && name.text === `\${?${name.setting}}`) return { kind: 'table', tables: given };
  return { kind: 'setting', setting: name.setting, tables: [tableCalled(name.text, tables)] };
}

/** A name as templates write it, with the first setting in it. */
interface Name {
  readonly text: string;
  readonly setting?: string;
}

function nameOf(value: Value): Name | undefined {
  const { alternatives = [], shape } = value;
  const setting = settingOf(value);
  if (setting !== undefined) return { text: `\${?${setting}}`, setting };
  const text = textOf(value);
  if (text !== undefined)
    return text === '' ? undefined : { text: text.replace(/^arn:[^:]*:dynamodb:.*:table\//s, '') };
  // Where a setting has a default, the setting counts.
  const named = alternatives.map((one) => nameOf(one.value)).filter((name) => name !== undefined);
  if (named.length > 0) return named.find((name) => name.setting !== undefined) ?? named[0];
  if (shape.kind !== 'text') return undefined;
  const parts = shape.parts.map(nameOf);
  if (parts.some((part) => part === undefined)) return undefined;
  const first = parts.find((part) => part?.setting !== undefined)?.setting;
  return { text: parts.map((part) => part?.text ?? '').join(''), ...(first === undefined ? {} : { setting: first }) };
}

function settingIn(setting: string, tables: readonly Table[], functions: readonly CloudFunction[]): Table[] {
  const given = functions.flatMap(({ environment }) => {
    const value = Object.hasOwn(environment, setting) ? environment[setting] : undefined;
    if (value === undefined) return [];
    if (typeof value === 'string') return [tableCalled(value, tables)];
    return tables.filter(({ id }) => id === value.table);
  });
  return [...new Map(given.map((table) => [table.name, table])).values()];
}

/** The table of this name; what no template knows has no key that is known. */
function tableCalled(name: string, tables: readonly Table[]): Table {
  const known = tables.find((table) => table.name === name);
  if (known !== undefined) return known;
  return {
    id: name,
    name,
    key: { partition: '' },
    indexes: [],
    hasPointInTimeRecovery: false,
    hasCustomerKey: false,
    hasDeletionProtection: false,
    hasTimeToLive: false,
    place: { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 },
  };
}

/** A table of which only is known where in the code it is used. */
export function unknownTable(path: string, number: number): Table {
  return { ...tableCalled(`\${?UnknownTable${number}}`, []), id: path };
}
