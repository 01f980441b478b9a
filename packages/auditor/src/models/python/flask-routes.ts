import {
  type CallArguments,
  type External,
  external,
  externalOf,
  fromSources,
  noArguments,
  textOf,
  type Value,
} from '../../flow/value.ts';
import type { Calling, CallModel } from '../contract.ts';
import { argument } from '../tools.ts';
import { registerView } from './flask-views.ts';
import { endingWithAnswer } from './stand-ins.ts';

/*
 * Routes of Flask and of what extends its app and its blueprints (Flask documentation, "API": `Flask.route`,
 * `add_url_rule`, `register_blueprint`, `before_request`, `errorhandler`).
 */

const guardCalling: Calling = { argumentsOf: () => noArguments, returnsAnswer: false, hasNext: false };

function methodsIn(args: CallArguments): string[] {
  const given = argument(args, 'methods');
  if (given?.shape.kind !== 'list') return [];
  return given.shape.items.flatMap((item) => textOf(item)?.toUpperCase() ?? []);
}

function pathIn(args: CallArguments): string {
  const rule = argument(args, 'rule', 0);
  return rule === undefined ? '' : (textOf(rule) ?? '');
}

/** `@app.route('/notes/<id>', methods=['GET'])`: the decorator, once it is put around a view or a class of views. */
export function routeDecorator(method: string | undefined): CallModel {
  return ({ callee, arguments: args, site }, tools) => {
    const [view] = args.positional;
    const given = callee.arguments;
    if (view === undefined || given === undefined) return view;
    const methods = method === undefined ? methodsIn(given) : [method];
    registerView(view, { path: pathIn(given), methods, owner: callee.base?.base ?? null, site }, tools);
    return view;
  };
}

const addUrlRule: CallModel = ({ callee, arguments: args, site }, tools) => {
  const view = argument(args, 'view_func', 2);
  if (view === undefined) return undefined;
  registerView(view, { path: pathIn(args), methods: methodsIn(args), owner: callee.base ?? null, site }, tools);
  return undefined;
};

export const registerBlueprint: CallModel = ({ callee, arguments: args, site }, { mount }) => {
  const given = argument(args, 'blueprint', 0);
  const child = given === undefined ? undefined : externalOf(given);
  if (child === undefined) return undefined;
  const own = child.arguments === undefined ? undefined : argument(child.arguments, 'url_prefix');
  const prefix = argument(args, 'url_prefix') ?? own;
  mount({ parent: callee.base ?? null, child, prefix: prefix === undefined ? '' : (textOf(prefix) ?? ''), site });
  return undefined;
};

/** `Api(app, prefix='/v1')`: what is registered with it belongs to the app. */
export function belongsToApp(prefixName: string): CallModel {
  return ({ path, callee, arguments: args, site }, { mount }) => {
    const parent = args.positional[0] === undefined ? undefined : externalOf(args.positional[0]);
    const child = externalOf(external(`${path}()`, site, { arguments: args, base: callee }));
    const prefix = argument(args, prefixName);
    if (parent !== undefined && child !== undefined)
      mount({ parent, child, prefix: prefix === undefined ? '' : (textOf(prefix) ?? ''), site });
    return undefined;
  };
}

/** `api.init_app(app)`. */
export const initApp: CallModel = ({ callee, arguments: args, site }, { mount }) => {
  const parent = args.positional[0] === undefined ? undefined : externalOf(args.positional[0]);
  if (parent !== undefined && callee.base !== undefined) mount({ parent, child: callee.base, prefix: '', site });
  return undefined;
};

/** `@app.before_request`: runs before the views of the app or the blueprint, and may answer instead of them. */
const beforeRequest: CallModel = ({ callee, arguments: args, site }, { guard }) => {
  const [handler] = args.positional;
  if (handler === undefined) return undefined;
  const isOfApp = callee.path.endsWith('before_app_request');
  guard({
    owner: isOfApp ? null : (callee.base ?? null),
    path: '',
    handlers: [endingWithAnswer(handler)],
    isOrdered: false,
    calling: guardCalling,
    site,
  });
  return handler;
};

/** `@app.errorhandler(Exception)`: its function answers with what it makes of the exception. */
const errorHandler: CallModel = ({ callee, arguments: args, site }, { route }) => {
  const [handler] = args.positional;
  if (handler === undefined) return undefined;
  const error = errorCaught(callee.arguments?.positional[0], site);
  const calling: Calling = {
    argumentsOf: () => ({ ...noArguments, positional: [error] }),
    returnsAnswer: true,
    hasNext: false,
  };
  const own = { framework: 'Flask', methods: [], path: '', owner: null, isErrorHandler: true };
  route({ ...own, handlers: [handler], calling, site });
  return handler;
};

/** The exception that a handler for a class or a status is given. */
export function errorCaught(caught: Value | undefined, site: External['site']): Value {
  const type = (caught === undefined ? undefined : externalOf(caught)?.path.split('.').at(-1)) ?? '';
  const isHttp = caught?.shape.kind === 'constant' && caught.shape.value !== 500;
  return fromSources([{ kind: 'error', type: isHttp ? 'HTTPException' : type, site }]);
}

const apps = [
  'flask.Flask()',
  'flask.Blueprint()',
  'apiflask.APIFlask()',
  'apiflask.APIBlueprint()',
  'flask_smorest.Blueprint()',
];
const verbs = ['get', 'post', 'put', 'patch', 'delete'];

export const flaskRouteCalls: readonly (readonly [string, CallModel])[] = apps.flatMap((app): [string, CallModel][] => [
  [`${app}.route()`, routeDecorator(undefined)],
  ...verbs.map((verb): [string, CallModel] => [`${app}.${verb}()`, routeDecorator(verb.toUpperCase())]),
  [`${app}.errorhandler()`, errorHandler],
  [`${app}.app_errorhandler()`, errorHandler],
  [`${app}.add_url_rule`, addUrlRule],
  [`${app}.register_blueprint`, registerBlueprint],
  [`${app}.before_request`, beforeRequest],
  [`${app}.before_app_request`, beforeRequest],
]);
