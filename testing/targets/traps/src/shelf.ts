import type { Described } from './describe-api.ts';
import { alice, bob, idOf, type Person, secretOf } from './people.ts';
import { type Kept, kept } from './records.ts';
import { type App, type Call, fieldsOf, missing } from './small-api.ts';
import type { JsonObject, Variant } from './trap.ts';
import type { World } from './world.ts';

export interface ShelfOptions {
  /** `/notes`. */
  path: string;
  noun: string;
  /** Text fields of a record, all required when one is made. */
  fields: readonly string[];
  /** What the server decides of a new record. */
  also?: JsonObject;
  /** What the server decides of a new record when it is made. */
  onMaking?(record: Kept): void;
  /** The id of the n-th record that is made. */
  idFor?(count: number): string;
}

/** The operations of a shelf: made by POST, changed by PATCH unless it is said otherwise. */
export function shelfOperations(
  path: string,
  id: string,
  fields: readonly string[],
  change: Described & { method?: 'PATCH' | 'PUT' } = {},
): Record<string, Described> {
  const { method = 'PATCH', ...described } = change;
  return {
    [`POST ${path}`]: { body: fields },
    [`GET ${path}`]: {},
    [`GET ${path}/{${id}}`]: {},
    [`${method} ${path}/{${id}}`]: { body: fields, ...described },
    [`DELETE ${path}/{${id}}`]: {},
  };
}

/** Whether a caller may do something to a record. */
export type Guard = (record: Kept, caller: Person) => boolean;

/** Records of one kind, with the operations that everybody has on them: make, list, read, change and remove. */
export interface Shelf {
  rows: Map<string, Kept>;
  add(owner: Person, fields: JsonObject): Kept;
  /**
   * Serves what no route before has answered. Everything is its owner's alone unless a guard says otherwise.
   */
  serve(app: App, guards?: { read?: Guard; change?: Guard; remove?: Guard }): void;
}

export const isOwn: Guard = ({ owner }, caller) => owner === caller.id;

/** The owner check of the hardened twin; the vulnerable one has none. */
export function guardOf(variant: Variant): Guard {
  return variant === 'vulnerable' ? () => true : isOwn;
}

/** A shelf on which alice and bob have a record each. */
export function openShelf(world: World, { path, noun, fields, also = {}, onMaking, idFor }: ShelfOptions): Shelf {
  const first = [alice, bob].map((owner) =>
    kept(owner, idOf(`${noun} of ${owner.email}`), {
      ...Object.fromEntries(fields.map((name) => [name, `${name} of ${owner.name}: ${secretOf(noun + owner.id)}`])),
      ...also,
    }),
  );
  const rows = world.table(noun, first, ({ id }) => id);
  let count = 0;
  const idOfNext = idFor ?? ((number) => idOf(`${noun} number ${number}`));
  const add: Shelf['add'] = (owner, sent) => {
    const record = kept(owner, idOfNext(++count), { ...textsIn(sent, fields), ...also });
    onMaking?.(record);
    rows.set(record.id, record);
    return record;
  };

  return {
    rows,
    add,
    serve: (app, { read = isOwn, change = isOwn, remove = isOwn } = {}) => {
      const found = (call: Call, guard: Guard): Kept | undefined => {
        const record = rows.get(call.req.param('id') ?? '');
        return record !== undefined && guard(record, call.get('caller')) ? record : undefined;
      };
      app.post(path, async (call) => {
        const sent = await fieldsOf(call);
        const lacking = fields.find((name) => typeof sent[name] !== 'string');
        if (lacking !== undefined) return call.json({ error: `${lacking} is required` }, 400);
        return call.json(add(call.get('caller'), sent).shown, 201);
      });
      app.get(path, (call) => {
        const own = [...rows.values()].filter((record) => isOwn(record, call.get('caller')));
        return call.json({ items: own.map(({ shown }) => shown) });
      });
      app.get(`${path}/:id`, (call) => {
        const record = found(call, read);
        return record === undefined ? missing(call) : call.json(record.shown);
      });
      app.on(['PATCH', 'PUT'], `${path}/:id`, async (call) => {
        const record = found(call, change);
        if (record === undefined) return missing(call);
        Object.assign(record.shown, textsIn(await fieldsOf(call), fields));
        return call.json(record.shown);
      });
      app.delete(`${path}/:id`, (call) => {
        const record = found(call, remove);
        if (record === undefined) return missing(call);
        rows.delete(record.id);
        return call.body(null, 204);
      });
    },
  };
}

/** Only texts of these names are taken from a client. */
export function textsIn(sent: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = sent[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
