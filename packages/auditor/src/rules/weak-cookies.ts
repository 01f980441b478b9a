import type { Confidence } from '@middlebrick/model';
import type { CallEvent } from '../flow/events.ts';
import { externalOf, type Site, textOf, type Value } from '../flow/value.ts';
import type { Module, Span } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';
import { settingsOf } from './settings.ts';

export interface WeakCookie {
  readonly site: Site;
  readonly missing: string;
  readonly confidence: Confidence;
}

type Flag = 'Secure' | 'HttpOnly';

/** Cookies that scripts may read, or that go over plain connections. */
export function weakCookies(program: Program): WeakCookie[] {
  const calls = callsOf(program);
  return [
    ...calls.flatMap(ofCookie),
    ...calls.flatMap(ofSession),
    ...program.modules.flatMap((module) => ofSettings(module)),
  ];
}

/** A cookie that a call sets. */
interface SetCookie {
  readonly name: Value | undefined;
  readonly value: Value | undefined;
  /** What is said about it, by names without signs: `httponly`. */
  readonly options: ReadonlyMap<string, Value>;
}

function ofCookie(event: CallEvent): WeakCookie[] {
  const cookie = cookieOf(event);
  if (cookie === undefined || isTakenBack(cookie)) return [];
  const name = cookie.name === undefined ? undefined : textOf(cookie.name);
  if (name !== undefined && harmless.test(name)) return [];
  // Scripts have to read what they send back against forged requests.
  const wanted: readonly Flag[] = name !== undefined && /csrf|xsrf/i.test(name) ? ['Secure'] : ['Secure', 'HttpOnly'];
  const missing = wanted.filter((flag) => !isOn(cookie.options.get(flag.toLowerCase())));
  const confidence = name !== undefined && identifying.test(name) ? 'firm' : 'tentative';
  return missing.length === 0 ? [] : [{ site: event.site, missing: missing.join(' and '), confidence }];
}

/** Cookies that say how somebody likes to see a page. */
const harmless =
  /^(?:theme|lang(?:uage)?|locale|i18n\w*|(?:cookie[-_]?)?consent|time_?zone|tz|currency|colou?r[-_]?(?:mode|scheme)|dark[-_]?mode|layout|sort|_ga\w*|utm_\w+)$/i;
/** Cookies that say who somebody is. */
const identifying = /sess|sid|token|jwt|auth|login|remember|user|account|identity|csrf|xsrf|^id$|[-_]id$/i;

/** Where the options stand among the arguments of those who set a cookie. */
const setting: readonly (readonly [RegExp, { readonly name: number; readonly options: number }])[] = [
  [/\.(?:cookie|setCookie)$/, { name: 0, options: 2 }],
  [/^next\/headers\.cookies\(\)\.set$|^next\/server\.NextResponse.*\.cookies\.set$/, { name: 0, options: 2 }],
  [/^hono\/cookie\.setCookie$/, { name: 1, options: 3 }],
  [/^hono\/cookie\.setSignedCookie$/, { name: 1, options: 4 }],
];

function cookieOf({ path, arguments: { positional, named, spread } }: CallEvent): SetCookie | undefined {
  if (path.endsWith('.set_cookie')) {
    if (spread.length > 0) return undefined;
    return { name: named.get('key') ?? positional[0], value: named.get('value') ?? positional[1], options: named };
  }
  const place = setting.findLast(([call]) => call.test(path))?.[1];
  if (place === undefined || positional.length < place.name + 2) return undefined;
  const given = positional[place.options];
  if (given !== undefined && (given.shape.kind !== 'dict' || given.shape.rest !== null)) return undefined;
  const fields = given?.shape.kind === 'dict' ? given.shape.fields : new Map<string, Value>();
  const options = new Map([...fields].map(([name, value]) => [name.toLowerCase(), value]));
  return { name: positional[place.name], value: positional[place.name + 1], options };
}

/** Whether the cookie is emptied or ends at once. */
function isTakenBack({ value, options }: SetCookie): boolean {
  if (value === undefined || textOf(value) === '') return true;
  return ['max_age', 'maxage', 'expires'].some((name) => {
    const shape = options.get(name)?.shape;
    return shape?.kind === 'constant' && shape.value === 0;
  });
}

/** Cookies of sessions whose flags are turned off: what is not said has a default that depends on the library. */
function ofSession({ path, arguments: { positional, named }, site }: CallEvent): WeakCookie[] {
  const [first, second] = positional;
  const registered = path.endsWith('.register') && first !== undefined ? externalOf(first)?.path : undefined;
  const options = registered === undefined ? first : second;
  const library = registered ?? path;
  if (path.endsWith('.add_middleware') && /\.SessionMiddleware$/.test((first && externalOf(first)?.path) ?? ''))
    return isOff(named.get('https_only')) ? [{ site, missing: 'Secure', confidence: 'firm' }] : [];
  if (!/^(?:express-session|cookie-session|koa-session|@fastify\/(?:secure-)?session)$/.test(library)) return [];
  const cookie = /^(?:cookie|koa)-session$/.test(library) ? options : field(options, 'cookie');
  const flags = [
    ['Secure', field(cookie, 'secure')],
    ['HttpOnly', field(cookie, 'httpOnly')],
  ] as const;
  const missing = flags.flatMap(([flag, value]) => (isOff(value) ? [flag] : []));
  return missing.length === 0 ? [] : [{ site, missing: missing.join(' and '), confidence: 'firm' }];
}

function ofSettings(module: Module): WeakCookie[] {
  const found = settingsOf(module).flatMap(({ name, value, span }): { span: Span; missing: Flag }[] => {
    const flag = /^(?:SESSION|REMEMBER|JWT)_COOKIE_(SECURE|HTTPONLY)$/.exec(name)?.[1];
    if (flag === undefined || value.kind !== 'literal' || value.value !== false) return [];
    return [{ span, missing: flag === 'SECURE' ? 'Secure' : 'HttpOnly' }];
  });
  const left = found.length === 0 ? [] : classesForDevelopers(module);
  return found
    .filter(({ span }) => !left.some(({ start, end }) => start <= span.start && span.end <= end))
    .map(({ span, missing }) => ({ site: { module, span }, missing, confidence: 'firm' }));
}

/** Classes of settings for development or tests. */
function classesForDevelopers(module: Module): Span[] {
  const found: Span[] = [];
  walk(module, {
    expression: (node) => {
      if (node.kind === 'class' && /dev|test|local/i.test(node.class.name)) found.push(node);
    },
  });
  return found;
}

function field(value: Value | undefined, name: string): Value | undefined {
  return value?.shape.kind === 'dict' ? value.shape.fields.get(name) : undefined;
}

function isOff(value: Value | undefined): boolean {
  return value?.shape.kind === 'constant' && value.shape.value === false;
}

/** A flag that is on, or that something decides while it runs. */
function isOn(value: Value | undefined): boolean {
  if (value === undefined) return false;
  return value.shape.kind !== 'constant' || value.shape.value === true || value.shape.value === 'auto';
}
