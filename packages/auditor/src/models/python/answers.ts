import { treatedWithin } from '../../flow/collections.ts';
import { merged } from '../../flow/combine.ts';
import { deepSources } from '../../flow/sources.ts';
import { type Closure, type External, external, externalOf, type Site, shaped, type Value } from '../../flow/value.ts';
import type { Calling, CallModel, ModelCall } from '../contract.ts';
import { argument } from '../tools.ts';
import { throughSchema } from './marshmallow.ts';

/*
 * Answers that leave otherwise than by `return`, and what frameworks do to those that are returned.
 */

/** The way to what stands among the decorators of a function for a schema of its answers. */
const schemaMark = '<answers by schema>';

/** A function with one more thing of a library around it. */
export function withMark(handler: Value, mark: External | undefined): Value {
  if (handler.shape.kind !== 'function' || mark === undefined) return handler;
  const { closure } = handler.shape;
  return { ...handler, shape: { kind: 'function', closure: { ...closure, marks: [...(closure.marks ?? []), mark] } } };
}

/** A function of whose answers only what a schema declares goes out: `response_model=…`, `@marshal_with(…)`. */
export function answeringBySchema(handler: Value, schema: Value, site: Site): Value {
  const args = { positional: [schema], named: new Map(), spread: [] };
  return withMark(handler, externalOf(external(schemaMark, site, { arguments: args })));
}

/** What becomes of an answer on its way out; the status next to it stays. */
export const answerBySchema: NonNullable<Calling['answer']> = (value: Value, { marks = [] }: Closure) => {
  const mark = marks.find(({ path }) => path === schemaMark);
  if (mark === undefined) return value;
  const schema = mark.arguments?.positional[0];
  const { shape } = value;
  if (shape.kind === 'constant') return value;
  if (shape.kind !== 'list') return throughSchema(schema, value, 'out');
  return { ...value, shape: { kind: 'list', items: shape.items.map((item) => throughSchema(schema, item, 'out')) } };
};

/** Notes what an error says to the client: `raise HTTPException(500, detail=str(error))`. Constants say nothing. */
export function answeringError(...texts: readonly (readonly [string, number?])[]): CallModel {
  return ({ arguments: args, site, facts }: ModelCall, { record }) => {
    for (const [name, place] of texts) {
      const value = argument(args, name, place);
      if (value !== undefined && deepSources(value).length > 0) record({ kind: 'response', value, facts, site });
    }
    return undefined;
  };
}

/** The same for what ends the request at once: `abort(500, description=str(error))`. */
export function abortingWith(...texts: readonly (readonly [string, number?])[]): CallModel {
  const answering = answeringError(...texts);
  return (call, tools) => {
    answering(call, tools);
    tools.stop();
    return undefined;
  };
}

/** A page shows of what it is given what its template names. */
export const templateAnswer: CallModel = ({ arguments: args }) => {
  const context = args.named.get('context');
  const given = [...args.positional.slice(1), ...args.spread, ...(context === undefined ? [] : [context])];
  const fields = new Map([...args.named].filter(([name]) => name !== 'context'));
  const all = given.reduce(merged, shaped({ kind: 'dict', fields, rest: null }));
  return treatedWithin(all, ['picked']);
};

/** An answer that is made of what stands for its content: `JSONResponse(content={…})`. */
export function answerOf(name: string, place = 0): CallModel {
  return ({ arguments: args }) => argument(args, name, place);
}
