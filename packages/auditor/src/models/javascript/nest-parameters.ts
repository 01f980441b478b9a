import { memberOfClass } from '../../flow/members.ts';
import { lookUp } from '../../flow/state.ts';
import {
  type CallArguments,
  type ClassValue,
  type Closure,
  constant,
  type External,
  externalOf,
  type Origin,
  plain,
  type Site,
  textOf,
  type Value,
} from '../../flow/value.ts';
import type { Parameter } from '../../ir/ir.ts';
import type { CallModel, RequestAt } from '../contract.ts';
import { identified, requested } from '../tools.ts';
import { lastName } from './names.ts';
import { contextAt } from './nest-guards.ts';
import { metadataOf } from './nest-metadata.ts';
import { restricted, type Schema, schemaOf } from './schemas.ts';
import { valueInSignature } from './stand-ins.ts';
import { closureOf, each, fields, hasTrue, withArguments } from './values.ts';

/*
 * What Nest hands a method of a controller (docs.nestjs.com, "Controllers", "Custom route decorators", "Validation").
 */

const common = '@nestjs/common';

/** The parts of a request, by the decorators that hand them over. */
const parts: ReadonlyMap<string, Origin> = new Map([
  [`${common}.Param()`, 'path'],
  [`${common}.Query()`, 'query'],
  [`${common}.Body()`, 'body'],
  [`${common}.RawBody()`, 'body'],
  [`${common}.Headers()`, 'header'],
  [`${common}.HostParam()`, 'header'],
  [`${common}.UploadedFile()`, 'file'],
  [`${common}.UploadedFiles()`, 'file'],
  ['@nestjs/graphql.Args()', 'body'],
]);

/** Decorators of parameters that cannot be seen, and say by their name that they hand over the caller. */
const identityDecorator =
  /^(?:get|current|req|request|auth|authenticated|active|logged_?in|session|jwt|token|cognito|firebase|clerk)?_?(?:user|account|tenant|auth|claims|identity|principal|member|customer|session|jwt|payload)_?(?:id|sub|email|context)?$/i;

/** The arguments of a method, one for each of its parameters. */
export function argumentsOf(handler: Closure, decorators: readonly External[], at: RequestAt): CallArguments {
  const isStrict = isWhitelisted(decorators, at);
  return withArguments(
    ...handler.function.parameters.map((parameter) => argumentFor(parameter, handler, decorators, isStrict, at)),
  );
}

function argumentFor(
  parameter: Parameter,
  handler: Closure,
  decorators: readonly External[],
  isStrict: boolean,
  at: RequestAt,
): Value {
  for (const expression of parameter.decorators) {
    const decorator = externalOf(valueInSignature(expression, handler, at));
    const site = { module: handler.module, span: expression };
    const value = decorator === undefined ? undefined : handedOver(decorator, decorators, at, site);
    if (decorator === undefined || value === undefined) continue;
    const pipes = decorator.arguments?.positional.filter((one) => textOf(one) === undefined) ?? [];
    const isDeclared = isStrict || pipes.some(isWhitelisting);
    return piped(declaredFor(parameter, handler, value, isDeclared), [...pipesOf(decorators), ...pipes], at);
  }
  return plain;
}

function handedOver(
  decorator: External,
  decorators: readonly External[],
  at: RequestAt,
  site: Site,
): Value | undefined {
  const { path, arguments: args, base } = decorator;
  const [first] = args?.positional ?? [];
  const name = first === undefined ? undefined : textOf(first);
  const origin = parts.get(path);
  if (origin !== undefined) return partNamed(origin, name, at, site);
  if (/^@nestjs\/common\.Req(?:uest)?\(\)$/.test(path)) return at.shared('express.request');
  if (/^@nestjs\/common\.Res(?:ponse)?\(\)$/.test(path)) return at.shared('express.response');
  if (path === `${common}.Next()`) return at.next;
  if (path === `${common}.Session()`) return identified(path, site, name);
  if (path === `${common}.createParamDecorator()()`) return customValue(base, first, decorators, at);
  if (path.startsWith('@nestjs/') || !identityDecorator.test(lastName(path))) return undefined;
  const identity = identified(path, site, name);
  return { ...identity, sources: identity.sources.map((source) => ({ ...source, confidence: 'tentative' as const })) };
}

function partNamed(origin: Origin, name: string | undefined, at: RequestAt, site: Site): Value {
  if (name !== undefined) return requested(origin, origin === 'header' ? name.toLowerCase() : name, site);
  if (origin !== 'path') return requested(origin, '', site);
  return fields(Object.fromEntries(at.pathParameters.map((one) => [one, requested('path', one, site)])));
}

/** `createParamDecorator((data, context) => …)` of the audited code. */
function customValue(
  maker: External | undefined,
  data: Value | undefined,
  decorators: readonly External[],
  at: RequestAt,
): Value | undefined {
  const [make] = maker?.arguments?.positional ?? [];
  if (make === undefined || closureOf(make) === undefined) return undefined;
  return at.call(make, withArguments(data ?? plain, contextAt(metadataOf(decorators).values, at)));
}

/** Whether a pipe drops what a class does not declare: `new ValidationPipe({ whitelist: true })`. */
export function isWhitelisting(value: Value): boolean {
  const external = externalOf(value);
  return external?.path === `${common}.ValidationPipe()` && hasTrue(external.arguments?.positional[0], 'whitelist');
}

const pipesPath = 'nest.pipes';

/** Notes that a pipe of the application does so. */
export function dropUndeclared(at: RequestAt): void {
  externalOf(at.shared(pipesPath))?.fields.set('whitelist', constant(true));
}

function isWhitelisted(decorators: readonly External[], at: RequestAt): boolean {
  return externalOf(at.shared(pipesPath))?.fields.has('whitelist') === true || pipesOf(decorators).some(isWhitelisting);
}

function pipesOf(decorators: readonly External[]): Value[] {
  return decorators
    .filter(({ path }) => path === `${common}.UsePipes()`)
    .flatMap(({ arguments: args }) => args?.positional ?? []);
}

/** What the class of a parameter lets through: its fields, or the schema that it is made of. */
function declaredFor({ annotation }: Parameter, { scope }: Closure, value: Value, isStrict: boolean): Value {
  const named = annotation?.kind === 'name' ? lookUp(scope, annotation.name) : undefined;
  if (named?.shape.kind !== 'class') return value;
  const schema = schemaUnder(named.shape.class);
  if (schema !== undefined) return restricted(value, schema);
  return isStrict ? restricted(value, classSchema(named.shape.class)) : value;
}

/** `class NewNote extends createZodDto(schema) {}`. */
function schemaUnder({ bases }: ClassValue): Schema | undefined {
  for (const base of bases) {
    const external = externalOf(base);
    if (external?.path === 'nestjs-zod.createZodDto()') return schemaOf(external.arguments?.positional[0]);
  }
  return undefined;
}

/** The fields of a class and of those it extends, also by `PartialType(NewNote)`. */
function classSchema(known: ClassValue, depth = 0): Extract<Schema, { kind: 'object' }> {
  const declared = new Map<string, Schema>();
  for (const base of depth > 6 ? [] : known.bases.flatMap(classesIn))
    for (const [name, schema] of classSchema(base, depth + 1).fields) declared.set(name, schema);
  for (const statement of known.node.body) {
    const target = statement.kind === 'assignment' ? statement.targets[0] : undefined;
    if (target?.kind === 'name') declared.set(target.name, { kind: 'any' });
  }
  return { kind: 'object', fields: declared, isOpen: false };
}

function classesIn(base: Value): ClassValue[] {
  if (base.shape.kind === 'class') return [base.shape.class];
  const given = externalOf(base)?.arguments?.positional ?? [];
  return given.flatMap(({ shape }) => (shape.kind === 'class' ? [shape.class] : []));
}

/** A pipe of the audited code makes something of a value: `new ZodValidationPipe(schema)`. */
function piped(value: Value, pipes: readonly Value[], at: RequestAt): Value {
  return pipes.reduce((given, pipe) => {
    const { shape } = pipe;
    const known = shape.kind === 'object' ? shape.object.class : shape.kind === 'class' ? shape.class : undefined;
    const transform = known === undefined ? undefined : memberOfClass(known, 'transform');
    const closure = transform === undefined ? undefined : closureOf(transform);
    if (known === undefined || transform === undefined || closure === undefined) return given;
    const self = shape.kind === 'object' ? pipe : at.instance(known);
    const bound: Value = {
      ...transform,
      shape: { kind: 'function', closure: { ...closure, self, ownerClass: known } },
    };
    return at.call(bound, withArguments(given, plain));
  }, value);
}

/** `plainToInstance(NewNote, body, { excludeExtraneousValues: true })` of class-transformer. */
const toInstance: CallModel = ({ arguments: args }) => {
  const [known, data, options] = args.positional;
  if (data === undefined) return undefined;
  const isStrict = hasTrue(options, 'excludeExtraneousValues');
  return isStrict && known?.shape.kind === 'class' ? restricted(data, classSchema(known.shape.class)) : data;
};

export const nestParameterCalls: readonly (readonly [string, CallModel])[] = each(
  ['class-transformer.plainToInstance', 'class-transformer.plainToClass'],
  toInstance,
);
