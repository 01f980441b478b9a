import { isJsonObject, type Json, type JsonObject } from '@middlebrick/model';
import type { FilledBody } from '../active/contract.ts';
import { fieldPlace, repetitions } from './fill-object.ts';
import { fillValue } from './fill-value.ts';
import type { Filling, Place } from './filling.ts';

/** A body with the fields that complaints asked for and the schema does not know. */
export function withAskedFor(body: FilledBody, root: Place, filling: Filling): FilledBody {
  const canaries = [...body.canaries];
  let { value } = body;
  for (const [path, demand] of filling.demands.fields) {
    if (demand.isRequired !== true || filling.met.has(demand) || path.includes('[]')) continue;
    const names = path.split('.');
    const place = names.reduce((holder, name) => fieldPlace(holder, name, true), root);
    const filled = fillValue({}, place, filling);
    const changed = filled && inserted(value, names, filled.value);
    if (filled === undefined || changed === undefined) continue;
    value = changed;
    canaries.push(...filled.canaries);
  }
  const repeated = repetitions(value);
  const repeats = [...repeated].filter(([name, text]) => value[name] !== text).map(([name]) => name);
  if (repeats.length === 0) return { value, canaries };
  return {
    value: { ...value, ...Object.fromEntries(repeated) },
    canaries: canaries.filter(({ path }) => !repeats.includes(path)),
  };
}

/** A copy with a value at a path; `undefined` where something else than an object stands in the way. */
function inserted(holder: JsonObject, names: readonly string[], value: Json): JsonObject | undefined {
  const [name = '', ...rest] = names;
  const here = Object.hasOwn(holder, name) ? holder[name] : undefined;
  if (rest.length === 0) return here === undefined ? { ...holder, ...Object.fromEntries([[name, value]]) } : undefined;
  if (here !== undefined && !isJsonObject(here)) return undefined;
  const child = inserted(here ?? {}, rest, value);
  return child && { ...holder, ...Object.fromEntries([[name, child]]) };
}
