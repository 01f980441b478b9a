import { constant, externalOf, type Site, type Value } from '../../flow/value.ts';
import type { Calling, Models, RegistryTools, RequestAt } from '../contract.ts';
import { requested } from '../tools.ts';
import { applicationOf } from './applications.ts';
import { exportsOf } from './exports.ts';
import { expressCalling } from './express.ts';
import { pathInQuery } from './express-messages.ts';
import { handlersOf } from './handlers.ts';
import { fields, items, withArguments } from './values.ts';

/*
 * Next: route handlers of the App Router, API routes of the Pages Router, and server functions; the paths are those of
 * their files (nextjs.org, "Route Handlers", "API Routes", "Server Functions").
 */

const verbs = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** Names of the path, as a route handler is given them: a promise of an object, which is the same here. */
function parametersAt({ pathParameters, site }: RequestAt): Value {
  return fields(Object.fromEntries(pathParameters.map((name) => [name, requested('path', name, site)])));
}

const handlerCalling: Calling = {
  argumentsOf: (_, at) => withArguments(at.shared('next.request'), fields({ params: parametersAt(at) })),
  returnsAnswer: true,
  hasNext: false,
};

/** API routes are given request and response like those of Node; the query holds the names of the path as well. */
const pagesCalling: Calling = {
  ...expressCalling,
  argumentsOf: (_, at) => {
    const [request, response] = [at.shared('express.request'), at.shared('express.response')];
    externalOf(request)?.fields.set(pathInQuery, items(...at.pathParameters.map(constant)));
    return withArguments(request, response);
  },
};

/** The fields of a form have their own names. */
function parameterName(name: string): string {
  return /form|^data$/i.test(name) ? '' : name;
}

/** A server function can be called by anybody, with any arguments. */
const actionCalling: Calling = {
  argumentsOf: ({ function: { parameters } }, { site }) =>
    withArguments(
      ...parameters.map(({ target }) =>
        requested('body', target.kind === 'name' ? parameterName(target.name) : '', site),
      ),
    ),
  returnsAnswer: true,
  hasNext: false,
};

/** Where a file stands in its application. */
interface NextPlace {
  /** The folder of the application. */
  readonly root: string;
  /** As Next writes it: `/api/notes/[id]`. */
  readonly path: string;
}

const ending = /\.[cm]?[jt]sx?$/;

/** `app/api/notes/[id]/route.ts` is `/api/notes/[id]`; groups in parentheses and slots are not part of it. */
function appPlace(path: string): NextPlace | undefined {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  const start = segments.indexOf('app');
  if (start === -1 || !/^route\.[cm]?[jt]sx?$/.test(file)) return undefined;
  const named = segments.slice(start + 1).filter((segment) => !segment.startsWith('(') && !segment.startsWith('@'));
  return { root: rootOf(segments.slice(0, start)), path: `/${named.join('/')}` };
}

/** `pages/api/notes/[id].ts` is `/api/notes/[id]`. */
function pagesPlace(path: string): NextPlace | undefined {
  const segments = path.split('/');
  const start = segments.findIndex((segment, index) => segment === 'pages' && segments[index + 1] === 'api');
  if (start === -1 || !ending.test(path)) return undefined;
  const file = (segments.pop() ?? '').replace(ending, '');
  const named = [...segments.slice(start + 1), ...(file === 'index' ? [] : [file])];
  return { root: rootOf(segments.slice(0, start)), path: `/${named.join('/')}` };
}

/** Everything may stand in a folder `src`. */
export function rootOf(segments: readonly string[]): string {
  return (segments.at(-1) === 'src' ? segments.slice(0, -1) : segments).join('/');
}

/** Whether the exports of a file are called by Next. */
export function isNextFile(path: string): boolean {
  return appPlace(path) !== undefined || pagesPlace(path) !== undefined;
}

interface Registration {
  readonly methods: readonly string[];
  readonly place: NextPlace;
  readonly value: Value;
  readonly calling: Calling;
  readonly site: Site;
}

function register({ route }: RegistryTools, { methods, place, value, calling, site }: Registration): void {
  const handlers = handlersOf([value]);
  if (handlers.length === 0) return;
  const owner = applicationOf(`next ${place.root}`);
  route({ framework: 'Next', methods, path: place.path, owner, handlers, calling, site });
}

const routeFiles: Models['modules'][number] = (module, scope, tools) => {
  const place = appPlace(module.path);
  if (place === undefined) return;
  for (const { name, value, span } of exportsOf(module, scope)) {
    if (!verbs.has(name)) continue;
    register(tools, { methods: [name], place, value, calling: handlerCalling, site: { module, span } });
  }
};

const apiFiles: Models['modules'][number] = (module, scope, tools) => {
  const place = pagesPlace(module.path);
  const handler = place && exportsOf(module, scope).find(({ name }) => name === 'default');
  if (place === undefined || handler === undefined) return;
  const { value, span } = handler;
  register(tools, { methods: ['ANY'], place, value, calling: pagesCalling, site: { module, span } });
};

/** Each function that a file with `'use server'` exports. */
const actionFiles: Models['modules'][number] = (module, scope, tools) => {
  const [first] = module.body;
  const isServer = first?.kind === 'expression' && first.value.kind === 'literal' && first.value.value === 'use server';
  if (!isServer) return;
  const root = rootOf(module.path.split('/').slice(0, -1));
  for (const { name, value, span } of exportsOf(module, scope)) {
    const place = { root, path: `/${module.path.replace(ending, '')}.${name}` };
    register(tools, { methods: ['POST'], place, value, calling: actionCalling, site: { module, span } });
  }
};

export const nextModules: Models['modules'] = [routeFiles, apiFiles, actionFiles];
