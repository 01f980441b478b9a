import { type ClassValue, type Closure, type External, externalOf, textOf, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, Models, RegistryTools } from '../contract.ts';
import { applicationOf } from './applications.ts';
import { pathsAndRest } from './handlers.ts';
import { type Guards, guardsOf, runGuards } from './nest-guards.ts';
import { metadataOf } from './nest-metadata.ts';
import { argumentsOf, dropUndeclared, isWhitelisting } from './nest-parameters.ts';
import { wrapper } from './sessions.ts';
import { emptyFunction } from './stand-ins.ts';
import { closureOf, each, fieldOf, withArguments } from './values.ts';

/*
 * Nest: controllers and resolvers, and what stands in front of them (docs.nestjs.com, "Controllers", "Guards", "Pipes").
 */

const common = '@nestjs/common';

/** Everything of Nest belongs to one application: what is global to it is in front of all its controllers. */
const application = applicationOf('nest');
/** Of routes that say that guards of the whole application are not for them. */
const openApplication = applicationOf('nest public');

const verbs = new Map([
  ...['Get', 'Post', 'Put', 'Patch', 'Delete', 'Options', 'Head'].map(
    (name) => [`${common}.${name}()`, name.toUpperCase()] as const,
  ),
  [`${common}.All()`, 'ANY'],
  ['@nestjs/graphql.Query()', 'QUERY'],
  ['@nestjs/graphql.Mutation()', 'MUTATION'],
]);

/** Decorators, also those that `applyDecorators` puts together. */
function flattened(decorators: readonly External[], depth = 0): External[] {
  if (depth > 4) return [];
  return decorators.flatMap((decorator) =>
    decorator.path === `${common}.applyDecorators()`
      ? flattened(
          (decorator.arguments?.positional ?? []).flatMap((value) => externalOf(value) ?? []),
          depth + 1,
        )
      : [decorator],
  );
}

function decoratorsOf({ decorators }: ClassValue): External[] {
  return flattened(decorators.flatMap((value) => externalOf(value) ?? []));
}

/** The paths of a controller: `@Controller('notes')`, `@Controller({ path: ['a', 'b'] })`. */
function pathsOf(decorator: External): readonly string[] {
  const [given] = decorator.arguments?.positional ?? [];
  const path = given?.shape.kind === 'dict' ? fieldOf(given, 'path') : given;
  const { paths } = pathsAndRest(path === undefined ? [] : [path]);
  return paths.length === 0 ? [''] : paths;
}

interface Controller {
  readonly known: ClassValue;
  readonly paths: readonly string[];
  readonly decorators: readonly External[];
}

const controllers: Models['classes'][number] = (known, tools) => {
  const decorators = decoratorsOf(known);
  const own = decorators.find(({ path }) => path === `${common}.Controller()` || path === '@nestjs/graphql.Resolver()');
  if (own === undefined) return;
  const paths = own.path.endsWith('Controller()') ? pathsOf(own) : [''];
  for (const member of known.members.values()) registerMethod(member, { known, paths, decorators }, tools);
};

function registerMethod(member: Value, { known, paths, decorators }: Controller, tools: RegistryTools): void {
  const closure = closureOf(member);
  const marks = flattened(closure?.marks ?? []);
  const mark = marks.find(({ path }) => verbs.has(path));
  if (closure === undefined || mark === undefined) return;
  const method = verbs.get(mark.path) ?? 'ANY';
  const own = mark.path.startsWith(common)
    ? pathsOf(mark)
    : [textOf(mark.arguments?.positional[0] ?? member) ?? closure.function.name];
  const metadata = metadataOf([...decorators, ...marks]);
  const guards = guardsOf(metadata.isPublic ? marks : [...decorators, ...marks]);
  const site = { module: closure.module, span: closure.function };
  for (const path of paths.flatMap((start) => own.map((end) => `${start}/${end}`))) {
    tools.route({
      framework: 'Nest',
      methods: [method],
      path,
      owner: metadata.isPublic ? openApplication : application,
      handlers: [...guards.externals, member],
      calling: callingOf(known, [...decorators, ...marks], guards),
      site,
    });
  }
}

function callingOf(known: ClassValue, decorators: readonly External[], guards: Guards): Calling {
  const { values } = metadataOf(decorators);
  return {
    argumentsOf: (handler: Closure, at) => {
      runGuards(guards.classes, values, at);
      return argumentsOf(handler, decorators, at);
    },
    self: (_, at) => at.instance(known),
    returnsAnswer: true,
    hasNext: false,
  };
}

/** What an application has in front of all its controllers. */
function globally(given: readonly Value[], site: Parameters<CallModel>[0]['site'], tools: RegistryTools): void {
  const guards = guardsOf([{ ...application, path: `${common}.UseGuards()`, arguments: withArguments(...given) }]);
  const prepare: Calling = {
    argumentsOf: (_, at) => {
      runGuards(guards.classes, new Map(), at);
      return withArguments();
    },
    returnsAnswer: false,
    hasNext: false,
  };
  const handlers = [...guards.externals, ...(guards.classes.length === 0 ? [] : [emptyFunction(site)])];
  if (handlers.length === 0) return;
  tools.guard({ owner: application, path: '', handlers, isOrdered: false, calling: prepare, site });
}

/** `{ provide: APP_GUARD, useClass: AuthGuard }` among the providers of a module. */
const modules: Models['classes'][number] = (known, tools) => {
  const own = decoratorsOf(known).find(({ path }) => path === `${common}.Module()`);
  const providers = fieldOf(own?.arguments?.positional[0], 'providers');
  if (providers?.shape.kind !== 'list') return;
  const site = { module: known.module, span: known.node };
  for (const provider of providers.shape.items) {
    const token = externalOf(fieldOf(provider, 'provide') ?? provider)?.path;
    const given = fieldOf(provider, 'useClass') ?? fieldOf(provider, 'useValue') ?? fieldOf(provider, 'useExisting');
    if (given === undefined) continue;
    if (token === '@nestjs/core.APP_GUARD') globally([given], site, tools);
    if (token === '@nestjs/core.APP_PIPE' && isWhitelisting(given)) whitelist(site, tools);
  }
};

/** From here on bodies hold what their classes declare. */
function whitelist(site: Parameters<CallModel>[0]['site'], tools: RegistryTools): void {
  const calling: Calling = {
    argumentsOf: (_, at) => {
      dropUndeclared(at);
      return withArguments();
    },
    returnsAnswer: false,
    hasNext: false,
  };
  for (const owner of [application, openApplication])
    tools.guard({ owner, path: '', handlers: [emptyFunction(site)], isOrdered: false, calling, site });
}

const useGlobalGuards: CallModel = ({ arguments: args, site }, tools) => {
  globally(args.positional, site, tools);
  return undefined;
};

const useGlobalPipes: CallModel = ({ arguments: args, site }, tools) => {
  if (args.positional.some(isWhitelisting)) whitelist(site, tools);
  return undefined;
};

/** `app.setGlobalPrefix('api')`. */
const setGlobalPrefix: CallModel = ({ arguments: args, site }, { mount }) => {
  const prefix = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
  if (prefix !== undefined)
    for (const child of [application, openApplication]) mount({ parent: null, child, prefix, site });
  return undefined;
};

export const nestClasses: Models['classes'] = [controllers, modules];

const app = '@nestjs/core.NestFactory.create()';

export const nestCalls: readonly (readonly [string, CallModel])[] = [
  [`${app}.useGlobalGuards`, useGlobalGuards],
  [`${app}.useGlobalPipes`, useGlobalPipes],
  [`${app}.setGlobalPrefix`, setGlobalPrefix],
  ...each([`${common}.createParamDecorator`], wrapper),
];
