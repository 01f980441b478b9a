/** How much prose each schema carries: large published specifications consist mostly of descriptions and examples. */
const prose =
  'A field of the resource as the service keeps it, described at length, with its limits and what it is for. '.repeat(
    4,
  );

const fieldTypes = [
  { type: 'string', format: 'uuid' },
  { type: 'string', maxLength: 200, example: 'An example of some length' },
  { type: 'integer', minimum: 0, maximum: 1_000_000 },
  { type: 'boolean', default: false },
  { type: 'string', enum: ['open', 'closed', 'archived'] },
  { type: 'string', format: 'date-time' },
] as const;

/**
 * An OpenAPI 3.0 document of the size and build of the large published ones: about 11 KB an operation, four to
 * five operations on two paths a resource, schemas that refer to each other in circles. The same for equal counts.
 */
export function generateSpec(operations: number): Record<string, unknown> {
  const resources = Math.ceil(operations / 5);
  const paths: Record<string, unknown> = {};
  const schemas: Record<string, unknown> = {};
  for (let index = 0; index < resources; index++) {
    const left = operations - index * 5;
    const methods = ['list', 'create', 'read', 'change', 'remove'].slice(0, left);
    const name = `Resource${index}`;
    schemas[name] = resourceSchema(index, resources);
    const collection = `/organisations/{organisation_id}/resources${index}`;
    paths[collection] = collectionPath(index, methods);
    if (methods.length > 2) paths[`${collection}/{resource_id}`] = itemPath(index, methods);
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
        resource: { name: 'resource_id', in: 'path', required: true, schema: { type: 'integer' } },
        page: { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } },
      },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function resourceSchema(index: number, resources: number): Record<string, unknown> {
  const fields = Array.from({ length: 32 }, (_, field) => [
    `field_${field}`,
    { ...fieldTypes[field % fieldTypes.length], description: prose },
  ]);
  const neighbours = [1, 7, 31].map((step) => [
    `related_${step}`,
    { $ref: `#/components/schemas/Resource${(index + step) % resources}` },
  ]);
  return {
    type: 'object',
    required: ['field_0', 'field_1', 'related_1'],
    properties: Object.fromEntries([...fields, ...neighbours]),
  };
}

function json(schema: unknown): Record<string, unknown> {
  return { content: { 'application/json': { schema } } };
}

function answers(status: string, schema: unknown, index: number): Record<string, unknown> {
  const example = Object.fromEntries(Array.from({ length: 16 }, (_, field) => [`field_${field}`, `${prose} ${index}`]));
  return {
    [status]: {
      description: prose,
      content: { 'application/json': { schema, examples: { usual: { value: example } } } },
    },
    404: { description: prose, ...json({ type: 'object', properties: { message: { type: 'string' } } }) },
  };
}

function collectionPath(index: number, methods: readonly string[]): Record<string, unknown> {
  const schema = { $ref: `#/components/schemas/Resource${index}` };
  const path: Record<string, unknown> = { parameters: [{ $ref: '#/components/parameters/organisation' }] };
  path.get = {
    operationId: `listResource${index}`,
    summary: `List resource ${index}`,
    parameters: [{ $ref: '#/components/parameters/page' }],
    responses: answers('200', { type: 'array', items: schema }, index),
  };
  if (methods.includes('create')) {
    path.post = {
      operationId: `createResource${index}`,
      requestBody: { required: true, ...json(schema) },
      responses: answers('201', schema, index),
    };
  }
  return path;
}

function itemPath(index: number, methods: readonly string[]): Record<string, unknown> {
  const schema = { $ref: `#/components/schemas/Resource${index}` };
  const parameters = ['organisation', 'resource'].map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const path: Record<string, unknown> = { parameters };
  path.get = { operationId: `readResource${index}`, responses: answers('200', schema, index) };
  if (methods.includes('change')) {
    path.patch = {
      operationId: `changeResource${index}`,
      requestBody: { required: true, ...json(schema) },
      responses: answers('200', schema, index),
    };
  }
  if (methods.includes('remove')) {
    path.delete = { operationId: `removeResource${index}`, responses: { 204: { description: prose } } };
  }
  return path;
}
