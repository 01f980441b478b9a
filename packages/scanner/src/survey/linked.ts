import {
  type Exchange,
  headerOf,
  isJsonObject,
  type Json,
  jsonOf,
  type Link,
  type Operation,
  parseJson,
} from '@middlebrick/model';
import { resourceOf, resourceOfParameter } from './naming.ts';
import type { Produced } from './produced.ts';

/** Values that the links of an answer hand to parameters of other operations, as the specification declares them. */
export function linkedBy(exchange: Exchange, operation: Operation): Omit<Produced, 'identity' | 'operation'>[] {
  const status = String(exchange.response?.status ?? '');
  const answer = jsonOf(exchange);
  return operation.responses
    .filter((response) => response.status === status || response.status.toUpperCase() === `${status[0]}XX`)
    .flatMap((response) => response.links ?? [])
    .flatMap((link) => {
      const value = namedValue(link, exchange);
      if (value === undefined) return [];
      const path = link.target.slice(link.target.indexOf(' ') + 1);
      return {
        producer: 'link' as const,
        field: link.parameter,
        value,
        resource: resourceOfParameter(path, link.parameter) || resourceOf(path),
        record: `${exchange.id}/links`,
        depth: 0,
        ...(isJsonObject(answer) ? { item: answer } : {}),
      };
    });
}

/** The scalar that a runtime expression names (OpenAPI 3.1, section 4.8.20.3); anything else gives `undefined`. */
function namedValue({ expression }: Link, exchange: Exchange): string | undefined {
  const [, source, pointer] = /^\$(response\.body|request\.body)#(\/.*)$/.exec(expression) ?? [];
  if (pointer !== undefined) {
    const body = source === 'request.body' ? parseJson(exchange.request.body ?? '') : jsonOf(exchange);
    return scalar(pointed(body, pointer));
  }
  const header = /^\$response\.header\.([\w-]+)$/.exec(expression)?.[1];
  return header === undefined ? undefined : scalar(headerOf(exchange, header));
}

/** Follows a JSON Pointer (RFC 6901). */
function pointed(json: Json | undefined, pointer: string): Json | undefined {
  let value = json;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

function scalar(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
