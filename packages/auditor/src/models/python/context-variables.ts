import { either } from '../../flow/join.ts';
import { plain } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { argument } from '../tools.ts';

/*
 * What is kept for the rest of a request: variables of contextvars (Python documentation, "contextvars").
 */

const variable = 'contextvars.ContextVar()';
const kept = '<value>';

const set: CallModel = ({ callee, arguments: args }) => {
  callee.base?.fields.set(kept, args.positional[0] ?? plain);
  return plain;
};

/** Without anything set it is the default of the call, or of the variable. */
const get: CallModel = ({ callee, arguments: args }) => {
  const known = callee.base?.fields.get(kept);
  const usual = args.positional[0] ?? (callee.base?.arguments && argument(callee.base.arguments, 'default'));
  if (known === undefined) return usual ?? plain;
  return usual === undefined ? known : either(known, usual);
};

export const contextVariableCalls: readonly (readonly [string, CallModel])[] = [
  [`${variable}.set`, set],
  [`${variable}.get`, get],
];
