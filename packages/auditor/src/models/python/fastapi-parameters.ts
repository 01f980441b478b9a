import { treated } from '../../flow/collections.ts';
import { authenticated, capped, listed } from '../../flow/facts.ts';
import {
  type CallArguments,
  type Closure,
  type External,
  externalOf,
  noArguments,
  type Origin,
  plain,
  type Site,
  shaped,
  type Treatment,
  textOf,
  type Value,
} from '../../flow/value.ts';
import type { Expression, Parameter } from '../../ir/ir.ts';
import type { RequestAt } from '../contract.ts';
import { argument, requested } from '../tools.ts';
import { factsOfParts, isEnumeration, limitsIn, numberIn, pickedOf } from './declared-fields.ts';
import { dependencyValue } from './fastapi-dependencies.ts';
import { guessedIdentity, isIdentityName } from './identity-names.ts';
import { isDataClass, modelObject } from './pydantic.ts';
import { type Annotated, annotated, type Located, nameOfParameter, pathOf } from './signature.ts';
import { valueAt } from './stand-ins.ts';

/*
 * FastAPI hands each function what its signature asks for (documentation, "Path Parameters", "Query Parameters",
 * "Request Body", "Header Parameters"); Powertools does the same.
 */

/** A parameter that is bound for one request. */
interface Binding {
  readonly name: string;
  readonly annotation: Annotated;
  readonly site: Site;
  readonly request: RequestAt;
  readonly depth: number;
}

/** The arguments of a function by its signature; around one with `functools.wraps` it is that of the one inside. */
export function argumentsBySignature(closure: Closure, request: RequestAt, depth = 0): CallArguments {
  const { self, ownerClass, function: node, wraps } = closure;
  const isMethod = ownerClass !== undefined && !node.isStatic;
  const own = isMethod ? node.parameters.slice(1) : node.parameters;
  const parameters = wraps === undefined ? own : [...own, ...wraps.parameters.slice(isMethod ? 1 : 0)];
  const named = new Map(
    parameters
      .filter(({ rest }) => rest === undefined)
      .map((parameter) => [nameOfParameter(parameter), argumentFor(parameter, closure, request, depth)] as const),
  );
  const positional = isMethod && self === undefined ? [request.instance(ownerClass)] : [];
  return { positional, named, spread: [] };
}

function argumentFor(parameter: Parameter, closure: Closure, request: RequestAt, depth: number): Value {
  const { module, scope } = closure;
  const annotation = annotated(parameter.annotation, closure);
  const site: Site = { module, span: parameter.target };
  const binding: Binding = { name: nameOfParameter(parameter), annotation, site, request, depth };
  const usual = parameter.default === null ? [] : [{ expression: parameter.default, module, scope }];
  const extras = [...annotation.extras, ...usual];
  const limits = [...extras, ...(annotation.type === null ? [] : [annotation.type])].flatMap((part) =>
    limitsIn(part.expression, part.scope),
  );
  const numbers = numberIn(annotation.type?.expression);
  return limited(unlimited(extras, binding), [...limits, ...numbers], request);
}

const kinds: ReadonlyMap<string, Origin> = new Map([
  ['Query', 'query'],
  ['Path', 'path'],
  ['Header', 'header'],
  ['Cookie', 'cookie'],
  ['Body', 'body'],
  ['Form', 'body'],
  ['File', 'file'],
]);

function unlimited(extras: readonly Located[], binding: Binding): Value {
  const { name, site, request } = binding;
  for (const extra of extras) {
    if (extra.expression.kind === 'literal') continue;
    const marker = externalOf(valueAt(extra.expression, extra, request));
    if (marker?.arguments === undefined) continue;
    const kind = /\b(\w+)\(\)$/.exec(marker.path)?.[1] ?? '';
    if (kind === 'Depends' || kind === 'Security') return dependency(marker, binding);
    const origin = kinds.get(kind);
    if (origin !== undefined) return fromRequest(origin, marker, binding);
  }
  return request.pathParameters.includes(name) ? requested('path', name, site) : byType(binding);
}

/** What the declaration of a parameter sees to. */
function limited(value: Value, limits: readonly Treatment[], request: RequestAt): Value {
  for (const source of value.sources) {
    if (source.kind !== 'request') continue;
    if (limits.includes('capped')) request.learn([capped(source)]);
    if (limits.includes('listed')) request.learn([listed(source)]);
  }
  return treated(value, limits);
}

/** A parameter that says by which way it comes: `x_user_id: Annotated[str, Header()]`. */
function fromRequest(origin: Origin, marker: External, binding: Binding): Value {
  const { name, annotation, site, request } = binding;
  const { named } = marker.arguments ?? noArguments;
  const whole = requested(origin, '', site);
  const { type } = annotation;
  const known = type === null ? undefined : valueAt(type.expression, type, request);
  if (known?.shape.kind === 'class' && isDataClass(known.shape.class)) return modelOf(known, whole, binding);
  // `Body()` on a plain dict is the whole body.
  if (origin === 'body' && named.get('embed') === undefined && isCollection(type?.expression)) return whole;
  const alias = named.get('alias') ?? named.get('validation_alias');
  const keepsUnderscores = named.get('convert_underscores')?.shape.kind === 'constant';
  const usual = origin === 'header' && !keepsUnderscores ? name.replaceAll('_', '-') : name;
  return requested(origin, (alias === undefined ? undefined : textOf(alias)) ?? usual, site);
}

function isCollection(type: Expression | undefined): boolean {
  const name = type?.kind === 'index' ? type.object : type;
  return name?.kind === 'name' && /^(?:dict|Dict|Any|Mapping|list|List)$/.test(name.name);
}

/** A parameter that only its type tells: a model is the body, anything else a query parameter. */
function byType(binding: Binding): Value {
  const { name, annotation, site, request } = binding;
  const { type } = annotation;
  const query = requested('query', name, site);
  if (type === null) return query;
  const { expression } = type;
  const isMany = isCollection(expression) && expression.kind === 'index';
  const known = valueAt(isMany ? expression.index : expression, type, request);
  const whole = requested('body', '', site);
  if (known.shape.kind === 'class') {
    if (isEnumeration(known)) return query;
    const model = modelOf(known, whole, binding);
    return isMany ? shaped({ kind: 'list', items: [model] }) : model;
  }
  const path = pathOf(known);
  if (requestType.test(path)) return request.shared(requestPath);
  if (serverType.test(path)) return known;
  if (isCollection(expression)) return whole;
  if (path === '' && expression.kind === 'name') return unseenAlias(expression.name, query, binding);
  // A class that cannot be seen: a model is the usual thing to be written there.
  return /(?:^|\.)(?!UUID|Decimal|Path)[A-Z]\w*$/.test(path) && !scalarModule.test(path) ? pickedOf(whole) : query;
}

const scalarModule = /^(?:typing|typing_extensions|uuid|decimal|datetime|pydantic|enum|pathlib|ulid)\b/;

/** The request itself, whatever it is called. */
export const requestPath = 'starlette.requests.Request';
const requestType = /^(?:fastapi|starlette)(?:\.requests)?\.(?:Request|HTTPConnection)$/;
const serverType = /^(?:fastapi|starlette)\b.*\.(?:Response|BackgroundTasks|WebSocket|SecurityScopes)$/;

/** A name for a type that cannot be told: `CurrentUser` says what it stands for. */
function unseenAlias(alias: string, query: Value, { site, request }: Binding): Value {
  if (!isIdentityName(alias)) return query;
  request.learn([authenticated]);
  return guessedIdentity(alias, site);
}

function modelOf(known: Value, data: Value, { site, request }: Binding): Value {
  if (known.shape.kind !== 'class') return data;
  const model = modelObject(known.shape.class, data, site);
  if (model.shape.kind === 'object') request.learn(factsOfParts(model.shape.object.fields.values()));
  return model;
}

/** `Depends(current_user)`, `Depends()` of a class, `Security(current_user, scopes=['admin'])`. */
function dependency(marker: External, { annotation, site, request, depth }: Binding): Value {
  const given = argument(marker.arguments ?? noArguments, 'dependency', 0);
  const { type } = annotation;
  const target = given ?? (type === null ? plain : valueAt(type.expression, type, request));
  return dependencyValue(target, site, request, argumentsBySignature, depth + 1);
}
