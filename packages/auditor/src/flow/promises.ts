import type { Truth, Value } from './value.ts';

/*
 * What asynchronous functions give. A promise is there whatever it will be: that it is true says nothing.
 */

/** The same value before somebody waits for it. */
export function promise({ truth, ...value }: Value): Value {
  return { ...value, promised: truth ?? nothing };
}

const nothing: Truth = { whenTrue: new Set(), whenFalse: new Set() };

/** What `await` gives; of a list, as of `Promise.all`, also of its items. */
export function awaited(value: Value): Value {
  const { promised, ...kept } = value;
  const { shape } = value;
  const isOfPromises = shape.kind === 'list' && shape.items.some((item) => item.promised !== undefined);
  const settled = promised === undefined ? value : { ...kept, truth: promised };
  return isOfPromises ? { ...settled, shape: { kind: 'list', items: shape.items.map(awaited) } } : settled;
}
