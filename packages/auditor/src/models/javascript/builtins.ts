import { treated } from '../../flow/collections.ts';
import { treatmentsOfAll } from '../../flow/combine.ts';
import { anyOf } from '../../flow/join.ts';
import { elementOf } from '../../flow/refine.ts';
import { deepSources, madeOf } from '../../flow/sources.ts';
import { type External, external, plain, type RequestSource, type Site, shaped, type Value } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { verifiedBy } from '../signatures.ts';
import { requested } from '../tools.ts';
import { unshaped } from './objects.ts';
import { each, fields, first, fresh, items } from './values.ts';

/*
 * What JavaScript has by itself: texts and numbers, JSON, times, promises.
 */

/** Headers and cookies that hold a token; a cursor is called a token as well. */
const tokenName =
  /(?:^|[-_.])(?:authorization|access|auth|bearer|id|jwt|session|oidc)?[-_.]?(?:token|jwt|authorization|bearer|data)$/i;
const cursorName = /next|page|cursor|continu|after|before|start/i;

/** What stands in a token that somebody takes apart by hand, without asking who signed it. */
function tokenClaims(value: Value, site: Site): Value | undefined {
  const isToken = deepSources(value).some(
    (source) =>
      source.kind === 'request' &&
      (source.origin === 'header' || source.origin === 'cookie') &&
      tokenName.test(source.name) &&
      !cursorName.test(source.name),
  );
  return isToken ? requested('token', '', site) : undefined;
}

/** `JSON.parse(event.body)`; of the middle of a token it is its claims. */
const parsed: CallModel = ({ arguments: args, facts, site }) => {
  const [text] = args.positional;
  if (text === undefined) return plain;
  const value = tokenClaims(text, site) ?? unshaped(text);
  return verifiedBy(facts, value) ? treated(value, ['verified']) : value;
};

/** The object remains what it is, so that what is picked out of it stays picked. */
const stringified: CallModel = ({ arguments: args }) => args.positional[0] ?? plain;

/** The smaller one of what the client says and what the server says. */
const smaller: CallModel = ({ arguments: args }) => {
  const all = [...args.positional, ...args.spread];
  const value: Value = { ...madeOf(all), treatments: treatmentsOfAll(all) };
  return args.positional.some((one) => deepSources(one).length === 0) ? treated(value, ['capped']) : value;
};

/** `Math.max(1, Math.min(100, limit))`: what was done to all of them was done to it. */
const larger: CallModel = ({ arguments: args }) => {
  const all = [...args.positional, ...args.spread];
  return { ...madeOf(all), treatments: treatmentsOfAll(all) };
};

const number: CallModel = (call, tools) => {
  const value = first(call, tools);
  return value === undefined ? undefined : treated(value, ['number']);
};

const together: CallModel = ({ arguments: args }) => madeOf([...args.positional, ...args.spread]);

/** `Array.from(list, make)`. */
const arrayFrom: CallModel = ({ arguments: args }, { call }) => {
  const [given = plain, make] = args.positional;
  if (make === undefined) return given;
  return items(call(make, [elementOf(given), plain]));
};

const allSettled: CallModel = ({ arguments: args }) =>
  items(fields({ value: elementOf(args.positional[0] ?? plain), status: plain, reason: plain }));

const firstOfAll: CallModel = ({ arguments: args }) => elementOf(args.positional[0] ?? plain);

/** `new Promise((resolve) => …)` gives what `resolve` is called with. */
const promise: CallModel = ({ arguments: args, site }, { call }) => {
  const [executor] = args.positional;
  if (executor?.shape.kind !== 'function') return plain;
  const resolve = external('<resolve>', site);
  call(executor, [resolve, external('<reject>', site)]);
  const resolved = resolve.shape.kind === 'external' ? resolve.shape.external.fields.get('value') : undefined;
  return resolved ?? plain;
};

const resolves: CallModel = ({ callee, arguments: args }) => {
  remember(callee, args.positional[0] ?? plain);
  return plain;
};

/** A promise is resolved in one of several places. */
function remember({ fields: kept }: External, value: Value): void {
  const known = kept.get('value');
  kept.set('value', known === undefined ? value : anyOf([known, value]));
}

/** `new URL(request.url)`: whatever stands behind its question mark is the query. */
const url: CallModel = ({ arguments: args }) => {
  const given = args.positional[0] ?? plain;
  const sources = deepSources(given);
  const searched = sources.map((source) =>
    source.kind === 'request' ? ({ ...source, origin: 'query', name: '' } satisfies RequestSource) : source,
  );
  return fields({
    searchParams: { ...plain, sources: searched },
    search: { ...plain, sources: searched },
    pathname: { ...plain, sources },
    href: { ...plain, sources },
    toString: shaped({ kind: 'unknown' }, sources),
    hostname: plain,
    host: plain,
    origin: plain,
    protocol: plain,
  });
};

/** `p-limit` and its like call what they are given. */
const calls: CallModel = ({ arguments: args }, { call }) => {
  const [made, ...given] = args.positional;
  return made === undefined ? undefined : call(made, given);
};

const mapped: CallModel = ({ arguments: args }, { call }) => {
  const [list = plain, make] = args.positional;
  return make === undefined ? undefined : items(call(make, [elementOf(list)]));
};

export const builtinCalls: readonly (readonly [string, CallModel])[] = [
  ...each(['Number', 'BigInt', 'parseInt', 'parseFloat', 'Number.parseInt', 'Number.parseFloat'], number),
  ...each(['Math.floor', 'Math.ceil', 'Math.round', 'Math.trunc', 'Math.abs', 'validator.toInt'], number),
  ...each(['String', 'Boolean', 'Date', 'Symbol'], first),
  ...each(['encodeURIComponent', 'decodeURIComponent', 'encodeURI', 'decodeURI', 'escape'], first),
  ...each(['unescape', 'Buffer.from', 'Uint8Array.from', 'atob', 'btoa', 'URLSearchParams', 'TextDecoder'], first),
  ...each(['TextDecoder().decode', 'TextEncoder().encode', 'querystring.parse', 'querystring.stringify'], first),
  ...each(
    ['querystring.unescape', 'qs.parse', 'qs.stringify', 'Promise.resolve', 'Promise.all', 'Iterator.from'],
    first,
  ),
  ...each(['util.promisify', 'util.inspect', 'validator.trim', 'validator.escape'], first),
  ...each(['validator.normalizeEmail', 'cookie.parse', 'base64url.decode', 'base64url.encode'], first),
  ...each(['Date.now', 'Math.random', 'performance.now', 'process.hrtime', 'process.hrtime.bigint'], fresh),
  ...each(['Array.isArray', 'Number.isInteger', 'Number.isFinite', 'Number.isNaN', 'isNaN', 'isFinite'], fresh),
  ...each(['Number.isSafeInteger', 'Date.UTC'], fresh),
  // What another service answers is not what the client says.
  ...each(['fetch', 'node-fetch', 'undici.fetch', 'undici.request', 'axios', 'got', 'ky', 'cross-fetch'], fresh),
  ...['axios', 'axios.create()', 'got', 'ky', 'superagent'].flatMap((client) =>
    each(
      ['get', 'post', 'put', 'patch', 'delete', 'request'].map((name) => `${client}.${name}`),
      fresh,
    ),
  ),
  ['Math.min', smaller],
  ['Math.max', larger],
  ...each(['lodash.clamp', 'lodash-es.clamp', 'lodash/clamp', 'ramda.clamp'], smaller),
  ['util.format', together],
  ['JSON.parse', parsed],
  ['JSON.stringify', stringified],
  ['Array.from', arrayFrom],
  ['Array.fromAsync', arrayFrom],
  ['Promise.allSettled', allSettled],
  ['Promise.race', firstOfAll],
  ['Promise.any', firstOfAll],
  ['Promise', promise],
  ['<resolve>', resolves],
  ['URL', url],
  ['p-limit()', calls],
  ['p-map', mapped],
  ['Array.of', ({ arguments: args }) => items(...args.positional)],
];

/** The object behind a path that only leads to another: `globalThis.crypto`. */
export const builtinAliases: readonly (readonly [string, string])[] = [
  ['globalThis.crypto', 'crypto'],
  ['globalThis.process', 'process'],
  ['globalThis.fetch', 'fetch'],
  ['crypto.webcrypto', 'crypto'],
  ['util.types', 'util'],
  ['url.URL', 'URL'],
  ['url.URLSearchParams', 'URLSearchParams'],
  ['buffer.Buffer', 'Buffer'],
];
