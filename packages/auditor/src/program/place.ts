import type { Site } from '../flow/value.ts';
import { positionOf } from '../ir/position.ts';
import type { Place } from '../rules/contract.ts';

/** A stretch of code for people: lines and columns. */
export function placeOf({ module, span }: Site): Place {
  const start = positionOf(module, span.start);
  const end = positionOf(module, span.end);
  return { path: module.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
