import { isJsonObject, type Json, type RequestSpec, type Surface } from '@middlebrick/model';
import { textOf } from '../../surface/example-value.ts';
import { requestOf } from '../../surface/index.ts';
import { isJsonMediaType } from '../../surface/openapi-content.ts';
import type { WritePlan } from '../contract.ts';

/**
 * The concrete request of a plan: identifiers filled in, the given body in the place of one from the specification.
 * `undefined` when a required parameter has no value, or the body has a form that cannot be written.
 */
export function writeRequest(plan: WritePlan, surface: Surface): RequestSpec | undefined {
  const { body, ...bodyless } = plan.operation;
  const request = requestOf(plan.body === undefined ? plan.operation : bodyless, plan.values, surface);
  if (request === undefined) return undefined;
  const written = plan.body === undefined ? {} : writtenBody(plan.body, body?.mediaType ?? 'application/json');
  if (written === undefined) return undefined;
  const type = written.mediaType === undefined ? [] : [['Content-Type', written.mediaType] as [string, string]];
  const replaced = new Set((plan.headers ?? []).map(([name]) => name.toLowerCase()));
  const headers = [...(request.headers ?? []), ...type].filter(([name]) => !replaced.has(name.toLowerCase()));
  headers.push(...(plan.headers ?? []));
  return {
    method: request.method,
    path: withQuery(request.path, plan),
    ...(headers.length > 0 ? { headers } : {}),
    ...(written.text === undefined
      ? request.body === undefined
        ? {}
        : { body: request.body }
      : { body: written.text }),
  };
}

/** A body in the media type of an operation; `undefined` where it has no such form. */
function writtenBody(body: Json, mediaType: string): { text?: string; mediaType?: string } | undefined {
  if (isJsonMediaType(mediaType)) return { text: JSON.stringify(body), mediaType };
  if (!isFormType(mediaType) || !isJsonObject(body)) return undefined;
  const pairs = Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((member): [string, string] => [name, textOf(member).toWellFormed()]),
  );
  return { text: new URLSearchParams(pairs).toString(), mediaType };
}

/** The media type of an HTML form without files. */
export function isFormType(mediaType: string): boolean {
  return mediaType.split(';')[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

function withQuery(path: string, { query }: WritePlan): string {
  const pairs = Object.entries(query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`,
  );
  if (pairs.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

/** A concrete operation's identifiers as a map without a prototype: a parameter may be called `constructor`. */
export function valuesOf(entries: Iterable<readonly [string, string]>): Record<string, string> {
  const values = Object.create(null) as Record<string, string>;
  for (const [name, value] of entries) values[name] = value;
  return values;
}
