import type { Body, DeclaredResponse, Link, SchemaNode } from '@middlebrick/model';
import { examplesOf, type ParameterContext, version2Schema } from './openapi-parameters.ts';
import { followAll } from './references.ts';
import { field, listField, nodeField, type SpecNode, shown, textField } from './spec-node.ts';

/** The id (`GET /users/{id}`) of the operation that an `operationId` or `operationRef` names. */
export type LinkTarget = (link: unknown) => string | undefined;

export interface ContentContext extends ParameterContext {
  document: unknown;
  linkTarget: LinkTarget;
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];
const mostResponses = 60;

export function isJsonMediaType(mediaType: string): boolean {
  return /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i.test(mediaType.trim());
}

/** The request body of an operation, as JSON where the operation takes JSON. */
export function bodyOf(pathItem: unknown, operation: unknown, context: ContentContext): Body | undefined {
  if (context.isVersion2) return version2Body(pathItem, operation, context);
  const node = context.references.follow(field(operation, 'requestBody'));
  const chosen = chosenContent(nodeField(node, 'content'));
  if (chosen === undefined) return undefined;
  return bodyFrom(
    chosen.mediaType,
    field(node, 'required') === true,
    nodeField(chosen.node, 'schema'),
    chosen.node,
    context,
  );
}

function bodyFrom(
  mediaType: string,
  required: boolean,
  schema: SchemaNode | undefined,
  beside: unknown,
  context: ContentContext,
) {
  const body: Body = { mediaType, required, examples: examplesOf([beside], schema, context.references) };
  if (schema !== undefined) body.schema = schema;
  return body;
}

/** The JSON media type of a `content` map, else a form, else the first. */
function chosenContent(content: SpecNode | undefined): { mediaType: string; node: unknown } | undefined {
  if (content === undefined) return undefined;
  const entries = Object.entries(content);
  const chosen =
    entries.find(([name]) => isJsonMediaType(name)) ??
    entries.find(([name]) => name.trim() === '*/*') ??
    entries.find(([name]) => formTypes.includes(name.trim().toLowerCase())) ??
    entries[0];
  if (chosen === undefined) return undefined;
  const mediaType = chosen[0].trim() === '*/*' ? 'application/json' : shown(chosen[0]);
  return { mediaType, node: chosen[1] };
}

function version2Body(pathItem: unknown, operation: unknown, context: ContentContext): Body | undefined {
  const entries = [pathItem, operation].flatMap((node) => followAll(context.references, node, 'parameters'));
  const consumes = mediaTypes(operation, 'consumes', context);
  const body = entries.findLast((node) => textField(node, 'in') === 'body');
  if (body !== undefined) {
    const mediaType = consumes.find(isJsonMediaType) ?? consumes[0] ?? 'application/json';
    return bodyFrom(mediaType, field(body, 'required') === true, nodeField(body, 'schema'), body, context);
  }
  const fields = entries.filter((node) => textField(node, 'in') === 'formData');
  if (fields.length === 0) return undefined;
  const hasFile = fields.some((node) => textField(node, 'type') === 'file');
  const mediaType = consumes.find((type) => formTypes.includes(type)) ?? (hasFile ? formTypes[1] : formTypes[0]);
  const schema = formSchema(fields);
  return bodyFrom(mediaType as string, listField(schema, 'required').length > 0, schema, undefined, context);
}

function formSchema(fields: readonly SpecNode[]): SchemaNode {
  const named = fields.flatMap((node) => {
    const name = textField(node, 'name');
    return name === undefined ? [] : [{ name, node }];
  });
  const properties = Object.fromEntries(named.map(({ name, node }) => [name, version2Schema(node)]));
  const required = named.filter(({ node }) => field(node, 'required') === true).map(({ name }) => name);
  return required.length === 0 ? { type: 'object', properties } : { type: 'object', properties, required };
}

function mediaTypes(operation: unknown, name: 'consumes' | 'produces', context: ContentContext): string[] {
  const own = field(operation, name);
  const types = Array.isArray(own) ? own : listField(context.document, name);
  return types.filter((type): type is string => typeof type === 'string').map(shown);
}

/** The declared answers of an operation, each with its first JSON media type. */
export function responsesOf(operation: unknown, context: ContentContext): DeclaredResponse[] {
  const declared = nodeField(operation, 'responses');
  if (declared === undefined) return [];
  return Object.entries(declared)
    .filter(([status]) => /^(?:[1-5]\d\d|[1-5]XX|default)$/i.test(status))
    .slice(0, mostResponses)
    .map(([status, entry]) => responseOf(status, context.references.follow(entry), operation, context));
}

function responseOf(status: string, node: unknown, operation: unknown, context: ContentContext): DeclaredResponse {
  const response: DeclaredResponse = { status: /^default$/i.test(status) ? 'default' : status.toUpperCase() };
  const content = context.isVersion2
    ? version2Content(node, operation, context)
    : chosenContent(nodeField(node, 'content'));
  if (content !== undefined) {
    response.mediaType = content.mediaType;
    const schema = nodeField(content.node, 'schema');
    if (schema !== undefined) response.schema = schema;
  }
  const links = linksOf(node, context);
  if (links.length > 0) response.links = links;
  return response;
}

function version2Content(node: unknown, operation: unknown, context: ContentContext) {
  if (nodeField(node, 'schema') === undefined) return undefined;
  const produces = mediaTypes(operation, 'produces', context);
  return { mediaType: produces.find(isJsonMediaType) ?? produces[0] ?? 'application/json', node };
}

/** OpenAPI links of an answer: each says which of its fields fills which parameter of another operation. */
function linksOf(response: unknown, context: ContentContext): Link[] {
  const declared = nodeField(response, 'links');
  if (declared === undefined) return [];
  return Object.values(declared)
    .slice(0, mostResponses)
    .flatMap((entry) => {
      const node = context.references.follow(entry);
      const target = node && context.linkTarget(node);
      if (target === undefined) return [];
      const filled = nodeField(node, 'parameters') ?? {};
      return Object.entries(filled).flatMap(([name, expression]) =>
        // A parameter may be qualified by its place: `path.id`.
        typeof expression === 'string'
          ? [{ target, parameter: name.replace(/^(?:path|query|header|cookie)\./, ''), expression: shown(expression) }]
          : [],
      );
    });
}
