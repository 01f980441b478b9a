import {
  type CallArguments,
  type Closure,
  type External,
  fromSources,
  plain,
  type Site,
  shaped,
  type Value,
} from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';

/*
 * What the models of JavaScript are made of.
 */

/** An object with these fields, and nothing else unless `rest` says so. */
export function fields(known: Readonly<Record<string, Value>>, rest: Value | null = null): Value {
  return shaped({ kind: 'dict', fields: new Map(Object.entries(known)), rest });
}

export function items(...values: readonly Value[]): Value {
  return shaped({ kind: 'list', items: values });
}

/** The value that stands for something of a library. */
export function ofExternal(external: External): Value {
  return shaped({ kind: 'external', external });
}

/** A value that is a function of the audited code. */
export function closureOf({ shape }: Value): Closure | undefined {
  return shape.kind === 'function' ? shape.closure : undefined;
}

/** A field of an object that is written where it is handed over: `{ prefix: '/v1' }`. */
export function fieldOf(value: Value | undefined, name: string): Value | undefined {
  return value?.shape.kind === 'dict' ? value.shape.fields.get(name) : undefined;
}

export function hasTrue(value: Value | undefined, name: string): boolean {
  const field = fieldOf(value, name);
  return field?.shape.kind === 'constant' && field.shape.value === true;
}

export function withArguments(...positional: readonly Value[]): CallArguments {
  return { positional, named: new Map(), spread: [] };
}

/** A call that gives its first argument. */
export const first: CallModel = ({ arguments: args }) => args.positional[0] ?? args.spread[0] ?? plain;

/** A call into which nothing goes that comes out again: an id, a time, a number. */
export const fresh: CallModel = () => plain;

/** A call that gives the object that it is a method of: `res.status(404)`. */
export const itself: CallModel = ({ callee }) => (callee.base === undefined ? undefined : ofExternal(callee.base));

/** What was thrown, for who handles it. */
export function thrown(site: Site): Value {
  return fromSources([{ kind: 'error', type: '', site }]);
}

/** One model for several ways. */
export function each<Model>(names: readonly string[], model: Model): (readonly [string, Model])[] {
  return names.map((name) => [name, model] as const);
}
