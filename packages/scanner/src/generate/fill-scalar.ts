import type { Json, SchemaNode } from '@middlebrick/model';
import { isLegalNumber, legalNumber } from '../surface/legal-number.ts';
import { isModest } from '../surface/sample-schema.ts';
import { field, listField, textField } from '../surface/spec-node.ts';
import { wordsOf } from '../surface/words.ts';
import type { FieldDemand } from './demands.ts';
import { isClassifying, isConsent, isPasswordName, isReference } from './field-names.ts';
import type { Filled, Filling, Place } from './filling.ts';
import { freeText } from './free-text.ts';
import { isLegal, isLegalText } from './legal.ts';
import { digitsOf, passwordsOf, type TextSource, textsOfFormat, textsOfName } from './named-text.ts';

/** Words of choices that keep an object to its owner, and those of rights that everybody has. */
const modest = new Set(
  'private personal internal owner self user member customer standard basic normal regular viewer reader guest'.split(
    ' ',
  ),
);

/** One of the values that a schema lists: the most modest, else the first; the next one for each item of a list. */
export function fillChoice(schema: SchemaNode, place: Place, demand: FieldDemand | undefined): Json | undefined {
  const fixed = field(schema, 'const');
  if (fixed !== undefined && isModest(fixed)) return fixed;
  const listed = listField(schema, 'enum')
    .slice(0, 200)
    .filter((value): value is Json => value !== undefined && isModest(value));
  const { enum: _listed, ...rest } = schema;
  const legal = listed.filter((value) => value !== null && isLegal(value, rest, { resolve: (node) => node }));
  const choices = legal.length > 0 ? legal : listed;
  const first = choices.findIndex((value) => typeof value === 'string' && modest.has(value.toLowerCase()));
  return choices[(Math.max(0, first) + place.turn + (demand?.variant ?? 0)) % choices.length];
}

export function fillBoolean(schema: SchemaNode, place: Place): boolean {
  if (place.turn > 0) return place.turn % 2 === 1;
  if (isConsent(place.name)) return true;
  return field(schema, 'default') === true && !/public|shared|visible/i.test(place.name);
}

interface NumberRule {
  test: RegExp;
  value: number;
}

const numberRules: readonly NumberRule[] = [
  { test: /\b(?:lat|latitude)$/, value: 52.5 },
  { test: /\b(?:lng|lon|longitude)$/, value: 13.4 },
  { test: /\bage$/, value: 34 },
  { test: /\byear$/, value: 2031 },
  { test: /\b(?:month|day|hour|quantity|qty|count|version)$/, value: 1 },
  { test: /\bport$/, value: 8080 },
];

/** A small positive number, another one for each field; one that the name suggests. */
export function fillNumber(schema: SchemaNode, place: Place, filling: Filling, isInteger: boolean): number | undefined {
  if (filling.options.ownKeys?.includes(place.name)) {
    return legalNumber(schema, Number(digitsOf(filling.options.unique(), 8)), isInteger);
  }
  const words = wordsOf(place.name).join(' ');
  const named = numberRules.find(({ test }) => test.test(words))?.value;
  const wished = named === undefined || place.turn > 0 ? filling.count.next++ : named;
  const exact = isInteger ? Math.round(wished) : wished;
  const found = isLegalNumber(exact, schema, isInteger) ? exact : legalNumber(schema, exact, isInteger);
  return found === undefined || place.turn === 0
    ? found
    : (furtherNumber(schema, found, place.turn, isInteger) ?? found);
}

/** Bounds map many wishes to one number; the items of a list are to differ. */
function furtherNumber(schema: SchemaNode, found: number, turn: number, isInteger: boolean): number | undefined {
  return [found + turn, found - turn].find((value) => isLegalNumber(value, schema, isInteger));
}

/** A text: what format or name ask for, an example where the schema says more than that, else a canary. */
export function fillText(
  schema: SchemaNode,
  place: Place,
  filling: Filling,
  demand: FieldDemand | undefined,
): Filled | undefined {
  const isOwnKey = filling.options.ownKeys?.includes(place.name) ?? false;
  if (isReference(place.name, schema) && !isOwnKey) return undefined;
  const unique = filling.options.unique();
  const variant = demand?.variant ?? 0;
  const texts = meantTexts(schema, { name: place.name, unique, today: filling.today }, isOwnKey);
  const [first] = texts;
  if (first !== undefined) {
    const turn = variant + (isFreshText(first, unique) ? 0 : (demand?.taken ?? 0));
    return { value: texts[turn % texts.length] ?? first, canaries: [] };
  }
  const free = freeText(schema, unique, variant);
  if (free?.canary !== undefined) {
    return { value: free.text, canaries: isOwnKey ? [] : [{ path: place.path, value: free.canary }] };
  }
  const isOfItsOwn = free !== undefined && free.text !== '' && unique.endsWith(free.text.slice(-2));
  const text = offeredTexts(schema)[0] ?? (isOfItsOwn ? free.text : (digitText(schema, unique) ?? free?.text));
  return text === undefined ? undefined : { value: text, canaries: [] };
}

/** Legal texts for a field whose format or name says what it holds; none for a free one. */
function meantTexts(schema: SchemaNode, source: TextSource, isOwnKey: boolean): string[] {
  const format = textField(schema, 'format');
  const isPassword = isPasswordName(source.name) || format === 'password';
  const ofFormat = format === undefined ? undefined : textsOfFormat(format, source);
  const meant = isPassword ? passwordsOf(source.unique) : (ofFormat ?? (isOwnKey ? [] : textsOfName(source)) ?? []);
  const fitting = meant.flatMap((text) => fitted(text, schema, isPassword));
  const offered = offeredTexts(schema);
  if (fitting.length === 0) return format !== undefined || isClassifying(source.name) ? offered : [];
  // A fresh value where one person's would collide with another's, an example where the schema knows better.
  return fitting.some((text) => isFreshText(text, source.unique)) ? [...fitting, ...offered] : [...offered, ...fitting];
}

function isFreshText(text: string, unique: string): boolean {
  return text.includes(unique) || text.includes(unique.toLowerCase()) || /\d{4}/.test(text);
}

/** A text as it is where it is legal; a password made longer or cut where its length is the trouble. */
function fitted(text: string, schema: SchemaNode, isPassword: boolean): string[] {
  const lengths = { ...schema, format: undefined };
  if (isLegalText(text, lengths)) return [text];
  if (!isPassword) return [];
  const sizes = [
    text.padEnd(Number(field(schema, 'minLength') ?? 0), text),
    text.slice(-Number(field(schema, 'maxLength') ?? 0)),
  ];
  return sizes.filter((size) => size.length <= 1000 && isLegalText(size, lengths));
}

/** Texts that the specification offers and its own schema allows. */
function offeredTexts(schema: SchemaNode): string[] {
  const { example: _example, examples: _examples, default: _default, ...rest } = schema;
  return [field(schema, 'example'), ...listField(schema, 'examples').slice(0, 5), field(schema, 'default')].filter(
    (value): value is string => typeof value === 'string' && value !== '' && isLegalText(value, rest),
  );
}

/** Digits of its own for a text that cannot hold letters. */
function digitText(schema: SchemaNode, unique: string): string | undefined {
  const digits = freeText(schema, digitsOf(unique, 12))?.text;
  return digits !== undefined && /\d{4}/.test(digits) && isLegalText(digits, schema) ? digits : undefined;
}
