import { z } from 'zod';

export const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'] as const;
export const methodSchema = z.enum(methods);
export type Method = z.infer<typeof methodSchema>;

/** Methods that RFC 9110 section 9.2.1 defines as safe, as far as a scan uses them. */
export const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** A JSON Schema node as found in a spec: possibly a `$ref`, resolved one level at a time by {@link Surface.resolve}. */
export type SchemaNode = { readonly [key: string]: unknown };

export interface Parameter {
  name: string;
  /** `body` is a field of the JSON body, for operations that the user declared to be reads. */
  in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  required: boolean;
  description?: string;
  schema?: SchemaNode;
  /** Values the spec offers: `example`, `examples`, `default`, first of `enum`. */
  examples: unknown[];
}

export interface Body {
  mediaType: string;
  required: boolean;
  schema?: SchemaNode;
  examples: unknown[];
}

export interface DeclaredResponse {
  /** `200`, `2XX` or `default`. */
  status: string;
  mediaType?: string;
  schema?: SchemaNode;
  links?: Link[];
}

/** An OpenAPI link: the response field at `expression` fills `parameter` of the operation `target`. */
export interface Link {
  target: string;
  parameter: string;
  expression: string;
}

/** How an operation was learnt. */
export type OperationSource = 'openapi' | 'link' | 'word-list' | 'config' | 'code';

/** One thing that can be called: method + path template, with what is known of its inputs and answers. */
export interface Operation {
  /** `GET /api/users/{user_id}`: the name of the operation everywhere. */
  id: string;
  method: Method;
  /** Path template below the target's base URL, with `{name}` parameters. */
  path: string;
  parameters: Parameter[];
  body?: Body;
  responses: DeclaredResponse[];
  /** Names of the security schemes of each alternative; `[]` = declared public; `null` = nothing declared. */
  security: string[][] | null;
  operationId?: string;
  summary?: string;
  tags: string[];
  deprecated: boolean;
  source: OperationSource;
}

export interface SecurityScheme {
  name: string;
  type: 'http' | 'apiKey' | 'oauth2' | 'openIdConnect' | 'mutualTLS' | 'unknown';
  /** For `http`: `bearer`, `basic`, … */
  scheme?: string;
  /** For `apiKey`: where and under which name it is sent. */
  in?: 'header' | 'query' | 'cookie';
  parameter?: string;
}

/** What can be called on a target, and how that was learnt. */
export interface Surface {
  operations: readonly Operation[];
  securitySchemes: readonly SecurityScheme[];
  /** Where it came from, for people: `/openapi.json (OpenAPI 3.0.3)`. */
  source: string;
  /** Everything about the spec that was broken or left out, one sentence each. */
  warnings: readonly string[];
  /** Follows `$ref`s of a schema node until a node without one; an empty schema when it dangles or runs in a circle. */
  resolve(node: SchemaNode): SchemaNode;
}

export function operationId(method: string, path: string): string {
  return `${method.toUpperCase()} ${path}`;
}

/** Names of the `{…}` parameters of a path template, in order. */
export function pathParameters(template: string): string[] {
  return [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] as string);
}

export function isSafe(method: string): boolean {
  return safeMethods.includes(method);
}
