import type { Person } from './people.ts';
import { type App, missing } from './small-api.ts';
import type { JsonObject, Variant } from './trap.ts';

/** A record with what is only known inside: whose it is. */
export interface Kept {
  id: string;
  owner: string;
  shown: JsonObject;
}

/** Whether a twin hands a record to a caller: the one place where most twins differ. */
export function mayRead(variant: Variant, record: { owner: string }, caller: Person): boolean {
  return variant === 'vulnerable' || record.owner === caller.id;
}

export function kept(owner: Person, id: string, shown: JsonObject): Kept {
  return { id, owner: owner.id, shown: { id, ...shown } };
}

export function find(records: readonly Kept[], id: string | undefined, variant: Variant, caller: Person) {
  const record = records.find((candidate) => candidate.id === id);
  return record !== undefined && mayRead(variant, record, caller) ? record : undefined;
}

export function ownOf(records: readonly Kept[], caller: Person): JsonObject[] {
  return records.filter((record) => record.owner === caller.id).map((record) => record.shown);
}

/** `GET <path>`: the ids and names of one's own records. */
export function listOwn(app: App, path: string, records: readonly Kept[], fields: readonly string[] = ['id']): void {
  app.get(path, (call) => call.json({ items: ownOf(records, call.get('caller')).map((item) => only(item, fields)) }));
}

/** `GET <path>/{id}`: one record, with the owner check of the variant. */
export function readOne(app: App, path: string, records: readonly Kept[], variant: Variant): void {
  app.get(`${path}/:id`, (call) => {
    const record = find(records, call.req.param('id'), variant, call.get('caller'));
    return record === undefined ? missing(call) : call.json(record.shown);
  });
}

function only(item: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.flatMap((field) => (item[field] === undefined ? [] : [[field, item[field]]])));
}
