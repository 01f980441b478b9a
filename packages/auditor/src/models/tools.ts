import { refinedSources } from '../flow/refine.ts';
import { type CallArguments, fromSources, type Origin, type Site, textOf, type Value } from '../flow/value.ts';
import type { CallModel, MemberModel, ModelCall } from './contract.ts';

/** An argument by its name or its place. */
export function argument({ positional, named }: CallArguments, name: string, place?: number): Value | undefined {
  return named.get(name) ?? (place === undefined ? undefined : positional[place]);
}

/** A value that the request brings. */
export function requested(origin: Origin, name: string, site: Site): Value {
  return fromSources([{ kind: 'request', origin, name, site }]);
}

/** A value that a verified identity says. */
export function identified(by: string, site: Site, name = ''): Value {
  return fromSources([{ kind: 'identity', by, name, confidence: 'confirmed', site }]);
}

/** An attribute that holds what the request brings: `flask.request.args`. */
export function requestMember(origin: Origin): MemberModel {
  return ({ site }) => requested(origin, '', site);
}

/** A call that gives what the request brings, or the part that its first argument names. */
export function requestCall(origin: Origin): CallModel {
  return ({ arguments: args, site }) => {
    const whole = requested(origin, '', site);
    const name = args.positional[0] === undefined ? undefined : textOf(args.positional[0]);
    return name === undefined ? whole : fromSources(refinedSources(whole.sources, name));
  };
}

/** A call that gives a verified identity. */
export const identityCall: CallModel = ({ path, site }: ModelCall) => identified(`${path}()`, site);

export const identityMember: MemberModel = ({ path, site }) => identified(path, site);

/** A call that gives its first argument, or the named ones as a dict: `jsonify`. */
export const passes: CallModel = ({ arguments: args }) => {
  const [first] = args.positional;
  if (first !== undefined && args.named.size === 0) return first;
  return {
    sources: [],
    shape: { kind: 'dict', fields: args.named, rest: first ?? args.spread[0] ?? null },
    treatments: new Set(),
  };
};

/** A call after which nothing runs: `abort`. */
export const stops: CallModel = (_, { stop }) => {
  stop();
  return undefined;
};
