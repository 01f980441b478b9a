import { plain } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';

/*
 * What is kept for the rest of a request: `AsyncLocalStorage` of node:async_hooks.
 */

const storage = 'async_hooks.AsyncLocalStorage()';

/** `storage.run({ tenantId }, next)`. */
const run: CallModel = ({ callee, arguments: args }, { call }) => {
  const [kept = plain, callback, ...given] = args.positional;
  callee.base?.fields.set('<store>', kept);
  return callback === undefined ? plain : call(callback, given);
};

const enterWith: CallModel = ({ callee, arguments: args }) => {
  callee.base?.fields.set('<store>', args.positional[0] ?? plain);
  return plain;
};

const getStore: CallModel = ({ callee }) => callee.base?.fields.get('<store>') ?? plain;

export const asyncContextCalls: readonly (readonly [string, CallModel])[] = [
  [`${storage}.run`, run],
  [`${storage}.enterWith`, enterWith],
  [`${storage}.getStore`, getStore],
];
