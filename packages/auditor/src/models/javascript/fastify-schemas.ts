import type { Value } from '../../flow/value.ts';
import type { RequestAt } from '../contract.ts';
import { requested } from '../tools.ts';
import { restricted, type Schema, schemaOf } from './schemas.ts';
import { fieldOf } from './values.ts';

/*
 * What the schema of a route of Fastify sees to (fastify.dev, "Validation and Serialization").
 */

/** The parts of a request that a schema can say something about. */
const described = [
  ['params', 'params', 'path'],
  ['querystring', 'query', 'query'],
  ['query', 'query', 'query'],
  ['body', 'body', 'body'],
] as const;

/** What comes in holds what is declared; more of it only where the schema leaves it open. */
export function describeRequest({ shape }: Value, schema: Value | undefined, { site }: RequestAt): void {
  if (shape.kind !== 'external' || schema === undefined) return;
  for (const [name, part, origin] of described) {
    const known = schemaOf(fieldOf(schema, name));
    if (known !== undefined) shape.external.fields.set(part, restricted(requested(origin, '', site), known));
  }
}

/** What goes out is what the schema of a successful answer declares: the serializer leaves out everything else. */
export function sentThrough(value: Value, schema: Value | undefined): Value {
  const response = fieldOf(schema, 'response');
  if (response?.shape.kind !== 'dict') return value;
  const successful = [...response.shape.fields].find(([status]) => /^(?:2\d\d|2xx|default)$/i.test(status));
  const known = successful === undefined ? undefined : schemaOf(successful[1]);
  return known === undefined ? value : restricted(value, serialized(known, successful?.[1]));
}

/** Only `additionalProperties` lets out what is not declared. */
function serialized(schema: Schema, written: Value | undefined): Schema {
  if (schema.kind === 'list') return { kind: 'list', element: serialized(schema.element, fieldOf(written, 'items')) };
  if (schema.kind !== 'object') return schema;
  const more = fieldOf(written, 'additionalProperties');
  const isOpen = more !== undefined && !(more.shape.kind === 'constant' && more.shape.value === false);
  return { ...schema, isOpen };
}
