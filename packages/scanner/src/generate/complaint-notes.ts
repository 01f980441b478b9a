import { isJsonObject, type Json, type JsonObject } from '@middlebrick/model';
import { foldName } from '../survey/naming.ts';
import type { Complaint } from './complaint.ts';
import { pathOf, pathOfText } from './complaint-field.ts';

/** One sentence of a refusal with what stands beside it. */
export interface Note {
  sentence: string;
  field?: string;
  /** Machine-readable names: `string_too_short`, `NotBlank`, `required`. */
  codes: string;
  stated: Pick<Complaint, 'least' | 'most' | 'choices'>;
  /** Stands beside others: the title of a problem, which says less than its details. */
  isHeading: boolean;
}

const mostNodes = 3000;
const mostNotes = 100;
const deepest = 12;
export const longestText = 200;

/** Keys that hold complaints and name no field. */
const wrappers = new Set(
  (
    'errors error err fields fielderrors formerrors detail details message messages validation validationerrors issues ' +
    'violations invalidparams invalidfields body json form data payload response result properties nonfielderrors all base cause ' +
    'extensions failures problems items inner errorfields modelstate keyerrors suberrors schema'
  ).split(' '),
);
const sentenceKeys =
  'message msg defaultMessage reason text description detail error_description errorMessage error title errors'.split(
    ' ',
  );
const fieldKeys =
  'loc path field instancePath dataPath param property propertyName pointer parameter fieldName attribute argument source key name'.split(
    ' ',
  );
const codeKeys = 'type code keyword kind validatorKey constraint rule tag validation errorCode'.split(' ');
/** Scalars at the top that are no complaint about a field. */
const facts = new Set(
  'status statuscode code timestamp path type instance traceid requestid success ok method url name stack trace'.split(
    ' ',
  ),
);

/** Where an object of complaints stands. */
interface Standing {
  /** Below a key that holds complaints. */
  isInside: boolean;
  /** What it says itself. */
  sentence: string | undefined;
}

interface Reading {
  notes: Note[];
  left: number;
  /** Folded names of what was sent. */
  sentNames: ReadonlySet<string>;
}

/** Every complaint of a JSON body, whichever framework wrote it. */
export function notesIn(body: Json, sent: Json | undefined): Note[] {
  const sentNames = new Set(isJsonObject(sent) ? Object.keys(sent).map(foldName) : []);
  const reading: Reading = { notes: [], left: mostNodes, sentNames };
  read(body, [], false, reading);
  return reading.notes.slice(0, mostNotes);
}

function read(node: Json, keys: readonly string[], isInside: boolean, reading: Reading): void {
  if (--reading.left < 0 || keys.length > deepest || reading.notes.length >= mostNotes) return;
  if (typeof node === 'string') addSentence(node, keys, reading);
  else if (Array.isArray(node)) readList(node, keys, isInside, reading);
  else if (isJsonObject(node)) readObject(node, keys, isInside, reading);
}

function readList(list: readonly Json[], keys: readonly string[], isInside: boolean, reading: Reading): void {
  const holdsTexts = list.every((item) => typeof item === 'string');
  list.forEach((item, index) => {
    const isEntry = holdsTexts || isInsideEntry(item);
    read(item, isEntry ? keys : [...keys, String(index)], isInside || holdsTexts, reading);
  });
}

/** Whether an item of a list is a complaint of its own, so that its position means nothing. */
function isInsideEntry(item: Json): boolean {
  return isJsonObject(item) && sentenceOf(item) !== undefined;
}

function readObject(node: JsonObject, keys: readonly string[], isInside: boolean, reading: Reading): void {
  const sentence = sentenceOf(node);
  const before = reading.notes.length;
  for (const [key, child] of Object.entries(node).slice(0, 300)) {
    if (typeof child === 'object' && child !== null) readChild(key, child, keys, { isInside, sentence }, reading);
    else if (isFieldComplaint(key, child, keys, isInside, reading, sentence))
      addSentence(child as string, [...keys, key], reading);
  }
  if (sentence === undefined) return;
  const note = noteOf(node, keys, isInside, reading.notes.length > before);
  reading.notes.push(...sentencesIn(sentence).map((text) => ({ ...note, sentence: text })));
}

/** Children of a complaint that say more about it, and are none themselves. */
const attributes = new Set(
  'ctx context params loc path meta input rejectedvalue arguments codes options keys allowedvalues'.split(' '),
);

function readChild(key: string, child: Json, keys: readonly string[], at: Standing, reading: Reading): void {
  const folded = foldName(key);
  if (wrappers.has(folded) && !(at.isInside && reading.sentNames.has(folded))) {
    read(child, keys, true, reading);
    return;
  }
  if (attributes.has(folded) || (at.isInside && at.sentence !== undefined)) return;
  // At the top only what looks like a map of fields to complaints is one.
  const isMap = at.isInside || (Array.isArray(child) && child.length > 0) || reading.sentNames.has(folded);
  if (isMap) read(child, [...keys, key], true, reading);
}

/** `{errors: {name: 'is required'}}`; at the top only for names that were sent. */
function isFieldComplaint(
  key: string,
  child: Json | undefined,
  keys: readonly string[],
  isInside: boolean,
  reading: Reading,
  sentence: string | undefined,
): boolean {
  if (typeof child !== 'string' || child === '') return false;
  const folded = foldName(key);
  if (reading.sentNames.has(folded) && sentence === undefined) return true;
  if (!isInside || sentence !== undefined || facts.has(folded)) return false;
  return keys.length < deepest && !sentenceKeys.includes(key);
}

function sentenceOf(node: JsonObject): string | undefined {
  for (const key of sentenceKeys) {
    const value = Object.hasOwn(node, key) ? node[key] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return undefined;
}

function addSentence(text: string, keys: readonly string[], reading: Reading): void {
  const field = pathOf(keys);
  for (const sentence of sentencesIn(text)) {
    reading.notes.push({
      sentence,
      codes: '',
      stated: {},
      isHeading: false,
      ...(field === undefined ? {} : { field }),
    });
  }
}

function noteOf(
  node: JsonObject,
  keys: readonly string[],
  isInside: boolean,
  isHeading: boolean,
): Omit<Note, 'sentence'> {
  const context = [node.ctx, node.context, node.params, node].filter(isJsonObject);
  const field = isHeading ? undefined : (namedField(node, context, isInside) ?? pathOf(keys));
  const codes = codeKeys.map((key) => own(node, key)).filter((value) => typeof value === 'string' && value.length < 80);
  return {
    codes: codes.join(' '),
    stated: statedIn(context),
    isHeading,
    ...(field === undefined ? {} : { field }),
  };
}

/** The field that a complaint names beside its sentence. */
function namedField(node: JsonObject, context: readonly JsonObject[], isInside: boolean): string | undefined {
  const missing = context
    .map((part) => own(part, 'missingProperty') ?? own(part, 'additionalProperty') ?? firstText(own(part, 'keys')))
    .find((name) => typeof name === 'string');
  // At the top `path` is that of the request, and `name` that of the error.
  const trusted = isInside ? fieldKeys : fieldKeys.filter((key) => !['path', 'name', 'key', 'source'].includes(key));
  const base = trusted.map((key) => pathOfValue(own(node, key))).find((path) => path !== undefined);
  if (typeof missing !== 'string') return base;
  const isNamed = base === undefined || base === missing || base.endsWith(`.${missing}`);
  return isNamed ? (base ?? missing.slice(0, 100)) : `${base}.${missing.slice(0, 100)}`;
}

function pathOfValue(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return /(?:Error|Exception)$/.test(value) ? undefined : pathOfText(value);
  if (isJsonObject(value)) return pathOfValue(own(value, 'pointer') ?? own(value, 'parameter'));
  if (!Array.isArray(value)) return undefined;
  const keys = value.filter((key) => typeof key === 'string' || typeof key === 'number');
  return pathOf(keys);
}

const leastKeys = 'min_length min_items ge minimum minLength min inclusiveMin'.split(' ');
const mostKeys = 'max_length max_items le maximum maxLength max inclusiveMax'.split(' ');
const choiceKeys = 'allowedValues options values valids enumValues permitted'.split(' ');

function statedIn(context: readonly JsonObject[]): Note['stated'] {
  const value = (keys: readonly string[]) =>
    context.flatMap((part) => keys.map((key) => own(part, key))).find((found) => typeof found === 'number');
  const least = value(leastKeys) ?? plus(value(['gt']), 1);
  const most = value(mostKeys) ?? plus(value(['lt']), -1);
  const listed = context.flatMap((part) => choiceKeys.map((key) => own(part, key))).find(Array.isArray) ?? [];
  const choices = listed.filter((item) => typeof item === 'string' || typeof item === 'number').map(String);
  return {
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
    ...(choices.length === 0 ? {} : { choices: choices.slice(0, 50) }),
  };
}

function plus(value: number | undefined, step: number): number | undefined {
  return value === undefined ? undefined : value + step;
}

function firstText(value: Json | undefined): Json | undefined {
  return Array.isArray(value) ? value[0] : undefined;
}

function own(node: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

/** Several complaints in one text: on lines of their own, or in a row as Fastify and NestJS write them. */
const between = /[\r\n]+|; |, (?=body\/)|, (?=[\w.]{1,60} (?:must|should|is|are|cannot|can't|has) )/;

/** The complaints of one text, each cut and on one line. */
function sentencesIn(text: string): string[] {
  return text
    .slice(0, 4000)
    .split(between)
    .slice(0, 30)
    .map(cutText)
    .filter((sentence) => sentence !== '');
}

/** One line without control characters, cut. */
export function cutText(text: string): string {
  return text
    .slice(0, longestText * 3)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, longestText);
}
