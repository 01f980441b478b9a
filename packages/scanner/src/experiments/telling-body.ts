import { type Exchange, isJsonObject, type Json, type JsonObject, jsonOf, type Operation } from '@middlebrick/model';
import type { FilledBody } from '../active/contract.ts';
import { bodyParameters, isIdentifierParameter } from '../surface/index.ts';
import type { OwnThings } from '../survey/write-targets.ts';
import { placesOf } from '../verdict/assigned.ts';

/**
 * A body whose effect would show: as it is when it has a text of its own, else with choices, flags, numbers and days
 * that differ from what the owner reads now. `undefined` when nothing in it would show.
 */
export function tellingBody(
  filled: FilledBody,
  reading: Exchange,
  operation: Operation,
  things: Pick<OwnThings, 'surface'>,
): FilledBody | undefined {
  return filled.canaries.length > 0 ? filled : unlikeBody(filled, reading, operation, things);
}

/** A body in which everything without a text of its own differs from what the owner reads now, as far as it may. */
export function unlikeBody(
  filled: FilledBody,
  reading: Exchange,
  operation: Operation,
  things: Pick<OwnThings, 'surface'>,
): FilledBody | undefined {
  const json = jsonOf(reading);
  const value: JsonObject = { ...filled.value };
  let isUnlike = false;
  for (const parameter of bodyParameters(operation, things.surface)) {
    const { name, schema } = parameter;
    const present = placesOf(json, name)[0]?.value;
    if (present === undefined || !Object.hasOwn(value, name) || isIdentifierParameter(parameter)) continue;
    if (value[name] === present) {
      const other = unlike(present, schema === undefined ? {} : things.surface.resolve(schema));
      if (other !== undefined) value[name] = other;
    }
    isUnlike ||= isScalar(present) && value[name] !== present;
  }
  return isUnlike ? { value, canaries: filled.canaries } : undefined;
}

/** Another value that is legal where the present one is, as far as that can be said without trying. */
function unlike(present: Json, schema: Readonly<Record<string, unknown>>): Json | undefined {
  if (Array.isArray(schema.enum)) return (schema.enum as Json[]).find((choice) => choice !== present);
  if (typeof present === 'boolean') return !present;
  if (typeof present === 'number') return otherNumber(present, schema);
  const day = typeof present === 'string' ? /^(\d{4}-\d\d-)(\d\d)(.*)$/.exec(present.slice(0, 40)) : null;
  return day === null ? undefined : `${day[1]}${day[2] === '15' ? '16' : '15'}${day[3]}`;
}

function otherNumber(present: number, schema: Readonly<Record<string, unknown>>): number {
  const step = typeof schema.multipleOf === 'number' ? schema.multipleOf : 1;
  const { maximum } = schema;
  return typeof maximum === 'number' && present + step > maximum ? present - step : present + step;
}

function isScalar(value: Json): boolean {
  return !Array.isArray(value) && !isJsonObject(value);
}
