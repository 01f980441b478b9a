import {
  type Method,
  methods,
  type Operation,
  operationId,
  type Parameter,
  pathParameters,
  type SchemaNode,
} from '@middlebrick/model';
import type { Audited } from '../audit.ts';
import type { Source } from '../flow/value.ts';
import { isUnnamed } from '../program/deployed-routes.ts';
import type { RouteRun } from '../program/run-route.ts';
import { bodySchema, type Surroundings } from './body-fields.ts';
import { declarationsIn } from './declared-types.ts';
import { declaredTypes } from './parameter-types.ts';
import { type RequestReads, requestReads } from './request-reads.ts';
import { schemaOf } from './schema-of.ts';

/** The operations that code answers, in the form of a specification: what a scan can call without one. */
export function surfaceOf({ program, files }: Pick<Audited, 'program' | 'files'>): Operation[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const around = { shared: sharedAttributes(program.runs), declarations: declarationsIn(program.modules) };
  const found = new Map<string, Operation>();
  for (const run of program.runs) {
    for (const operation of operationsOf(run, texts, around)) {
      const shape = `${operation.method} ${operation.path.replace(/\{[^{}]*\}/g, '{}')}`;
      if (!found.has(shape)) found.set(shape, operation);
    }
  }
  return [...found.values()].toSorted((a, b) => order(a.path, b.path) || order(a.method, b.method));
}

/** Attributes by which an index finds the items of many, as the request says: `topic`. */
function sharedAttributes(runs: readonly RouteRun[]): ReadonlySet<string> {
  const keys = runs.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === 'access' && event.access.index !== null ? event.access.key : [])),
  );
  const chosen = keys.filter(
    ({ attribute, value }) => !namesOne.test(attribute) && value.sources.some((source) => isInAddress(source)),
  );
  return new Set(chosen.map(({ attribute }) => attribute));
}

/** What is called so belongs to one thing or person. */
const namesOne = /(?:id|uuid|key|slug|code|number|name|mail|phone|user|owner|author|member|customer|account)$/i;

function isInAddress(source: Source): boolean {
  return source.kind === 'request' && (source.origin === 'path' || source.origin === 'query');
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One for each method. A route for any method is read: of what else it may do, its code says nothing. */
function operationsOf(run: RouteRun, texts: ReadonlyMap<string, string>, around: Surroundings): Operation[] {
  const { route } = run;
  if (isUnnamed(route) || !isCallable(route.path)) return [];
  const named = methods.filter((method) => route.methods.includes(method));
  const chosen: readonly Method[] = named.length === 0 && route.methods.includes('ANY') ? ['GET'] : named;
  if (chosen.length === 0) return [];
  const reads = requestReads(run);
  const schema = bodySchema(run, reads, around);
  const mediaType = mediaTypeOf(reads, texts);
  return chosen.map((method) =>
    operationOf(run, method, reads, takesBody(method, chosen) ? schema : undefined, mediaType),
  );
}

/** A path that a request can be made of: with names for all of its parameters, and none that takes the rest of it. */
function isCallable(path: string): boolean {
  return !/\{proxy\}$/.test(path) && /^\/(?:[^{}*<>()[\]?#\s]|\{\w+\})*$/.test(path) && path.length <= 2000;
}

/** A handler for several methods reads the body of those that write. */
function takesBody(method: Method, all: readonly Method[]): boolean {
  if (method === 'DELETE') return all.length === 1;
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

function operationOf(
  { route }: RouteRun,
  method: Method,
  reads: RequestReads,
  schema: SchemaNode | undefined,
  mediaType: string,
): Operation {
  const types = declaredTypes(route);
  const operation: Operation = {
    id: operationId(method, route.path),
    method,
    path: route.path,
    parameters: [...pathParametersOf(route.path, reads, types), ...otherParameters(reads, types)],
    responses: [],
    // Whether it asks who calls is what a scan finds out; nothing here was declared.
    security: null,
    tags: [],
    deprecated: false,
    source: 'code',
  };
  if (schema !== undefined)
    operation.body = { mediaType, required: method !== 'DELETE', schema: schemaFor(method, schema), examples: [] };
  return operation;
}

/** A change names what it changes: what is read by a list is no list of what must be there. */
function schemaFor(method: Method, { required, ...rest }: SchemaNode): SchemaNode {
  const isNeeded = required !== undefined && (method !== 'PATCH' || Object.keys(rest.properties ?? {}).length === 1);
  return isNeeded ? { ...rest, required } : rest;
}

type Types = ReturnType<typeof declaredTypes>;

function pathParametersOf(path: string, { named }: RequestReads, types: Types): Parameter[] {
  return pathParameters(path).map((name) => {
    const read = named.find((one) => one.origin === 'path' && one.name === name);
    const type = types.get(name) ?? read?.type;
    const known = { ...(type === undefined ? {} : { type }), ...(read?.choices && { choices: read.choices }) };
    return parameter(name, 'path', schemaOf(known));
  });
}

/** Headers that say nothing of an object: credentials, and what clients and proxies add by themselves. */
const usualHeaders =
  /^(?:authorization|cookie|host|origin|referer|user-agent|accept.*|content-.*|if-.*|sec-.*|x-forwarded.*|x-real-ip|x-amz.*|x-api-key|x-csrf.*|x-request-id|x-correlation-id|traceparent|tracestate|transfer-encoding|connection|forwarded|range|date|via|stripe-signature|x-hub-signature.*)$/i;

function otherParameters({ named }: RequestReads, types: Types): Parameter[] {
  return named.flatMap((read) => {
    const type = read.type ?? types.get(read.name);
    if (read.origin === 'query')
      return [parameter(read.name, 'query', schemaOf({ ...read, ...(type === undefined ? {} : { type }) }))];
    if (read.origin !== 'header' || usualHeaders.test(read.name) || /token|secret|signature/i.test(read.name))
      return [];
    return [parameter(read.name, 'header', schemaOf(read))];
  });
}

function parameter(name: string, place: Parameter['in'], schema: SchemaNode): Parameter {
  return { name, in: place, required: place === 'path', schema, examples: [] };
}

/** JSON unless the code reaches for a form. */
function mediaTypeOf({ bodySources, named }: RequestReads, texts: ReadonlyMap<string, string>): string {
  if (named.some(({ origin }) => origin === 'file')) return 'multipart/form-data';
  const reached = bodySources.map(({ site }) =>
    (texts.get(site.module.path) ?? '').slice(site.span.start, site.span.end),
  );
  const isForm = reached.length > 0 && reached.every((text) => /\bform\b|\bForm\(|parseBody|formData/.test(text));
  return isForm ? 'application/x-www-form-urlencoded' : 'application/json';
}
