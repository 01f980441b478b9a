import type { SchemaNode } from '@middlebrick/model';
import { field } from './spec-node.ts';

/** Steps that are tried to either side before a bound and a multiple are taken to contradict each other. */
const mostSteps = 60;

/** The legal number nearest to the one wished for; `undefined` when none is found. */
export function legalNumber(schema: SchemaNode, wished: number, isInteger: boolean): number | undefined {
  const { lowest, highest } = boundsOf(schema);
  const nearest = Math.min(Math.max(wished, lowest), highest);
  const multiple = Math.max(0, numberField(schema, 'multipleOf') ?? 0);
  const grain =
    isInteger && !Number.isInteger(multiple) ? 1 : multiple || (isInteger ? 1 : grainBetween(lowest, highest));
  const isAligned = (isInteger || multiple > 0) && !isLegalNumber(nearest, schema, isInteger);
  const start = isAligned ? Math.ceil(nearest / grain) * grain : nearest;
  for (let step = 0; step <= mostSteps; step++) {
    const found = [start + step * grain, start - step * grain].find((value) => isLegalNumber(value, schema, isInteger));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Half of the way between two bounds, which is inside of both when they are left out themselves. */
function grainBetween(lowest: number, highest: number): number {
  return Number.isFinite(highest - lowest) ? (highest - lowest) / 2 : 1;
}

export function isLegalNumber(value: number, schema: SchemaNode, isInteger: boolean): boolean {
  const { lowest, highest, isAbove, isBelow } = boundsOf(schema);
  const multiple = numberField(schema, 'multipleOf');
  if (!Number.isFinite(value) || (isInteger && !Number.isInteger(value))) return false;
  if (multiple !== undefined && multiple > 0 && !Number.isInteger(value / multiple)) return false;
  return (isAbove ? value > lowest : value >= lowest) && (isBelow ? value < highest : value <= highest);
}

/** 3.0 writes an exclusive bound as a boolean beside the bound, 3.1 as a number of its own. */
function boundsOf(schema: SchemaNode) {
  const above = numberField(schema, 'exclusiveMinimum') ?? -Infinity;
  const below = numberField(schema, 'exclusiveMaximum') ?? Infinity;
  const lowest = Math.max(numberField(schema, 'minimum') ?? -Infinity, above);
  const highest = Math.min(numberField(schema, 'maximum') ?? Infinity, below);
  return {
    lowest,
    highest,
    isAbove: field(schema, 'exclusiveMinimum') === true || above === lowest,
    isBelow: field(schema, 'exclusiveMaximum') === true || below === highest,
  };
}

export function numberField(schema: SchemaNode, name: string): number | undefined {
  const value = field(schema, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
