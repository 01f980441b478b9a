import type { Comparison } from '../../flow/events.ts';
import {
  type ClassValue,
  external,
  externalOf,
  type HeapObject,
  type Site,
  shaped,
  type Value,
} from '../../flow/value.ts';
import { classField, selfField } from '../python/bound-fields.ts';
import { libraryBasesOf, lineageOf } from '../python/class-lineage.ts';
import { isConstant } from './access-draft.ts';

/*
 * Models of PynamoDB and the items that they give: the names of their keys, and what an item can do.
 */

/** The attributes that are a model's key; empty where it cannot be told. */
export interface KeyNames {
  readonly hash: string;
  readonly range: string;
}

/** `user_id = UnicodeAttribute(hash_key=True)`. */
export function keyNames(known: ClassValue | undefined): KeyNames {
  const lineage = known === undefined ? [] : lineageOf(known);
  const named = (setting: string): string => {
    for (const { members } of lineage) {
      for (const [name, member] of members) {
        if (isConstant(externalOf(member)?.arguments?.named.get(setting), true)) return name;
      }
    }
    return '';
  };
  return { hash: named('hash_key'), range: named('range_key') };
}

function settingOf(known: ClassValue | undefined, name: string): Value | undefined {
  for (const { members } of known === undefined ? [] : lineageOf(known)) {
    const meta = members.get('Meta');
    const setting = meta?.shape.kind === 'class' ? meta.shape.class.members.get(name) : undefined;
    if (setting !== undefined) return setting;
  }
  return undefined;
}

/** `class Meta: table_name = 'orders'`. */
export function tableOf(known: ClassValue | undefined): Value | null {
  return settingOf(known, 'table_name') ?? null;
}

/** The name of the index that a class describes; `undefined` for a model. */
export function indexedBy(known: ClassValue | undefined): Value | undefined {
  if (known === undefined) return undefined;
  const isIndex = libraryBasesOf(known).some(({ path }) => /\.(?:Global|Local)SecondaryIndex$/.test(path));
  if (!isIndex) return undefined;
  const name = settingOf(known, 'index_name');
  return name ?? { sources: [], shape: { kind: 'constant', value: known.node.name }, treatments: new Set() };
}

const methods = ['save', 'update', 'delete', 'to_simple_dict', 'to_dynamodb_dict', 'to_json', 'to_dict', 'serialize'];

/** An item that was read: its attributes are what the store gave, its methods those of the model. */
export function itemObject(item: Value, known: ClassValue | undefined, site: Site): Value {
  const fields = new Map<string, Value>();
  const self: Value = { ...item, shape: { kind: 'object', object: objectOf(known, fields, site) } };
  for (const name of methods) {
    fields.set(name, external(`pynamodb.models.Model.${name}`, site, { fields: new Map([[selfField, self]]) }));
  }
  fields.set('attribute_values', item);
  if (known !== undefined) fields.set(classField, shaped({ kind: 'class', class: known }));
  return self;
}

/** With the functions of the class, but without what it says of its attributes. */
function objectOf(known: ClassValue | undefined, fields: Map<string, Value>, site: Site): HeapObject {
  return known === undefined ? { fields, site } : { class: withoutAttributes(known), fields, site };
}

function withoutAttributes(known: ClassValue): ClassValue {
  const members = new Map<string, Value>();
  for (const one of lineageOf(known).toReversed()) {
    for (const [name, member] of one.members) if (member.shape.kind === 'function') members.set(name, member);
  }
  return { ...known, members, bases: [] };
}

/** The model of an item, with all that it says. */
export function classOfItem({ shape }: Value): ClassValue | undefined {
  if (shape.kind !== 'object') return undefined;
  const said = shape.object.fields.get(classField);
  return said?.shape.kind === 'class' ? said.shape.class : shape.object.class;
}

/** The key under which an item was read. */
export function storedKey({ sources }: Value): readonly Comparison[] {
  const source = sources.find((one) => one.kind === 'item');
  return source?.kind === 'item' && source.access.kind !== 'scan' ? source.access.key : [];
}
