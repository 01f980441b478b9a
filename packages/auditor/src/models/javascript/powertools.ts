import { type External, textOf, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, RequestAt } from '../contract.ts';
import { requested } from '../tools.ts';
import { handlersOf, pathsAndRest } from './handlers.ts';
import { each, fieldOf, fields, itself, withArguments } from './values.ts';

/*
 * Powertools for AWS Lambda (TypeScript), "Event Handler: HTTP API" and "GraphQL API".
 */

const router = '@aws-lambda-powertools/event-handler/http.Router()';
const resolver = '@aws-lambda-powertools/event-handler/appsync-graphql.AppSyncGraphQLResolver()';

/** What a handler is given: names of the path, the request of the Fetch API, and the event. */
function requestContext(at: RequestAt): Value {
  const { pathParameters, site } = at;
  return fields({
    params: fields(Object.fromEntries(pathParameters.map((name) => [name, requested('path', name, site)]))),
    event: at.shared('lambda.event'),
    context: at.shared('lambda.context'),
    req: at.shared('next.request'),
    res: at.shared('lambda.response'),
    shared: at.shared('lambda.shared'),
  });
}

const calling: Calling = {
  argumentsOf: (_, at) => withArguments(requestContext(at)),
  returnsAnswer: true,
  hasNext: false,
};

/** `async ({ reqCtx, next }) => …`. */
const middlewareCalling: Calling = {
  argumentsOf: (_, at) => withArguments(fields({ reqCtx: requestContext(at), next: at.next })),
  returnsAnswer: false,
  hasNext: true,
};

function ownerOf(callee: External): External | null {
  return callee.base ?? null;
}

/** `app.get('/notes/:id', [auth], show)`. */
function verb(method: string): CallModel {
  return (call, tools) => {
    const { paths, rest } = pathsAndRest(call.arguments.positional);
    const [middlewares, handler] = rest.length > 1 ? rest : [undefined, rest[0]];
    const owner = ownerOf(call.callee);
    const before = middlewares === undefined ? [] : handlersOf([middlewares]);
    const handlers = handler === undefined ? [] : handlersOf([handler]);
    for (const path of handlers.length === 0 ? [] : paths) {
      if (before.length > 0)
        tools.guard({ owner, path, handlers: before, isOrdered: false, calling: middlewareCalling, site: call.site });
      tools.route({ framework: 'Powertools', methods: [method], path, owner, handlers, calling, site: call.site });
    }
    return itself(call, tools);
  };
}

const use: CallModel = (call, tools) => {
  const handlers = handlersOf(call.arguments.positional);
  const owner = ownerOf(call.callee);
  if (handlers.length > 0)
    tools.guard({ owner, path: '', handlers, isOrdered: false, calling: middlewareCalling, site: call.site });
  return itself(call, tools);
};

/** `app.includeRouter(notes, { prefix: '/notes' })`. */
const includeRouter: CallModel = (call, tools) => {
  const [child, options] = call.arguments.positional;
  const prefix = textOf(fieldOf(options, 'prefix') ?? fields({})) ?? '';
  if (child?.shape.kind === 'external')
    tools.mount({ parent: ownerOf(call.callee), child: child.shape.external, prefix, site: call.site });
  return itself(call, tools);
};

const fieldCalling: Calling = {
  argumentsOf: (_, at) =>
    withArguments(
      requested('body', '', at.site),
      fields({ event: at.shared('lambda.event'), context: at.shared('lambda.context') }),
    ),
  returnsAnswer: true,
  hasNext: false,
};

/** `app.onQuery('getNote', async ({ id }, { event }) => …)`. */
function field(type: string): CallModel {
  return (call, tools) => {
    const [name, handler] = call.arguments.positional;
    const text = name === undefined ? undefined : textOf(name);
    const handlers = handler === undefined ? [] : handlersOf([handler]);
    if (text === undefined || handlers.length === 0) return undefined;
    const draft = { framework: 'AppSync', methods: [type], path: text, owner: null, handlers, site: call.site };
    tools.route({ ...draft, calling: fieldCalling });
    return itself(call, tools);
  };
}

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

export const powertoolsCalls: readonly (readonly [string, CallModel])[] = [
  ...verbs.map((name) => [`${router}.${name}`, verb(name.toUpperCase())] as const),
  [`${router}.use`, use],
  [`${router}.includeRouter`, includeRouter],
  ...each([`${router}.notFound`, `${router}.methodNotAllowed`, `${router}.errorHandler`], itself),
  [`${resolver}.onQuery`, field('QUERY')],
  [`${resolver}.onMutation`, field('MUTATION')],
  [`${resolver}.onSubscription`, field('SUBSCRIPTION')],
];

export const powertoolsAliases: readonly (readonly [string, string])[] = [
  ['@aws-lambda-powertools/event-handler/rest.Router()', router],
  ['@aws-lambda-powertools/event-handler/experimental-rest.Router()', router],
];
