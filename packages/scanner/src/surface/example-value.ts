import type { Json, Parameter, Surface } from '@middlebrick/model';
import { isModest, sampleSchema } from './sample-schema.ts';

/** What the specification offers for a parameter, else the smallest value that its schema allows. */
export function exampleOf(parameter: Parameter, surface: Pick<Surface, 'resolve'>): Json | undefined {
  const offered = parameter.examples.filter((value) => value !== null && value !== '').find(isModest);
  if (offered !== undefined) return offered;
  return sampleSchema(parameter.schema ?? {}, surface);
}

/**
 * A value for a parameter as a text: an example of the specification, its default, the first of its allowed
 * values, else the smallest value that its schema allows. Lists are joined by commas, objects written as JSON.
 */
export function exampleValue(parameter: Parameter, surface: Surface): string | undefined {
  const value = exampleOf(parameter, surface);
  return value === undefined ? undefined : textOf(value);
}

/** A value as it stands in a URL or header, before it is encoded. */
export function textOf(value: Json): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  if (value !== null && typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
