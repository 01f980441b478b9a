import {
  type CallArguments,
  type Closure,
  type External,
  external,
  externalOf,
  type Site,
  textOf,
  type Value,
} from '../../flow/value.ts';
import type { Calling } from '../contract.ts';
import { requested } from '../tools.ts';
import { answerBySchema, withMark } from './answers.ts';
import { factsOfParts } from './declared-fields.ts';
import { guessedIdentity, identityAttributes, isIdentityName } from './identity-names.ts';
import { nameOfParameter } from './signature.ts';

/*
 * How Flask calls views: with the parameters of the path by their names, after what decorators of its extensions hand
 * them.
 */

/** The way to what stands among the decorators of a view for data that one of them hands it. */
const inputMark = '<input>';

/** A view that a decorator hands data to, by a name if it has one: `@app.input(NoteIn)`, `@blp.arguments(NoteIn)`. */
export function withInput(view: Value, data: Value, name: string | undefined, site: Site): Value {
  const args: CallArguments =
    name === undefined
      ? { positional: [data], named: new Map(), spread: [] }
      : { positional: [], named: new Map([[name, data]]), spread: [] };
  return withMark(view, externalOf(external(inputMark, site, { arguments: args })));
}

/** How views are called that are registered with an app or blueprint. */
export function flaskCalling(owner: External | null): Calling {
  return {
    argumentsOf: (handler, request) => {
      const { pathParameters, site } = request;
      const named = new Map<string, Value>();
      for (const name of [...parametersOfPrefix(owner), ...pathParameters])
        named.set(name, requested('path', name, site));
      const isBound = handler.ownerClass === undefined || handler.self !== undefined;
      const positional = isBound ? [] : [request.instance(handler.ownerClass)];
      // The outermost decorator hands over first.
      for (const mark of (handler.marks ?? []).toReversed()) {
        if (mark.path === inputMark && mark.arguments !== undefined)
          handOver(mark.arguments, handler, positional, named);
      }
      for (const name of missing(handler, positional.length, named)) named.set(name, guessedIdentity(name, site));
      for (const value of [...positional, ...named.values()]) {
        if (value.shape.kind === 'dict') request.learn(factsOfParts(value.shape.fields.values()));
      }
      return { positional, named, spread: [] };
    },
    answer: answerBySchema,
    returnsAnswer: true,
    hasNext: false,
  };
}

/** Those of a blueprint's own prefix, for one that nothing seen registers. */
function parametersOfPrefix(owner: External | null): string[] {
  const prefix = owner?.arguments?.named.get('url_prefix');
  const text = prefix === undefined ? '' : (textOf(prefix) ?? '');
  return [...text.matchAll(/<(?:[^<>:]*:)?(\w+)>/g)].map((match) => match[1] ?? '');
}

function handOver(given: CallArguments, handler: Closure, positional: Value[], named: Map<string, Value>): void {
  positional.push(...given.positional);
  const { parameters } = handler.function;
  const takes = (name: string): boolean =>
    parameters.some((parameter) => parameter.rest === 'dict' || nameOfParameter(parameter) === name);
  for (const [name, value] of given.named) {
    if (takes(name)) named.set(name, value);
    else positional.push(value);
  }
}

/** What a decorator that cannot be seen must hand over, and calls the caller: `def view(current_user, note_id)`. */
function missing(
  { function: node, marks = [], ownerClass }: Closure,
  given: number,
  named: ReadonlyMap<string, Value>,
): string[] {
  if (!marks.some(({ path }) => !/^(?:functools\b|<)/.test(path))) return [];
  const names = node.parameters
    .slice(ownerClass === undefined ? given : Math.max(given, 1))
    .filter((parameter) => parameter.rest === undefined && parameter.default === null)
    .map(nameOfParameter);
  return names.filter((name) => !named.has(name) && (isIdentityName(name) || identityAttributes.includes(name)));
}
