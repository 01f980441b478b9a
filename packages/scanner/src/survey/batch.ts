import type { Operation, Parameter, RequestSpec } from '@middlebrick/model';
import { nameMatch, resourceOf, resourceOfList, singular } from './naming.ts';
import type { ListedItem } from './survey.ts';

/** A query parameter that takes several ids: an array by its schema, or a plural of an id. */
export function batchParameter(operation: Operation): Parameter | undefined {
  return operation.parameters.find(
    (parameter) => parameter.in === 'query' && /(?:^|[_-])(?:ids|uuids|keys)$|Ids$|^ids$/.test(parameter.name),
  );
}

/**
 * The request for several ids, given the one with all of them joined by commas: an array parameter is repeated
 * unless its specification says otherwise (OpenAPI 3.1, section 4.8.12: `form` explodes by default).
 */
export function batchOf(
  joined: RequestSpec | undefined,
  parameter: Parameter,
  members: readonly string[],
): RequestSpec | undefined {
  const isRepeated = parameter.schema?.type === 'array' && !('explode' in parameter && parameter.explode === false);
  if (joined === undefined || !isRepeated) return joined;
  const pair = (value: string): string => `${encodeURIComponent(parameter.name)}=${encodeURIComponent(value)}`;
  return { ...joined, path: joined.path.replace(pair(members.join(',')), () => members.map(pair).join('&')) };
}

/** An id that a list gave to this identity and to nobody else. */
export function ownIdOf(
  name: string,
  parameter: Parameter,
  operation: Operation,
  items: readonly ListedItem[],
): string | undefined {
  const wanted = singular(parameter.name);
  const resource = resourceOf(operation.path.replace(/\/(?:batch|bulk|many|multi|batch-?get)\b.*$/i, ''));
  const idOf = ({ operation: source, list, ids }: ListedItem): string | undefined => {
    const held = resourceOfList(list, source.slice(source.indexOf(' ') + 1)) || resource;
    return Object.entries(ids).find(([field]) => nameMatch(wanted, resource, field, held) > 0)?.[1];
  };
  const others = new Set(items.filter((item) => item.identity !== name).map(idOf));
  const mine = items
    .filter((item) => item.identity === name && (item.owner === undefined || item.owner === name))
    .map(idOf);
  return mine.find((id) => id !== undefined && !others.has(id));
}
