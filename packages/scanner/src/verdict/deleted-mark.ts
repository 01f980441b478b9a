import { isJsonObject, type Json, type JsonObject } from '@middlebrick/model';

const flags = /^(?:is_?)?(?:deleted|removed|archived|trashed)$/i;
const moments = /^(?:deleted|removed|archived|trashed)_?(?:at|on|date|time|by)$/i;
const states = /^(?:state|status|lifecycle)$/i;
const goneStates = /^(?:deleted|removed|archived|trashed)$/i;

/** Whether a record says that it counts as deleted although it is still given: `deleted: true`, `deleted_at: …`. */
export function saysDeleted(json: Json | undefined): boolean {
  if (!isJsonObject(json)) return false;
  const inner = Object.values(json).filter(isJsonObject);
  return hasMark(json) || (inner.length === 1 && inner.some(hasMark));
}

function hasMark(record: JsonObject): boolean {
  return Object.entries(record).some(([name, value]) => {
    if (flags.test(name)) return value === true || value === 1;
    if (moments.test(name)) return value !== null && value !== false && value !== '' && value !== 0;
    return states.test(name) && typeof value === 'string' && goneStates.test(value);
  });
}
