import type { CallEvent } from '../flow/events.ts';
import { isTainted } from '../flow/sources.ts';
import { type Site, textOf, type Value } from '../flow/value.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';
import { settingsOf } from './settings.ts';

interface WeakToken {
  readonly site: Site;
  readonly message: 'endless' | 'anyAlgorithm' | 'ended';
}

/** Tokens that never end, and verifications that take any algorithm or what has ended. */
export function weakTokens(program: Program): WeakToken[] {
  const calls = callsOf(program);
  const made = new Map(calls.filter(({ path }) => path === 'jose.SignJWT').map((call) => [placeOf(call), call]));
  const found = calls.flatMap((call): WeakToken[] => {
    const { site } = call;
    if (isEndless(call, made, program)) return [{ site, message: 'endless' }];
    if (takesAnyAlgorithm(call)) return [{ site, message: 'anyAlgorithm' }];
    return takesEnded(call) ? [{ site, message: 'ended' }] : [];
  });
  const configured = program.modules.flatMap((module) =>
    settingsOf(module).flatMap(({ name, value, span }): WeakToken[] =>
      name === 'JWT_ACCESS_TOKEN_EXPIRES' && value.kind === 'literal' && value.value === false
        ? [{ site: { module, span }, message: 'endless' }]
        : [],
    ),
  );
  return [...found, ...configured];
}

/** Whether a call signs a token without a time at which it ends. */
function isEndless(call: CallEvent, made: ReadonlyMap<string, CallEvent>, program: Program): boolean {
  const { path, arguments: args } = call;
  const [, , third] = args.positional;
  if (path === 'flask_jwt_extended.create_access_token') return isConstant(args.named.get('expires_delta'), false);
  if (/^(?:jwt|jose\.jwt|jsonwebtoken|hono\/jwt)\.(?:encode|sign)$/.test(path))
    return hasNoEnd(args.named.get('payload') ?? args.positional[0]) && !endsByOption(third);
  // The options of these may stand where their plugin or module is set up.
  if (/(?:\.jwt|\.JwtService(?:\(\))?)\.sign(?:Async)?$/.test(path))
    return hasNoEnd(args.positional[0]) && !endsByOption(args.positional[1]) && !isSetUpToEnd(program);
  if (!/^jose\.SignJWT\(\)(?:\.\w+\(\))*\.sign$/.test(path) || path.includes('.setExpirationTime()')) return false;
  return hasNoEnd(made.get(placeOf(call))?.arguments.positional[0]);
}

/** Where a chain of calls begins. */
function placeOf({ site: { module, span } }: CallEvent): string {
  return `${module.path}:${span.start}`;
}

/** A payload whose fields are all known, and none of them is its end. */
function hasNoEnd(payload: Value | undefined): boolean {
  return payload?.shape.kind === 'dict' && payload.shape.rest === null && !payload.shape.fields.has('exp');
}

/** Node's library takes options, or who is told of the token. */
function endsByOption(options: Value | undefined): boolean {
  if (options === undefined || options.shape.kind === 'function' || textOf(options) !== undefined) return false;
  return options.shape.kind !== 'dict' || options.shape.fields.has('expiresIn') || options.shape.rest !== null;
}

/** Each signature asks for it. */
const setUpToEnd = new WeakMap<Program, boolean>();

function isSetUpToEnd(program: Program): boolean {
  const known = setUpToEnd.get(program);
  if (known !== undefined) return known;
  const isSetUp = program.modules.some((module) => settingsOf(module).some(({ name }) => name === 'expiresIn'));
  setUpToEnd.set(program, isSetUp);
  return isSetUp;
}

const verifying = /^(?:(?:jwt|jose\.jwt)\.decode|jsonwebtoken\.verify)$/;

/** Whether a call verifies a token by what the token says, without a list of algorithms, or with `none` in it. */
function takesAnyAlgorithm({ path, arguments: { positional, named } }: CallEvent): boolean {
  if (!verifying.test(path)) return false;
  const isPython = path.endsWith('decode');
  const algorithms = isPython ? (named.get('algorithms') ?? positional[2]) : field(positional[2], 'algorithms');
  // Node's library allows what fits the key where nothing is said.
  const isOff =
    isConstant(named.get('verify'), false) || isConstant(field(named.get('options'), 'verify_signature'), false);
  if (algorithms === undefined) return isPython && !isOff;
  return takesNone(algorithms) || isTainted(algorithms);
}

function takesNone({ shape }: Value): boolean {
  return shape.kind === 'list' && shape.items.some((item) => textOf(item)?.toLowerCase() === 'none');
}

/** Whether a call takes tokens that have ended. */
function takesEnded({ path, arguments: { positional, named } }: CallEvent): boolean {
  if (!verifying.test(path)) return false;
  return path.endsWith('decode')
    ? isConstant(field(named.get('options'), 'verify_exp'), false)
    : isConstant(field(positional[2], 'ignoreExpiration'), true);
}

function field(value: Value | undefined, name: string): Value | undefined {
  return value?.shape.kind === 'dict' ? value.shape.fields.get(name) : undefined;
}

function isConstant(value: Value | undefined, wanted: boolean): boolean {
  return value?.shape.kind === 'constant' && value.shape.value === wanted;
}
