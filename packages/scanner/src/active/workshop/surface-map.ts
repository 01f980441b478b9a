import { type Operation, pathParameters, type SchemaNode, type Surface } from '@middlebrick/model';
import { isSpecNode, listField, nodeField } from '../../surface/spec-node.ts';
import { resourceOf, resourceOfParameter } from '../../survey/naming.ts';
import { callerNouns, isCallerNoun } from './resource-names.ts';

/** What the paths of a surface say of its resources. */
export interface SurfaceMap {
  /** Whether there is something of this kind: single ones, or a place that is called so. */
  isResource(noun: string): boolean;
  /** Whether single things of this kind have addresses. */
  isAddressed(noun: string): boolean;
  /** Whether a reference to this kind means one of the accounts that callers sign in with. */
  isCaller(noun: string): boolean;
  /**
   * Whether an operation is about a collection and no single thing in it. One that forgets the parent in the path would
   * reach everybody's.
   */
  isAboutCollection(operation: Operation): boolean;
  /** The names of the fields of a body at any depth, with whether each must be given. */
  bodyFields(operation: Operation): readonly BodyField[];
}

export interface BodyField {
  name: string;
  /** Required, and so is everything around it. */
  isRequired: boolean;
  /** Directly in the body. */
  isOnTop: boolean;
  schema: SchemaNode;
}

export function mapSurface(surface: Surface): SurfaceMap {
  const resources = new Set(
    surface.operations.flatMap(({ path }) => pathParameters(path).map((name) => resourceOfParameter(path, name))),
  );
  resources.delete('');
  const collections = new Set([...resources, ...surface.operations.map(({ path }) => resourceOf(path))]);
  collections.delete('');
  const accounts = callerNouns.find((noun) => resources.has(noun)) ?? 'user';
  const itemPlaces = new Set(
    surface.operations
      .map(({ path }) => path.replace(/\/$/, ''))
      .filter((path) => path.endsWith('}'))
      .map(placeOf),
  );
  const fields = new WeakMap<Operation, readonly BodyField[]>();
  return {
    isResource: (noun) => collections.has(noun),
    isAddressed: (noun) => resources.has(noun),
    isCaller: (noun) => noun === accounts || (isCallerNoun(noun) && !resources.has(noun)),
    isAboutCollection: ({ path }) => {
      const segments = path.replace(/\/$/, '').split('/');
      const first = segments.findLastIndex((segment) => segment.includes('{')) + 1;
      const ends = segments.map((_, index) => index + 1).filter((end) => end > first && end > 1);
      return ends.some((end) => itemPlaces.has(placeOf(`${segments.slice(0, end).join('/')}/{}`)));
    },
    bodyFields: (operation) => {
      const known = fields.get(operation) ?? fieldsOf(operation, surface);
      fields.set(operation, known);
      return known;
    },
  };
}

/** Names of parameters do not matter to what a path means. */
function placeOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}');
}

const deepest = 5;
const mostNodes = 400;

function fieldsOf({ body }: Operation, surface: Surface): BodyField[] {
  const found: BodyField[] = [];
  let left = mostNodes;
  const visit = (unresolved: SchemaNode, isRequired: boolean, depth: number, isOnTop: boolean): void => {
    if (depth > deepest || --left < 0) return;
    const schema = surface.resolve(unresolved);
    for (const part of listField(schema, 'allOf').filter(isSpecNode)) visit(part, isRequired, depth + 1, isOnTop);
    for (const part of [...listField(schema, 'oneOf'), ...listField(schema, 'anyOf')].filter(isSpecNode)) {
      visit(part, false, depth + 1, isOnTop);
    }
    const required = new Set(listField(schema, 'required'));
    for (const [name, property] of Object.entries(nodeField(schema, 'properties') ?? {})) {
      if (!isSpecNode(property) || --left < 0) continue;
      const isNeeded = isRequired && required.has(name);
      found.push({ name, isRequired: isNeeded, isOnTop, schema: surface.resolve(property) });
      visit(property, isNeeded, depth + 1, false);
    }
    const items = nodeField(schema, 'items');
    if (items !== undefined) visit(items, false, depth + 1, false);
  };
  if (body?.schema !== undefined) visit(body.schema, true, 0, true);
  return found;
}
