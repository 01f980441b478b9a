import { type Operation, pathParameters, type RequestSpec } from '@middlebrick/model';
import type { Values } from '../survey/survey.ts';

/** A harmless request that a careless handler hands to its store or parser as it is. */
export interface MalformedRequest {
  request: RequestSpec;
  /** What is wrong with it, for people. */
  what: string;
  /** The parameter concerned. */
  parameter: string;
}

/** Longer than any partition key of DynamoDB (2048 bytes) and than most columns. */
const veryLong = 'a'.repeat(2100);
/** `{"x":{"S":"y"}}`: a page key of a table with another schema. */
const foreignCursor = 'eyJ4Ijp7IlMiOiJ5In19';

const limitName = /^(?:limit|page_?size|per_?page|size|count|take|max_?results|top)$/i;
const cursorName =
  /^(?:cursor|next(?:_?token|_?key|_?page)?|page_?token|start_?(?:key|token)|exclusive_?start_?key|last_?(?:evaluated_?)?key|after|continuation(?:_?token)?|starting_?after)$/i;
/** Most malformed requests of one operation. */
const most = 6;

/**
 * Requests of an operation with one value spoilt each: ids that are blank, too long or of the wrong type, limits that
 * are no limits, page keys of another table, lists where one value is wanted. The same for every check, so that
 * each is put on the wire once per scan.
 *
 * @param values of a request that was answered normally
 * @param request builds the concrete request of the operation
 */
export function malformedRequests(
  operation: Operation,
  normal: RequestSpec,
  values: Values,
  request: (operation: Operation, values: Values) => RequestSpec | undefined,
): MalformedRequest[] {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name);
  const limit = query.find((name) => limitName.test(name));
  const cursor = query.find((name) => cursorName.test(name));
  const other = query.find((name) => name !== limit && name !== cursor);
  const id = pathParameters(operation.path).at(-1);
  const inQuery = (parameter: string, what: string, value: string, name = parameter): MalformedRequest => ({
    request: { ...normal, path: withQuery(normal.path, name, value) },
    what,
    parameter,
  });

  const ids = id === undefined ? [] : inPath(operation, values, id, request);
  return [
    ...ids,
    ...(limit === undefined
      ? []
      : [inQuery(limit, 'a limit below zero', '-1'), inQuery(limit, 'a limit that is no number', 'abc')]),
    ...(cursor === undefined ? [] : [inQuery(cursor, 'a page key of another table', foreignCursor)]),
    ...(other === undefined
      ? []
      : [inQuery(other, 'a blank value', ' '), inQuery(other, 'a list where one value is wanted', '1', `${other}[]`)]),
    ...(limit === undefined && id === undefined ? [inQuery('limit', 'a limit that is no number', 'abc')] : []),
    ...(cursor === undefined && id === undefined
      ? [inQuery('cursor', 'a page key of another table', foreignCursor)]
      : []),
  ].slice(0, most);
}

function inPath(
  operation: Operation,
  values: Values,
  parameter: string,
  request: (operation: Operation, values: Values) => RequestSpec | undefined,
): MalformedRequest[] {
  const variants = [
    ['a blank id', ' '],
    ['a very long id', veryLong],
    ['an id of another type', `{"x":'1"`],
  ] as const;
  return variants.flatMap(([what, value]) => {
    const built = request(operation, { ...values, [parameter]: value });
    return built === undefined ? [] : [{ request: built, what, parameter }];
  });
}

/** The path with one query parameter set; parameters of that name that stand in it already go. */
export function withQuery(path: string, name: string, value: string): string {
  const [base = '/', query = ''] = path.split('?', 2);
  const encoded = encodeURIComponent(name);
  const kept = query.split('&').filter((pair) => pair !== '' && pair.split('=', 1)[0] !== encoded);
  return `${base}?${[...kept, `${encoded}=${encodeURIComponent(value)}`].join('&')}`;
}
