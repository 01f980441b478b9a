import type { CallEvent } from '../flow/events.ts';
import { type Site, textOf } from '../flow/value.ts';
import type { Expression, Module, Span } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import { placeOf } from '../program/place.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';
import { isPlaceholder, isSecret, isSecretName, knownSecret } from './secrets.ts';
import { settingsOf } from './settings.ts';
import { isGuessable, isSigningSetting, keysOf } from './signing-keys.ts';
import { literalOf, type TextLiteral } from './text-literal.ts';

export interface Hardcoded {
  readonly site: Site;
  readonly what: string;
  /** The secret itself. */
  readonly text: Span;
  /** Whether it is a text of a known form, and nothing else stands in its place. */
  readonly isToken?: true;
}

/** Secrets that are written into the code, each once. */
export function hardcodedSecrets(program: Program): Hardcoded[] {
  const found = [...program.modules.flatMap(ofSettings), ...program.modules.flatMap(ofForm), ...ofSigning(program)];
  const byText = new Map(found.map((one) => [`${one.site.module.path}:${one.text.start}`, one]));
  const own = [...byText.values()];
  return apart([...own, ...ofLibrary(program, own)]);
}

/** Of several on one line, only the first one has more than its text as its place: each is covered by itself. */
function apart(found: readonly Hardcoded[]): Hardcoded[] {
  const lines = new Set<string>();
  return found.map((one) => {
    const line = `${one.site.module.path}:${placeOf(one.site).line}`;
    if (lines.has(line)) return { ...one, site: { module: one.site.module, span: one.text } };
    lines.add(line);
    return one;
  });
}

/** What a library knows by its form and stands where nothing else was found: in comments, inside of longer texts. */
function ofLibrary({ modules, writtenSecrets }: Program, own: readonly Hardcoded[]): Hardcoded[] {
  const byModule = Map.groupBy(own, ({ site }) => site.module);
  return modules.flatMap((module) => {
    const told = (byModule.get(module) ?? []).map(({ text }) => text).toSorted((a, b) => a.start - b.start);
    const tokens = (writtenSecrets?.get(module.path) ?? []).toSorted((a, b) => a.start - b.start);
    let next = 0;
    return tokens.flatMap(({ what, start, end }): Hardcoded[] => {
      while ((told[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
      if ((told[next]?.start ?? Number.POSITIVE_INFINITY) < end) return [];
      const span = { start, end };
      return [{ site: { module, span }, what, text: span, isToken: true }];
    });
  });
}

function ofSettings(module: Module): Hardcoded[] {
  return settingsOf(module).flatMap((setting) => {
    const { name, value, span } = setting;
    const literal = name === 'keys' ? keyring(value) : literalOf(value);
    if (literal === undefined || (name !== 'keys' && !isSecret(setting, literal.value))) return [];
    // A key that is found by trying is worse than one that is read.
    if (isSigningSetting(name) && isGuessable(literal.value)) return [];
    return [{ site: { module, span }, what: name, text: literal }];
  });
}

/** Koa's `app.keys = ['…']` signs its cookies. */
function keyring(value: Expression): TextLiteral | undefined {
  const [first] = value.kind === 'list' ? value.items : [];
  const literal = first?.kind === 'literal' ? literalOf(first) : undefined;
  return literal === undefined || literal.value.length < 12 ? undefined : literal;
}

function ofForm(module: Module): Hardcoded[] {
  const found: Hardcoded[] = [];
  walk(module, {
    expression: (expression) => {
      if (expression.kind !== 'literal' || typeof expression.value !== 'string') return;
      const what = knownSecret(expression.value.slice(0, 5_000));
      if (what !== undefined) found.push({ site: { module, span: expression }, what, text: expression });
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
    const site = isInCall ? call : (places[0] ?? call);
    const literal = places.find((place) => isInCall === isWithin(place, call)) ?? site;
    return { site, what: 'The key that something is signed with', text: literal.span };
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
  return new Set(settings.map(({ value }) => literalOf(value)?.value));
}
