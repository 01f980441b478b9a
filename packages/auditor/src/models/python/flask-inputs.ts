import type { Origin, Site, Value } from '../../flow/value.ts';
import { constant, shaped, textOf } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { argument, requested } from '../tools.ts';
import { answeringBySchema } from './answers.ts';
import { withInput } from './flask-calling.ts';
import { isForMany, throughSchema } from './marshmallow.ts';

/*
 * Decorators that read the request through a schema and send answers through one: flask-smorest ("Arguments",
 * "Response"), APIFlask ("Request Handling", "Response Formatting"), webargs ("Quickstart"), Flask-RESTful and
 * Flask-RESTX ("Output Fields", "Response marshalling").
 */

const origins: Readonly<Record<string, Origin>> = {
  json: 'body',
  form: 'body',
  json_or_form: 'body',
  form_and_files: 'body',
  query: 'query',
  querystring: 'query',
  query_string: 'query',
  headers: 'header',
  cookies: 'cookie',
  files: 'file',
  path: 'path',
  view_args: 'path',
};

function originOf(location: string): Origin {
  return Object.hasOwn(origins, location) ? (origins[location] ?? 'body') : 'body';
}

/** What comes in through a schema: only what it declares, if it can be seen. */
function inputThrough(schema: Value | undefined, location: string, site: Site): Value {
  const data = requested(originOf(location), '', site);
  const input = throughSchema(schema, data, 'in');
  return isForMany(schema) ? shaped({ kind: 'list', items: [input] }) : input;
}

function textIn(value: Value | undefined, usual: string): string {
  return value === undefined ? usual : (textOf(value) ?? usual);
}

/** `@blp.arguments(PetIn, location='query')`: handed over after `self`. */
const smorestArguments: CallModel = ({ callee, arguments: args, site }) => {
  const [view] = args.positional;
  const given = callee.arguments;
  if (view === undefined || given === undefined) return view;
  const location = textIn(argument(given, 'location'), 'json');
  const data = inputThrough(argument(given, 'schema', 0), location, site);
  return handedOver(view, data, isTrue(argument(given, 'as_kwargs')), undefined, site);
};

/** `@use_args({...})` hands one dict over, `@use_kwargs({...})` each field by its name. */
function webargs(isByName: boolean): CallModel {
  return ({ callee, arguments: args, site }) => {
    const [view] = args.positional;
    const given = callee.arguments;
    if (view === undefined || given === undefined) return view;
    const location = textIn(argument(given, 'location'), 'json');
    return handedOver(view, inputThrough(argument(given, 'argmap', 0), location, site), isByName, undefined, site);
  };
}

function handedOver(view: Value, data: Value, isByName: boolean, name: string | undefined, site: Site): Value {
  if (!isByName || data.shape.kind !== 'dict') return withInput(view, data, name, site);
  return [...data.shape.fields].reduce((inner, [field, value]) => withInput(inner, value, field, site), view);
}

function isTrue(value: Value | undefined): boolean {
  return value?.shape.kind === 'constant' && value.shape.value === true;
}

/** `@app.input(NoteIn, location='query')`: by a name that says where it comes from. */
const apiflaskInput: CallModel = ({ callee, arguments: args, site }) => {
  const [view] = args.positional;
  const given = callee.arguments;
  if (view === undefined || given === undefined) return view;
  const location = textIn(argument(given, 'location', 1), 'json');
  const name = textIn(argument(given, 'arg_name'), `${location}_data`);
  return handedOver(view, inputThrough(argument(given, 'schema', 0), location, site), false, name, site);
};

/** A decorator that sends answers through a schema, if it names one. */
function outputThrough(name: string, place: number): CallModel {
  return ({ callee, arguments: args, site }) => {
    const [view] = args.positional;
    const schema = callee.arguments === undefined ? undefined : argument(callee.arguments, name, place);
    if (view === undefined || schema === undefined) return view;
    return answeringBySchema(view, schema, site);
  };
}

/** `marshal(item, note_fields)`. */
const marshal: CallModel = ({ arguments: args }) => {
  const data = argument(args, 'data', 0);
  if (data === undefined) return undefined;
  return throughSchema(argument(args, 'fields', 1), data, 'out');
};

/** A decorator that only describes: it leaves the view as it is. */
const describing: CallModel = ({ arguments: args }) => args.positional[0] ?? constant(null);

const apiflask = ['apiflask.APIFlask()', 'apiflask.APIBlueprint()', 'apiflask'];
const restx = ['flask_restx.Api()', 'flask_restx.Namespace()', 'flask_restx.Api().namespace()'];

export const flaskInputCalls: readonly (readonly [string, CallModel])[] = [
  ['flask_smorest.Blueprint().arguments()', smorestArguments],
  ['flask_smorest.Blueprint().response()', outputThrough('schema', 1)],
  ['flask_smorest.Blueprint().alt_response()', describing],
  ['flask_smorest.Blueprint().doc()', describing],
  ['webargs.flaskparser.use_args()', webargs(false)],
  ['webargs.flaskparser.use_kwargs()', webargs(true)],
  ...apiflask.flatMap((app): [string, CallModel][] => [
    [`${app}.input()`, apiflaskInput],
    [`${app}.output()`, outputThrough('schema', 0)],
    [`${app}.doc()`, describing],
  ]),
  ['flask_restful.marshal_with()', outputThrough('fields', 0)],
  ['flask_restful.marshal', marshal],
  ...restx.flatMap((api): [string, CallModel][] => [
    [`${api}.marshal_with()`, outputThrough('fields', 0)],
    [`${api}.marshal_list_with()`, outputThrough('fields', 0)],
    [`${api}.marshal`, marshal],
    [`${api}.expect()`, describing],
    [`${api}.doc()`, describing],
    [`${api}.response()`, describing],
  ]),
  ['flask_restx.marshal_with()', outputThrough('fields', 0)],
  ['flask_restx.marshal', marshal],
];
