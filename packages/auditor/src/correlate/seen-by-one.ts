import {
  type Correlation,
  type Gap,
  operationId,
  pathParameters,
  type Report,
  type ReportedOperation,
} from '@middlebrick/model';
import type { RouteMap } from './code-routes.ts';

interface Seen {
  readonly both: number;
  readonly onlyInCode: Correlation['onlyInCode'];
  readonly onlyAtTarget: Correlation['onlyAtTarget'];
  readonly gaps: readonly Gap[];
}

/** Which routes the code has and the target does not show, and the other way round. */
export function seenByOne({ surface, target }: Report, { ofOperation, unreached }: RouteMap): Seen {
  const missing = surface.operations.filter((operation) => ofOperation.has(operation.id) && isMissing(operation));
  const isDescribed = surface.operations.some(({ source }) => source !== 'code');
  const undescribed = surface.operations.filter(
    ({ id, source }) => isDescribed && source === 'code' && !missing.some((one) => one.id === id),
  );
  const outside = new Set(unreached.map(({ operation }) => operation));
  const onlyInCode = [
    ...missing.map(({ id }) => ({ operation: id, reason: 'everybody is answered 404' })),
    ...undescribed.map(({ id }) => ({ operation: id, reason: 'the description of the API does not have it' })),
    ...[...outside].map((operation) => ({ operation, reason: 'nothing was asked of it' })),
  ];
  const onlyAtTarget = surface.operations
    .filter(({ id }) => !ofOperation.has(id))
    .map(({ method, path, source }) => ({ operation: operationId(method, path), reason: knownBy(source) }));
  return {
    both: ofOperation.size - missing.length,
    onlyInCode,
    onlyAtTarget,
    gaps: nothingThere(surface.operations, missing.length, target.url),
  };
}

function knownBy(source: string): string {
  if (source === 'openapi') return 'the description of the API has it, and no route of the code';
  return source === 'link'
    ? 'a link leads to it, and no route of the code'
    : 'it answers, and no route of the code does';
}

/** Without a parameter there is nothing that could be missing but the route itself. */
function isMissing({ path, statuses }: ReportedOperation): boolean {
  const answers = Object.values(statuses);
  return pathParameters(path).length === 0 && answers.length > 0 && answers.every((status) => status === 404);
}

/** That the routes of the code are not where they were looked for. */
function nothingThere(operations: readonly ReportedOperation[], missing: number, url: string): Gap[] {
  const called = operations.filter(
    ({ path, source, statuses }) =>
      source === 'code' && pathParameters(path).length === 0 && Object.keys(statuses).length > 0,
  );
  if (called.length === 0 || missing < called.length) return [];
  return [
    {
      count: called.length,
      unit: 'operation',
      subject: 'every route of the code that could be called without an id is answered 404',
      remedy: `the API may be served below a path that its code does not show: ${baseAdvice(url)}`,
    },
  ];
}

function baseAdvice(url: string): string {
  const { origin, pathname } = new URL(url);
  return pathname === '/'
    ? `give the base URL with it, such as ${origin}/v1`
    : `check the path of ${origin}${pathname}`;
}
