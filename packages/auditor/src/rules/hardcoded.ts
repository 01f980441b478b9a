import type { CallEvent } from '../flow/events.ts';
import { type Site, textOf } from '../flow/value.ts';
import type { Expression, Module } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import { placeOf } from '../program/place.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';
import { isPlaceholder, isSecret, isSecretName, knownSecret } from './secrets.ts';
import { settingsOf } from './settings.ts';
import { isGuessable, isSigningSetting, keysOf } from './signing-keys.ts';

export interface Hardcoded {
  readonly site: Site;
  readonly what: string;
}

/** Secrets that are written into the code, each place once. */
export function hardcodedSecrets(program: Program): Hardcoded[] {
  const found = [...program.modules.flatMap(ofSettings), ...program.modules.flatMap(ofForm), ...ofSigning(program)];
  const byLine = new Map(found.map((one) => [`${one.site.module.path}:${placeOf(one.site).line}`, one]));
  return [...byLine.values()];
}

function ofSettings(module: Module): Hardcoded[] {
  return settingsOf(module).flatMap((setting) => {
    const { name, value, span } = setting;
    const text = name === 'keys' ? keyring(value) : literalText(value);
    if (text === undefined || (name !== 'keys' && !isSecret(setting, text))) return [];
    // A key that is found by trying is worse than one that is read.
    if (isSigningSetting(name) && isGuessable(text)) return [];
    return [{ site: { module, span }, what: name }];
  });
}

/** Koa's `app.keys = ['…']` signs its cookies. */
function keyring(value: Expression): string | undefined {
  const [first] = value.kind === 'list' ? value.items : [];
  const text = first?.kind === 'literal' ? literalText(first) : undefined;
  return text === undefined || text.length < 12 ? undefined : text;
}

/** A literal, or one that is taken where the environment says nothing. */
function literalText(value: Expression): string | undefined {
  if (value.kind === 'literal' && typeof value.value === 'string') return value.value;
  if (value.kind === 'logical' && value.operator !== 'and') return literalText(value.right);
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined;
  // `new TextEncoder().encode('…')`, `Buffer.from('…')`.
  const [first] = value.arguments;
  if (/^(?:encode|from)$/.test(value.callee.property) && first !== undefined) return literalText(first.value);
  const isEnvironment = /^(?:get|getenv)$/.test(value.callee.property) && value.arguments.length === 2;
  const usual = value.arguments[1]?.value;
  return isEnvironment && usual?.kind === 'literal' && typeof usual.value === 'string' ? usual.value : undefined;
}

function ofForm(module: Module): Hardcoded[] {
  const found: Hardcoded[] = [];
  walk(module, {
    expression: (expression) => {
      if (expression.kind !== 'literal' || typeof expression.value !== 'string') return;
      const what = knownSecret(expression.value.slice(0, 5_000));
      if (what !== undefined) found.push({ site: { module, span: expression }, what });
    },
  });
  return found;
}

/** Where other functions take a key: signatures, encryption, and jose, whose signing is a chain of calls. */
const keyed: readonly (readonly [RegExp, number])[] = [
  [/^(?:hmac\.new|cryptography\.fernet\.Fernet)$/, 0],
  [/^(?:crypto\.createHmac|jose\.jwtVerify)$/, 1],
  [/^jose\.SignJWT\(\)(?:\.\w+\(\))*\.sign$/, 0],
];

/** The texts in the code that a library is given to sign with. */
function ofSigning(program: Program): Hardcoded[] {
  const named = namedSecrets(program);
  const used = callsOf(program).flatMap((call) =>
    // Where a constant that is called so holds it, the constant is the finding.
    keysGiven(call).flatMap((text) => (named.has(text) ? [] : [{ text, call: call.site }])),
  );
  if (used.length === 0) return [];
  const literals = literalsIn(program, new Set(used.map(({ text }) => text)));
  return used.map(({ text, call }) => {
    const places = literals.get(text) ?? [];
    const isInCall = places.some((site) => isWithin(site, call));
    return { site: isInCall ? call : (places[0] ?? call), what: 'The key that something is signed with' };
  });
}

/** The keys of a call that are texts, but for those that are guessed, and short names of purposes. */
function keysGiven(call: CallEvent): string[] {
  const place = keyed.find(([pattern]) => pattern.test(call.path))?.[1];
  const other = place === undefined ? undefined : call.arguments.positional[place];
  const keys = keysOf(call).map((key) => textOf(key) ?? '');
  const long = [other === undefined ? '' : (textOf(other) ?? '')].filter((text) => text.length >= 12);
  return [...keys.filter((text) => !isGuessable(text)), ...long].filter((text) => !isPlaceholder(text));
}

/** Where texts stand in the code. */
function literalsIn({ modules }: Program, wanted: ReadonlySet<string>): Map<string, Site[]> {
  const found = new Map<string, Site[]>();
  for (const module of modules) {
    walk(module, {
      expression: (expression) => {
        if (expression.kind !== 'literal' || typeof expression.value !== 'string') return;
        if (!wanted.has(expression.value)) return;
        found.set(expression.value, [
          ...(found.get(expression.value) ?? []).slice(0, 20),
          { module, span: expression },
        ]);
      },
    });
  }
  return found;
}

function isWithin(inner: Site, outer: Site): boolean {
  return inner.module === outer.module && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end;
}

/** Texts that settings hold which are called as secrets are. */
function namedSecrets({ modules }: Program): Set<string | undefined> {
  const settings = modules.flatMap(settingsOf).filter(({ name }) => isSecretName(name));
  return new Set(settings.map(({ value }) => literalText(value)));
}
