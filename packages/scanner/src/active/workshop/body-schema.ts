import { isJsonObject, type Json, type SchemaNode, type Surface } from '@middlebrick/model';
import { isSpecNode, listField, nodeField, textField } from '../../surface/spec-node.ts';

const mostAlternatives = 4;

/** The alternatives of a body, each as a schema of its own with the discriminator that selects it. */
export function alternativesOf(node: SchemaNode, surface: Pick<Surface, 'resolve'>): SchemaNode[] {
  const schema = surface.resolve(node);
  const choices = [...listField(schema, 'oneOf'), ...listField(schema, 'anyOf')].filter(isSpecNode);
  if (choices.length < 2) return [node];
  const { oneOf: _one, anyOf: _any, discriminator, ...common } = schema;
  const property = textField(discriminator, 'propertyName');
  return choices.slice(0, mostAlternatives).map((choice) => {
    const name = nameOfChoice(choice, nodeField(discriminator, 'mapping'));
    const selecting =
      property === undefined || name === undefined
        ? []
        : [{ type: 'object', properties: { [property]: { const: name } }, required: [property] }];
    return { allOf: [common, choice, ...selecting] };
  });
}

/** The value of a discriminator: the key that maps to the choice, else the name of its schema (OpenAPI 3.1, 4.8.25). */
function nameOfChoice(choice: SchemaNode, mapping: SchemaNode | undefined): string | undefined {
  const reference = textField(choice, '$ref');
  if (reference === undefined) return undefined;
  const last = reference.split('/').at(-1);
  return Object.entries(mapping ?? {}).find(([, target]) => target === reference || target === last)?.[0] ?? last;
}

/** A schema for bodies that look like an example. */
export function schemaOf(example: Json): SchemaNode {
  if (Array.isArray(example))
    return { type: 'array', ...(example[0] === undefined ? {} : { items: schemaOf(example[0]) }) };
  if (isJsonObject(example)) {
    const properties = Object.fromEntries(Object.entries(example).map(([name, value]) => [name, schemaOf(value)]));
    return { type: 'object', properties, required: Object.keys(properties) };
  }
  if (typeof example === 'number') return { type: Number.isInteger(example) ? 'integer' : 'number' };
  return { type: example === null ? 'null' : typeof example };
}
