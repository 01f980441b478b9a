const sentence =
  'A field of the resource as the service keeps it, described at length, with its limits, its purpose and what it is for. ';

/**
 * How much prose a specification carries. The large published ones consist mostly of descriptions and examples;
 * those that frameworks generate from code have next to none.
 */
const proses = { full: sentence.repeat(4), terse: '' };
export type Prose = keyof typeof proses;

const adjectives =
  'amber blank civil dense early fixed grand human inner joint keen local major north open prime quick rapid solid total'.split(
    ' ',
  );
const nouns =
  'account badge client draft export figure grant horizon invoice journal kit ledger member notice order parcel quota record shipment ticket unit voucher worker archive budget contract device estimate forecast group hub interval job label message node offer payment query report schedule tariff upload vendor warrant yield'.split(
    ' ',
  );

/** The name of a resource in the singular: words, as APIs have them, and not numbers. */
function nameOf(index: number): string {
  const noun = nouns[index % nouns.length];
  const round = Math.floor(index / nouns.length);
  const adjective = adjectives[round % adjectives.length];
  const again = Math.floor(round / adjectives.length);
  return `${adjective}-${noun}${again === 0 ? '' : `-${again}`}`;
}

const fieldTypes = [
  { type: 'string', format: 'uuid' },
  { type: 'string', maxLength: 200, example: 'An example of some length' },
  { type: 'integer', minimum: 0, maximum: 1_000_000 },
  { type: 'boolean', default: false },
  { type: 'string', enum: ['open', 'closed', 'archived'] },
  { type: 'string', format: 'date-time' },
] as const;

/**
 * An OpenAPI 3.0 document of the build of the large published ones: five operations on two paths a resource, schemas
 * that refer to each other in circles; with full prose about 11 KB an operation. The same for equal arguments.
 */
export function generateSpec(operations: number, kind: Prose = 'full'): Record<string, unknown> {
  const prose = proses[kind];
  const resources = Math.ceil(operations / 5);
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (let index = 0; index < resources; index++) {
    const left = operations - index * 5;
    const methods = ['list', 'create', 'read', 'change', 'remove'].slice(0, left);
    const name = `Resource${index}`;
    schemas[name] = resourceSchema(index, resources, prose);
    const collection = `/organisations/{organisation_id}/${nameOf(index)}s`;
    paths[collection] = collectionPath(index, methods, prose);
    if (methods.length > 2) paths[`${collection}/{id}`] = itemPath(index, methods, prose);
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Generated', version: '1.0.0' },
    servers: [{ url: '/api/v3' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas,
      parameters: {
        organisation: { name: 'organisation_id', in: 'path', required: true, schema: { type: 'string' } },
        resource: { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        page: { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } },
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

const identifiers = [
  ['id', { type: 'string', format: 'uuid' }],
  ['organisation_id', { type: 'string' }],
] as const;

function resourceSchema(index: number, resources: number, prose: string): Record<string, unknown> {
  const fields = Array.from({ length: 32 }, (_, field) => [
    `field_${field}`,
    { ...fieldTypes[field % fieldTypes.length], ...(prose === '' ? {} : { description: prose }) },
  ]);
  const neighbours = [1, 7, 31].map((step) => [
    `related_${step}`,
    { $ref: `#/components/schemas/Resource${(index + step) % resources}` },
  ]);
  return {
    type: 'object',
    required: ['field_0', 'field_1'],
    properties: Object.fromEntries([...identifiers, ...fields, ...neighbours]),
  };
}

function json(schema: unknown): Record<string, unknown> {
  return { content: { 'application/json': { schema } } };
}

function answers(status: string, schema: unknown, index: number, prose: string): Record<string, unknown> {
  const example = Object.fromEntries(Array.from({ length: 16 }, (_, field) => [`field_${field}`, `${prose} ${index}`]));
  const examples = prose === '' ? {} : { examples: { usual: { value: example } } };
  return {
    [status]: { description: prose, content: { 'application/json': { schema, ...examples } } },
    404: { description: prose, ...json({ type: 'object', properties: { message: { type: 'string' } } }) },
  };
}

function collectionPath(index: number, methods: readonly string[], prose: string): Record<string, unknown> {
  const schema = { $ref: `#/components/schemas/Resource${index}` };
  const path: Record<string, unknown> = { parameters: [{ $ref: '#/components/parameters/organisation' }] };
  path.get = {
    operationId: `listResource${index}`,
    summary: `List resource ${index}`,
    parameters: [{ $ref: '#/components/parameters/page' }],
    responses: answers('200', { type: 'array', items: schema }, index, prose),
  };
  if (methods.includes('create')) {
    path.post = {
      operationId: `createResource${index}`,
      requestBody: { required: true, ...json(schema) },
      responses: answers('201', schema, index, prose),
    };
  }
  return path;
}

function itemPath(index: number, methods: readonly string[], prose: string): Record<string, unknown> {
  const schema = { $ref: `#/components/schemas/Resource${index}` };
  const parameters = ['organisation', 'resource'].map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const path: Record<string, unknown> = { parameters };
  path.get = { operationId: `readResource${index}`, responses: answers('200', schema, index, prose) };
  if (methods.includes('change')) {
    path.patch = {
      operationId: `changeResource${index}`,
      requestBody: { required: true, ...json(schema) },
      responses: answers('200', schema, index, prose),
    };
  }
  if (methods.includes('remove')) {
    path.delete = { operationId: `removeResource${index}`, responses: { 204: { description: prose } } };
  }
  return path;
}
