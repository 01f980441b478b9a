import type { Parameter, SchemaNode } from '@middlebrick/model';
import type { References } from './references.ts';
import { field, isSpecNode, listField, nodeField, type SpecNode, shown, textField } from './spec-node.ts';
import type { Warnings } from './warnings.ts';

/** A parameter with its wire format, where that is not the usual one. */
export interface StyledParameter extends Parameter {
  /** `spaceDelimited`, `pipeDelimited` or `deepObject`. */
  style?: string;
  /** Whether each member of a list is sent on its own; what a `form` style does by default. */
  explode?: boolean;
}

export interface ParameterContext {
  references: References;
  warnings: Warnings;
  isVersion2: boolean;
}

const places = new Set(['path', 'query', 'header', 'cookie']);
/** OpenAPI 3.x, Parameter Object: definitions of these headers shall be ignored. */
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);
/**
 * Headers that say where a request goes, where it ends or what it does. Filled from a specification, they would lead
 * credentials to another virtual host, split requests, or write through a GET.
 */
const steeringHeaders =
  /^(?:host|x-forwarded-(?:host|server)|forwarded|x-(?:original|rewrite)-url|x-(?:http-)?method(?:-override)?|content-length|content-encoding|transfer-encoding|te|trailer|connection|keep-alive|proxy-.*|upgrade|http2-settings|expect)$/i;
const mostExamples = 10;
const mostParameters = 200;

/** Parameters of a path item and of an operation; the operation's replace those of the same name and place. */
export function mergedParameters(pathItem: unknown, operation: unknown, context: ParameterContext, place: string) {
  const merged = new Map<string, StyledParameter>();
  const entries = [...listField(pathItem, 'parameters'), ...listField(operation, 'parameters')];
  for (const entry of entries.slice(0, mostParameters)) {
    const node = context.references.follow(entry);
    const parameter = node && parameterOf(node, context, place);
    if (parameter) merged.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...merged.values()];
}

function parameterOf(node: SpecNode, context: ParameterContext, place: string): StyledParameter | undefined {
  const name = textField(node, 'name');
  const where = textField(node, 'in');
  // 2.0 describes bodies among the parameters; they are read elsewhere.
  if (context.isVersion2 && (where === 'body' || where === 'formData')) return undefined;
  if (name === undefined || name === '' || where === undefined || !places.has(where)) {
    context.warnings.add('Parameters without a name or a known place are left out', place);
    return undefined;
  }
  if (where === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined;
  if (where === 'header' && steeringHeaders.test(name)) {
    context.warnings.add('Header parameters that steer requests elsewhere are left out', place);
    return undefined;
  }
  if (where === 'header' && !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    context.warnings.add('Header parameters whose name cannot be sent are left out', place);
    return undefined;
  }
  const content = firstMember(nodeField(node, 'content'));
  const schema = context.isVersion2
    ? version2Schema(node)
    : (nodeField(node, 'schema') ?? nodeField(content, 'schema'));
  const parameter: StyledParameter = {
    name,
    in: where as Parameter['in'],
    required: where === 'path' || field(node, 'required') === true,
    examples: examplesOf([node, content], schema, context.references),
  };
  const description = textField(node, 'description');
  if (description !== undefined) parameter.description = shown(description);
  if (schema !== undefined) parameter.schema = schema;
  addStyle(parameter, node);
  return parameter;
}

/** Examples given beside a schema (`example`, `examples`) and in it, in the order in which they are to be tried. */
export function examplesOf(
  nodes: readonly unknown[],
  schema: SchemaNode | undefined,
  references: References,
): unknown[] {
  const resolved = schema === undefined ? undefined : references.follow(schema);
  const found = [...nodes.flatMap((node) => besideSchema(node, references)), ...inSchema(resolved)];
  const distinct = new Map(found.slice(0, 50).map((value) => [keyOf(value), value]));
  return [...distinct.values()].slice(0, mostExamples);
}

function besideSchema(node: unknown, references: References): unknown[] {
  const named = field(node, 'examples') ?? field(node, 'x-examples');
  const values = isSpecNode(named)
    ? Object.values(named)
        .slice(0, mostExamples)
        .flatMap((entry) => field(references.follow(entry), 'value') ?? [])
    : [];
  return [field(node, 'example'), field(node, 'x-example'), ...values].filter((value) => value !== undefined);
}

function inSchema(schema: unknown): unknown[] {
  return [
    field(schema, 'const'),
    field(schema, 'example'),
    ...listField(schema, 'examples'),
    field(schema, 'default'),
    listField(schema, 'enum')[0],
  ].filter((value) => value !== undefined);
}

/** Objects are told apart by identity alone: writing out a hostile one could take for ever. */
function keyOf(value: unknown): unknown {
  return typeof value === 'object' ? value : `${typeof value} ${String(value)}`;
}

const schemaKeys = [
  'type',
  'format',
  'enum',
  'default',
  'items',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
];

/** In 2.0 a parameter is its own schema. */
export function version2Schema(node: SpecNode): SchemaNode {
  const own = schemaKeys.filter((key) => Object.hasOwn(node, key)).map((key) => [key, node[key]]);
  return Object.fromEntries(own);
}

const version2Styles = new Map([
  ['ssv', 'spaceDelimited'],
  ['pipes', 'pipeDelimited'],
]);

function addStyle(parameter: StyledParameter, node: SpecNode): void {
  const isList = field(node, 'type') === 'array';
  const collectionFormat = textField(node, 'collectionFormat') ?? (isList && parameter.in === 'query' ? 'csv' : '');
  const style = version2Styles.get(collectionFormat) ?? textField(node, 'style');
  if (style !== undefined && style !== 'form' && style !== 'simple') parameter.style = style;
  const explode = field(node, 'explode');
  if (explode === false || collectionFormat === 'csv') parameter.explode = false;
}

function firstMember(node: SpecNode | undefined): unknown {
  return node === undefined ? undefined : Object.values(node)[0];
}
