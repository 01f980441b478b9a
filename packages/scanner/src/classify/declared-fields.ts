import { isJsonObject, type Json, type Operation, type SchemaNode } from '@middlebrick/model';

/** A field of an answer that its schema does not name. */
export interface UndeclaredField {
  /** Path without list positions. */
  path: string;
  key: string;
  /** The value as text when it is a scalar; empty for objects and lists. */
  value: string;
}

type Resolve = (node: SchemaNode) => SchemaNode;

/** The schema that an operation declares for an answer of this status, most specific first. */
export function declaredSchema(operation: Operation, status: number): SchemaNode | undefined {
  const wanted = [String(status), `${String(status)[0]}XX`, `${String(status)[0]}xx`, 'default'];
  for (const name of wanted) {
    const response = operation.responses.find(
      (candidate) => candidate.status === name && candidate.schema !== undefined,
    );
    if (response !== undefined) return response.schema;
  }
  return undefined;
}

/** Schemas nest at most this deep; deeper ones are taken as open. */
const deepest = 24;

/**
 * All fields of a value that its schema does not name. Strictly by JSON Schema they would be allowed, since objects are
 * open unless closed; an author who lists properties and says nothing of others means the list to be whole. What is
 * declared open (`additionalProperties: true` or a schema, `patternProperties`, no `properties` at all, conditional
 * schemas) has no undeclared fields. In `allOf` the properties of all parts count, in `oneOf` and `anyOf` those of any.
 */
export function undeclaredFields(value: Json, schema: SchemaNode, resolve: Resolve): UndeclaredField[] {
  const found = new Map<string, UndeclaredField>();
  visit(value, [schema], '', found, resolve);
  return [...found.values()];
}

function visit(
  value: Json,
  schemas: readonly SchemaNode[],
  path: string,
  found: Map<string, UndeclaredField>,
  resolve: Resolve,
): void {
  const parts = schemas.flatMap((schema) => partsOf(schema, resolve, deepest));
  if (Array.isArray(value)) {
    const items = parts.map((part) => part.items).filter(isNode);
    if (items.length > 0) for (const item of value) visit(item, items, `${path}[]`, found, resolve);
    return;
  }
  if (!isJsonObject(value) || parts.some(isOpen) || !parts.some((part) => isNode(part.properties))) return;
  for (const [key, child] of Object.entries(value)) {
    const place = path === '' ? key : `${path}.${key}`;
    const declared = parts.flatMap((part) => propertyOf(part, key));
    if (declared.length > 0) visit(child, declared, place, found, resolve);
    else if (!found.has(place))
      found.set(place, { path: place, key, value: typeof child === 'object' ? '' : String(child) });
  }
}

/** The schema and all that it is composed of, references followed. */
function partsOf(schema: SchemaNode, resolve: Resolve, depth: number): SchemaNode[] {
  if (depth === 0) return [{ additionalProperties: true }];
  const node = resolve(schema);
  const composed = ['allOf', 'oneOf', 'anyOf'].flatMap((keyword) =>
    Array.isArray(node[keyword]) ? (node[keyword] as unknown[]) : [],
  );
  return [node, ...composed.filter(isNode).flatMap((part) => partsOf(part, resolve, depth - 1))];
}

/** Whether the author allows other fields, or names them in a way that is not followed here. */
function isOpen(part: SchemaNode): boolean {
  const keywords = ['additionalProperties', 'unevaluatedProperties'];
  if (keywords.some((keyword) => part[keyword] === true || isNode(part[keyword]))) return true;
  return ['patternProperties', 'if', 'then', 'else', 'dependentSchemas', '$dynamicRef', 'propertyNames'].some(
    (keyword) => part[keyword] !== undefined,
  );
}

function propertyOf(part: SchemaNode, key: string): SchemaNode[] {
  const properties = part.properties;
  if (!isNode(properties) || !Object.hasOwn(properties, key)) return [];
  const property = properties[key];
  // `true` allows anything and says nothing of what is inside.
  return [isNode(property) ? property : {}];
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
