import type { CallEvent } from '../flow/events.ts';
import { type Site, textOf, type Value } from '../flow/value.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';
import { settingsOf } from './settings.ts';
import { literalOf } from './text-literal.ts';

export interface GuessableKey {
  readonly site: Site;
  /** How it is called. */
  readonly what: string;
}

/** Names of settings that tokens, sessions or cookies are signed with. */
const signingSetting =
  /^(?:\w*_)?(?:SECRET_KEY|JWT_(?:SECRET(?:_KEY)?|KEY)|TOKEN_SECRET|SESSION_SECRET|COOKIE_SECRET|AUTH_SECRET|APP_SECRET|SIGNING_KEY)$|^(?:secret_key|secretKey|jwtSecret|jwt_secret|jwtKey|\w*[tT]okenSecret|sessionSecret|cookieSecret|signingKey|secretOrKey|secretOrPrivateKey)$/;

/** Whether a setting of this name is what tokens, sessions or cookies are signed with. */
export function isSigningSetting(name: string): boolean {
  return signingSetting.test(name);
}

/** The words that guessable keys are made of; the lists that tools try begin with them. */
const usualWords = new Set(
  (
    'secret key jwt my your super dev develop development test testing change me changeme this keyboard cat password ' +
    'passwd token session cookie please default app local example shh shhh shhhh shhhhh top the is a it in for prod ' +
    'production api 256 bit very mysecret secretkey supersecret topsecret sign signing private hello world foo bar admin'
  ).split(' '),
);

/** Keys that are shorter are found by trying all of them. */
const shortest = 8;

/** Whether a key that signs something is found by trying: it is short, or made of the words that everybody takes. */
export function isGuessable(key: string): boolean {
  // What stands for a value, and the names of variables and files, are no keys.
  if (key === '' || /^(?:<.*>|\$?\{.*\}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\.{0,2}\/.*|\*+|[Nn]one|null)$/s.test(key))
    return false;
  if (key.length < shortest) return true;
  const words = key
    .slice(0, 200)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return (
    words.length > 0 && words.every((word) => usualWords.has(word.replace(/\d{1,4}$/, '')) || usualWords.has(word))
  );
}

/** Keys in the code that sign tokens, sessions or cookies and are found by trying. */
export function guessableKeys(program: Program): GuessableKey[] {
  const settings = program.modules.flatMap((module) =>
    settingsOf(module).flatMap(({ name, value, span }) => {
      const text = isSigningSetting(name) ? literalOf(value)?.value : undefined;
      return text !== undefined && isGuessable(text) ? [{ site: { module, span }, what: name, text }] : [];
    }),
  );
  const named = new Set(settings.map(({ text }) => text));
  const calls = callsOf(program).flatMap((call) => {
    const text = keysOf(call)
      .map(textOf)
      .find((key) => key !== undefined && isGuessable(key));
    // Where a setting holds it, the setting is the finding.
    return text === undefined || named.has(text) ? [] : [{ site: call.site, what: 'The key', text }];
  });
  const byText = new Map([...calls.toReversed()].map((found) => [`${found.site.module.path} ${found.text}`, found]));
  return [...settings, ...byText.values()].map(({ site, what }) => ({ site, what }));
}

/** Where libraries take the key that they sign with: the index of the argument, or the names of an option. */
const places: readonly (readonly [RegExp, number | readonly string[]])[] = [
  [/^(?:jwt|jose\.jwt)\.(?:encode|decode)$/, 1],
  [/^(?:jsonwebtoken|hono\/jwt)\.(?:sign|verify)$/, 1],
  [/^hono\/cookie\.setSignedCookie$/, 3],
  [/^hono\/cookie\.getSignedCookie$/, 1],
  [/^cookie-parser$/, 0],
  [/^itsdangerous\.(?:\w*Serializer|\w*Signer)$/, 0],
  [/^(?:hono\/jwt\.jwt|express-jwt(?:\.expressjwt)?|express-session|cookie-session|koa-jwt)$/, ['secret', 'keys']],
];

/** The keys that a call of a library is given to sign or verify with. */
export function keysOf({ path, arguments: { positional, named } }: CallEvent): readonly Value[] {
  const place = places.find(([pattern]) => pattern.test(path))?.[1];
  if (place === undefined) return [];
  if (typeof place === 'number') {
    const key = positional[place] ?? named.get('key') ?? named.get('secret_key');
    return key === undefined ? [] : [key];
  }
  const options = positional[0]?.shape;
  if (options?.kind !== 'dict') return [];
  return place.flatMap((name) => {
    const value = options.fields.get(name);
    return value === undefined ? [] : value.shape.kind === 'list' ? value.shape.items : [value];
  });
}
