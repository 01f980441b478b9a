import type { Operation } from '@middlebrick/model';
import { resourceOf, resourceOfParameter } from '../survey/naming.ts';

/** What stands in one segment of a path. */
export interface PathParameter {
  field: string;
  resource: string;
}

/** The template that a path was made from, the one with the fewest parameters. */
function templateOf(path: string, method: string, operations: readonly Operation[]): string | undefined {
  const segments = path.split('/');
  const fits = operations.filter((operation) => {
    if (operation.method !== method) return false;
    const wanted = operation.path.split('/');
    const given = segments.slice(1 - wanted.length);
    return wanted.slice(1).every((part, index) => part === given[index] || (isParameter(part) && given[index] !== ''));
  });
  const count = (template: string): number => template.split('/').filter(isParameter).length;
  return fits.map((operation) => operation.path).toSorted((a, b) => count(a) - count(b) || b.length - a.length)[0];
}

/** The parameters of a concrete path, by the index of its segment; `undefined` when no template fits. */
export function parametersOf(
  path: string,
  method: string,
  operations: readonly Operation[],
): ReadonlyMap<number, PathParameter> | undefined {
  const template = templateOf(path, method, operations);
  if (template === undefined) return undefined;
  const wanted = template.split('/');
  const offset = path.split('/').length - wanted.length;
  return new Map(
    wanted.flatMap((part, index): [number, PathParameter][] => {
      if (!isParameter(part)) return [];
      const field = part.slice(1, -1);
      return [[index + offset, { field, resource: resourceOfParameter(template, field) }]];
    }),
  );
}

/** What the path of a request is about. */
export function resourceAt(url: string, method: string, operations: readonly Operation[]): string {
  const path = URL.parse(url)?.pathname ?? '';
  return resourceOf(templateOf(path, method, operations) ?? path);
}

function isParameter(segment: string): boolean {
  return /^\{[^{}]{1,200}\}$/.test(segment);
}
