import type { CallEvent } from '../flow/events.ts';
import { type Site, textOf, type Value } from '../flow/value.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';
import { settingsOf } from './settings.ts';

interface WeakToken {
  readonly site: Site;
  readonly message: 'endless' | 'anyAlgorithm';
}

/** Tokens that never end, and verifications that take any algorithm. */
export function weakTokens(program: Program): WeakToken[] {
  return callsOf(program).flatMap((call): WeakToken[] => {
    const { site } = call;
    if (isEndless(call, program)) return [{ site, message: 'endless' }];
    return takesAnyAlgorithm(call) ? [{ site, message: 'anyAlgorithm' }] : [];
  });
}

/** Whether a call signs a token without a time at which it ends. */
function isEndless({ path, arguments: { positional } }: CallEvent, program: Program): boolean {
  const [payload, second, third] = positional;
  if (/\.jwt\.sign$/.test(path)) return endsNowhere(payload, second, program);
  if (!/^(?:jwt|jose\.jwt|jsonwebtoken)\.(?:encode|sign)$/.test(path)) return false;
  const isKnown = payload?.shape.kind === 'dict' && payload.shape.rest === null;
  return isKnown && payload.shape.kind === 'dict' && !payload.shape.fields.has('exp') && !endsByOption(third);
}

/** Whether a call verifies a token without a list of algorithms, or with `none` in it. */
function takesAnyAlgorithm({ path, arguments: { positional, named } }: CallEvent): boolean {
  if (!/^(?:(?:jwt|jose\.jwt)\.decode|jsonwebtoken\.verify)$/.test(path)) return false;
  const isPython = path.endsWith('decode');
  const algorithms = isPython ? (named.get('algorithms') ?? positional[2]) : field(positional[2], 'algorithms');
  // Node's library allows what fits the key where nothing is said.
  if (algorithms === undefined) return isPython && !skipsVerification(named.get('options'));
  return takesNone(algorithms);
}

/** Fastify's plugin: the end may stand in its options, wherever it is registered. */
function endsNowhere(payload: Value | undefined, options: Value | undefined, { modules }: Program): boolean {
  if (payload?.shape.kind !== 'dict' || payload.shape.rest !== null || payload.shape.fields.has('exp')) return false;
  if (options !== undefined && endsByOption(options)) return false;
  return !modules.some((module) => settingsOf(module).some(({ name }) => name === 'expiresIn'));
}

function endsByOption(options: Value | undefined): boolean {
  return (
    options !== undefined &&
    (options.shape.kind !== 'dict' || options.shape.fields.has('expiresIn') || options.shape.rest !== null)
  );
}

function field(value: Value | undefined, name: string): Value | undefined {
  return value?.shape.kind === 'dict' ? value.shape.fields.get(name) : undefined;
}

/** That nothing is verified at all is a flaw of another name. */
function skipsVerification(options: Value | undefined): boolean {
  const option = field(options, 'verify_signature');
  return option?.shape.kind === 'constant' && option.shape.value === false;
}

function takesNone({ shape }: Value): boolean {
  return shape.kind === 'list' && shape.items.some((item) => textOf(item)?.toLowerCase() === 'none');
}

/** Cookies that scripts may read, or that go over plain connections. */
export function weakCookies(program: Program): { site: Site; missing: string }[] {
  const set = callsOf(program).flatMap(({ path, arguments: args, site }) => {
    if (!/\.(?:set_cookie|cookie)$/.test(path) || args.positional.length + args.named.size < 2) return [];
    const isPython = path.endsWith('set_cookie');
    const options = isPython ? undefined : args.positional[2];
    if (!isPython && options !== undefined && options.shape.kind !== 'dict') return [];
    const isOn = (name: string): boolean =>
      isTrue(isPython ? args.named.get(name.toLowerCase()) : field(options, name));
    const missing = ['secure', 'httpOnly'].filter((name) => !isOn(name)).map(titled);
    return missing.length === 0 ? [] : [{ site, missing: missing.join(' and ') }];
  });
  const sessions = callsOf(program).flatMap(({ path, arguments: args, site }) => {
    if (!/^(?:express-session|cookie-session|koa-session)$/.test(path)) return [];
    const cookie = path === 'express-session' ? field(args.positional[0], 'cookie') : args.positional[0];
    const missing = ['secure', 'httpOnly'].filter((name) => isOff(field(cookie, name)));
    return missing.length === 0 ? [] : [{ site, missing: missing.map(titled).join(' and ') }];
  });
  const configured = program.modules.flatMap((module) =>
    settingsOf(module).flatMap(({ name, value, span }) => {
      const match = /^SESSION_COOKIE_(SECURE|HTTPONLY)$/.exec(name);
      const isOff = value.kind === 'literal' && value.value === false;
      return match !== null && isOff
        ? [{ site: { module, span }, missing: match[1] === 'SECURE' ? 'Secure' : 'HttpOnly' }]
        : [];
    }),
  );
  return [...set, ...sessions, ...configured];
}

function titled(name: string): string {
  return name === 'secure' ? 'Secure' : 'HttpOnly';
}

function isOff(value: Value | undefined): boolean {
  return value?.shape.kind === 'constant' && value.shape.value === false;
}

/** A flag that is on, or that something decides while it runs. */
function isTrue(value: Value | undefined): boolean {
  if (value === undefined) return false;
  return value.shape.kind !== 'constant' || value.shape.value === true;
}
