import { treated } from '../../flow/collections.ts';
import { type External, externalOf, type Origin, shaped, textOf, type Value } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { argument, requested } from '../tools.ts';
import { factsOfParts, pickedOf } from './declared-fields.ts';

/*
 * `reqparse` of Flask-RESTful and Flask-RESTX: only the arguments that are declared come through (Flask-RESTful
 * documentation, "Request Parsing").
 */

/** Where a parser keeps what is declared: among the fields of the object, where no code can name it. */
const declaredAs = '<argument> ';

const origins: Readonly<Record<string, Origin>> = {
  json: 'body',
  form: 'body',
  values: 'body',
  args: 'query',
  headers: 'header',
  cookies: 'cookie',
  files: 'file',
  view_args: 'path',
};

function originOf(location: Value | undefined): Origin {
  const given = location?.shape.kind === 'list' ? location.shape.items[0] : location;
  const text = given === undefined ? undefined : textOf(given);
  return text !== undefined && Object.hasOwn(origins, text) ? (origins[text] ?? 'body') : 'body';
}

/** `parser.add_argument('limit', type=int, location='args', choices=(10, 20))`. */
const addArgument: CallModel = ({ callee, arguments: args, site }) => {
  const name = argument(args, 'name', 0);
  const text = name === undefined ? undefined : textOf(name);
  if (text === undefined || callee.base === undefined) return undefined;
  const stored = argument(args, 'dest');
  const value = requested(originOf(argument(args, 'location')), text, site);
  const isRange = /\bint_range\(\)$/.test(externalOf(argument(args, 'type') ?? value)?.path ?? '');
  const limits = [
    ...(argument(args, 'choices') === undefined ? [] : (['listed'] as const)),
    ...(isRange ? (['capped'] as const) : []),
  ];
  const key = (stored === undefined ? undefined : textOf(stored)) ?? text;
  callee.base.fields.set(`${declaredAs}${key}`, treated(value, limits));
  return undefined;
};

/** `parser.parse_args()`: also what a parser has that this one is a copy of. */
const parseArguments: CallModel = ({ callee }, { learn }) => {
  const fields = new Map<string, Value>();
  for (let at: External | undefined = callee.base; at !== undefined; at = at.base) {
    for (const [name, value] of at.fields) {
      if (!name.startsWith(declaredAs)) continue;
      const key = name.slice(declaredAs.length);
      if (!fields.has(key)) fields.set(key, value);
    }
  }
  learn(factsOfParts(fields.values()));
  return pickedOf(shaped({ kind: 'dict', fields, rest: null }));
};

const parsers = ['flask_restful', 'flask_restx'].flatMap((library) => [
  `${library}.reqparse.RequestParser()`,
  `${library}.reqparse.RequestParser().copy()`,
  `${library}.Api().parser()`,
  `${library}.Namespace().parser()`,
]);

export const reqparseCalls: readonly (readonly [string, CallModel])[] = parsers.flatMap(
  (parser): [string, CallModel][] => [
    [`${parser}.add_argument`, addArgument],
    [`${parser}.parse_args`, parseArguments],
  ],
);
