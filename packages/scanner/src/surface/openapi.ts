import {
  type Method,
  methods,
  type Operation,
  operationId,
  type Parameter,
  pathParameters,
  type Surface,
} from '@middlebrick/model';
import { createLocalDocuments } from './local-documents.ts';
import { bodyOf, type ContentContext, responsesOf } from './openapi-content.ts';
import { createLinkTarget } from './openapi-links.ts';
import { mergedParameters } from './openapi-parameters.ts';
import { documentSecurity, securityOf, securitySchemes } from './openapi-security.ts';
import { documentServers, pathPrefix, type ServerContext } from './openapi-server.ts';
import { specVersion } from './parse-spec.ts';
import { cleanPath, shapeOf } from './path-template.ts';
import { createReferences } from './references.ts';
import { field, isSpecNode, listField, nodeField, type SpecNode, shown, textField } from './spec-node.ts';
import { createWarnings } from './warnings.ts';

interface Context extends ContentContext, ServerContext {
  prefix: string;
  security: string[][] | null;
}

/** One method of one path, before it is read. */
interface Entry {
  method: Method;
  path: string;
  pathItem: SpecNode;
  node: SpecNode;
}

/**
 * The surface that an OpenAPI document (2.0 or 3.x) describes. Each version is read as it stands. Schemas stay in
 * the document and are resolved when asked for; what is broken is left out with a warning.
 *
 * @param options.location File path or URL of the document. Only files next to a local document are followed.
 * @throws ScanError BAD_SPEC when the value is no OpenAPI document at all.
 */
export function surfaceFromOpenApi(document: unknown, options: { location: string; baseUrl: URL }): Surface {
  const version = specVersion(document, options.location);
  const warnings = createWarnings();
  const references = createReferences(document, warnings, createLocalDocuments(options.location, warnings));
  const server: ServerContext = { ...options, warnings };
  const context: Context = {
    ...server,
    references,
    document,
    isVersion2: version.startsWith('2.'),
    prefix: pathPrefix(documentServers(document), server),
    security: documentSecurity(document),
    linkTarget: () => undefined,
  };
  const entries = entriesOf(document, context);
  context.linkTarget = createLinkTarget(
    entries.map(({ entry, path }) => ({
      id: operationId(entry.method, path),
      operationId: textField(entry.node, 'operationId'),
      ...entry,
    })),
  );
  const operations = entries.flatMap(({ entry, path }) => readOrSkip(entry, path, context));
  if (operations.length === 0) warnings.add('The specification describes no operation');

  return {
    operations,
    securitySchemes: securitySchemes(document, references),
    source: `${shownLocation(options)} (OpenAPI ${shown(version)})`,
    get warnings() {
      return warnings.list();
    },
    resolve: references.resolve,
  };
}

function shownLocation({ location, baseUrl }: { location: string; baseUrl: URL }): string {
  return shown(location.startsWith(`${baseUrl.origin}/`) ? location.slice(baseUrl.origin.length) : location);
}

/** All methods of all paths with their path on the target; doubles are left out. */
function entriesOf(document: unknown, context: Context): { entry: Entry; path: string }[] {
  const paths = nodeField(document, 'paths');
  const byShape = new Map<string, { entry: Entry; path: string }>();
  for (const [path, value] of Object.entries(paths ?? {})) {
    if (path.startsWith('x-')) continue;
    const pathItem = context.references.follow(value);
    if (pathItem === undefined) {
      context.warnings.add('Paths that are not objects are left out', path);
      continue;
    }
    for (const entry of methodsOf(path, pathItem, context)) addEntry(entry, byShape, context);
  }
  return [...byShape.values()];
}

function addEntry(entry: Entry, byShape: Map<string, { entry: Entry; path: string }>, context: Context): void {
  const cleaned = cleanPath(entry.path);
  if (cleaned.problem !== undefined) context.warnings.add(cleaned.problem, entry.path);
  if (cleaned.path === undefined) return;
  const path = prefixOf(entry, context) + cleaned.path || '/';
  const shape = `${entry.method} ${shapeOf(path)}`;
  const first = byShape.get(shape);
  if (first === undefined) byShape.set(shape, { entry, path });
  else context.warnings.add('Operations that are described twice are read once', operationId(entry.method, path));
}

/** Servers of an operation or of a path stand in for the document's (OpenAPI 3.1, section 4.8.9). */
function prefixOf(entry: Entry, context: Context): string {
  for (const node of [entry.node, entry.pathItem]) {
    const servers = listField(node, 'servers');
    if (servers.length > 0) return pathPrefix(servers, context);
  }
  return context.prefix;
}

function methodsOf(path: string, pathItem: SpecNode, context: Context): Entry[] {
  const entries: Entry[] = [];
  for (const method of methods) {
    const value = field(pathItem, method.toLowerCase());
    if (value === undefined) continue;
    if (isSpecNode(value)) entries.push({ method, path, pathItem, node: value });
    else context.warnings.add('Operations that are not objects are left out', operationId(method, path));
  }
  // 3.2 adds QUERY and methods of any name, which no check has a question for.
  if (isSpecNode(field(pathItem, 'query'))) context.warnings.add('Operations of the method QUERY are left out', path);
  const additional = nodeField(pathItem, 'additionalOperations');
  for (const method of additional === undefined ? [] : Object.keys(additional)) {
    context.warnings.add('Operations of methods other than the usual ones are left out', operationId(method, path));
  }
  return entries;
}

/** One broken operation costs itself and not the others. */
function readOrSkip(entry: Entry, path: string, context: Context): Operation[] {
  try {
    return [readOperation(entry, path, context)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    context.warnings.add(`Operations that cannot be read are left out (${reason})`, operationId(entry.method, path));
    return [];
  }
}

function readOperation({ method, node, pathItem }: Entry, path: string, context: Context): Operation {
  const id = operationId(method, path);
  const operation: Operation = {
    id,
    method,
    path,
    parameters: parametersOf(pathItem, node, path, id, context),
    responses: responsesOf(node, context),
    security: securityOf(node, context.security),
    tags: listField(node, 'tags')
      .filter((tag): tag is string => typeof tag === 'string')
      .map(shown),
    deprecated: field(node, 'deprecated') === true,
    source: 'openapi',
  };
  const body = bodyOf(pathItem, node, context);
  if (body !== undefined) operation.body = body;
  const name = textField(node, 'operationId');
  if (name !== undefined) operation.operationId = shown(name);
  const summary = textField(node, 'summary');
  if (summary !== undefined) operation.summary = shown(summary);
  return operation;
}

/** Declared parameters, the path's own first and in the order of the path, whether they are declared or not. */
function parametersOf(pathItem: SpecNode, node: SpecNode, path: string, id: string, context: Context): Parameter[] {
  const declared = mergedParameters(pathItem, node, context, id);
  const inPath = pathParameters(path).map((name): Parameter => {
    const found = declared.find((parameter) => parameter.in === 'path' && parameter.name.replace(/[+*]$/, '') === name);
    if (found !== undefined) return { ...found, name };
    context.warnings.add('Path parameters without a definition are taken for texts', id);
    return { name, in: 'path', required: true, examples: [] };
  });
  const unused = declared.filter((parameter) => parameter.in === 'path').length > inPath.length;
  if (unused) context.warnings.add('Path parameters that the path does not have are left out', id);
  return [...inPath, ...declared.filter((parameter) => parameter.in !== 'path')];
}
