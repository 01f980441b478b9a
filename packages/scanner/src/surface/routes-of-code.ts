import {
  type Operation,
  operationId,
  type Parameter,
  pathParameters,
  prefixOfCode,
  routeShape,
  type Surface,
} from '@middlebrick/model';

/** Operations that code shows, with paths from the root of the application. */
export interface CodeRoutes {
  operations: readonly Operation[];
  /** For people: `the code in services/notes`. */
  source: string;
}

/** A surface of code alone. */
export function surfaceOfCode(routes: CodeRoutes, baseUrl: URL, warnings: readonly string[]): Surface {
  const { operations, outside } = belowBase(routes.operations, baseUrl);
  return {
    operations,
    securitySchemes: [],
    source: routes.source,
    warnings: [...warnings, ...outside],
    resolve: (node) => node,
  };
}

/**
 * What a specification describes and what the code answers, as one surface. Where both know an operation, the
 * specification is believed, and the code adds parameters and the body that it leaves out.
 */
export function withRoutes(described: Surface, routes: CodeRoutes | undefined, baseUrl: URL): Surface {
  if (routes === undefined) return described;
  const { operations, outside } = belowBase(routes.operations, baseUrl, described.operations);
  const byShape = new Map(operations.map((one) => [shapeOf(one), one]));
  const merged = described.operations.map((operation) => {
    const inCode = byShape.get(shapeOf(operation));
    byShape.delete(shapeOf(operation));
    return inCode === undefined ? operation : completed(operation, inCode);
  });
  return {
    operations: [...merged, ...byShape.values()],
    securitySchemes: described.securitySchemes,
    source: `${described.source} and ${routes.source}`,
    get warnings() {
      return [...described.warnings, ...outside];
    },
    resolve: (node) => described.resolve(node),
  };
}

function shapeOf({ method, path }: Operation): string {
  return `${method} ${routeShape(path)}`;
}

/**
 * The operations with paths that begin at the base URL. What is known of the target already shows what a proxy puts
 * before the paths of the code; else the code is taken to stand below the base URL, unless it has its path itself.
 */
function belowBase(
  operations: readonly Operation[],
  { pathname }: URL,
  known: readonly Operation[] = [],
): { operations: Operation[]; outside: string[] } {
  const base = pathname.replace(/\/+$/, '');
  const whole = known.map(({ method, path }) => ({ method, path: `${base}${path}` }));
  const hasBase = base !== '' && operations.some(({ path }) => path.startsWith(`${base}/`));
  const prefix = prefixOfCode(whole, operations) ?? (hasBase ? '' : base);
  const below = operations.flatMap((operation) => {
    const path = `${prefix}${operation.path}`;
    return path.startsWith(`${base}/`) ? [moved(operation, path.slice(base.length))] : [];
  });
  const left = operations.length - below.length;
  const routes = left === 1 ? '1 route of the code is' : `${left} routes of the code are`;
  return { operations: below, outside: left === 0 ? [] : [`${routes} not below ${base} and left out.`] };
}

function moved(operation: Operation, path: string): Operation {
  return path === operation.path ? operation : { ...operation, path, id: operationId(operation.method, path) };
}

function completed(described: Operation, inCode: Operation): Operation {
  const names = pathParameters(described.path);
  const known = new Set(described.parameters.map((one) => nameOf(one)));
  const added = inCode.parameters.filter((one) => one.in !== 'path' && !known.has(nameOf(one)));
  const body = described.body ?? inCode.body;
  return {
    ...described,
    parameters: [...described.parameters.map((one) => typed(one, names, inCode)), ...added],
    ...(body === undefined ? {} : { body }),
  };
}

function nameOf({ in: place, name }: Parameter): string {
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}

/** What a specification says nothing of, the code may know. Parameters of a path belong together by their places. */
function typed(parameter: Parameter, names: readonly string[], inCode: Operation): Parameter {
  if (parameter.in !== 'path' || parameter.schema !== undefined) return parameter;
  const name = pathParameters(inCode.path)[names.indexOf(parameter.name)];
  const schema = inCode.parameters.find((one) => one.in === 'path' && one.name === name)?.schema;
  return schema === undefined ? parameter : { ...parameter, schema };
}
