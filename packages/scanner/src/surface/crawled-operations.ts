import {
  type Method,
  methods,
  type Operation,
  type OperationSource,
  operationId,
  type Parameter,
  pathParameters,
} from '@middlebrick/model';
import { shapeOf } from './path-template.ts';

/** One sighting of an operation. */
export interface Sighting {
  method: Method;
  /** Path template. */
  path: string;
  /** Concrete values of path parameters, by name. */
  values: Readonly<Record<string, string>>;
  query: readonly (readonly [string, string])[];
  source: OperationSource;
  /** Status and media type of an answer that was seen. */
  answer?: { status: number; mediaType?: string | undefined };
}

/** Gathers operations from sightings: concrete values become the examples of the parameters. */
export interface CrawledOperations {
  add(sighting: Sighting): void;
  has(method: Method, path: string): boolean;
  /** In a fixed order: by path, then by method. */
  list(): Operation[];
}

const mostExamples = 5;

export function createCrawledOperations(): CrawledOperations {
  const byShape = new Map<string, Operation>();
  const keyOf = (method: Method, path: string) => `${method} ${shapeOf(path)}`;

  return {
    has: (method, path) => byShape.has(keyOf(method, path)),
    add(sighting) {
      const key = keyOf(sighting.method, sighting.path);
      const operation = byShape.get(key) ?? newOperation(sighting);
      byShape.set(key, operation);
      // A second sighting may have chosen other names: values belong to places, not to names.
      const names = pathParameters(operation.path);
      for (const [index, value] of Object.values(sighting.values).entries())
        addExample(operation, 'path', names[index] ?? '', value);
      for (const [name, value] of sighting.query) addExample(operation, 'query', name, value);
      addAnswer(operation, sighting.answer);
    },
    list: () =>
      [...byShape.values()].sort(
        (one, other) => compare(one.path, other.path) || methods.indexOf(one.method) - methods.indexOf(other.method),
      ),
  };
}

function newOperation({ method, path, source }: Sighting): Operation {
  return {
    id: operationId(method, path),
    method,
    path,
    parameters: pathParameters(path).map((name): Parameter => ({ name, in: 'path', required: true, examples: [] })),
    responses: [],
    security: null,
    tags: [],
    deprecated: false,
    source,
  };
}

function addExample(operation: Operation, place: 'path' | 'query', name: string, value: string): void {
  if (name === '') return;
  let parameter = operation.parameters.find((known) => known.in === place && known.name === name);
  if (parameter === undefined) {
    if (place === 'path' || operation.parameters.length > 50) return;
    parameter = { name, in: place, required: false, examples: [] };
    operation.parameters.push(parameter);
  }
  if (parameter.examples.length < mostExamples && !parameter.examples.includes(value)) parameter.examples.push(value);
}

function addAnswer(operation: Operation, answer: Sighting['answer']): void {
  if (answer === undefined || operation.responses.some(({ status }) => status === String(answer.status))) return;
  operation.responses.push({
    status: String(answer.status),
    ...(answer.mediaType === undefined || answer.mediaType === '' ? {} : { mediaType: answer.mediaType }),
  });
}

/** By code units, the same in every locale. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
