import type { Complaint, ComplaintKind } from './complaint.ts';

type Details = Pick<Complaint, 'least' | 'most' | 'choices' | 'format' | 'type'>;

const mostChoices = 50;

/** Formats as sentences name them; the first that occurs counts. */
const formats: readonly [string, RegExp][] = [
  ['future', /in the future|future date|must be after|later than (?:now|today)/],
  ['past', /in the past|past date|must be before (?:now|today)/],
  ['email', /e-?mail/],
  ['date-time', /date-?time|timestamp|iso[- ]?8601/],
  ['date', /\bdate\b|yyyy-mm-dd/],
  ['uuid', /\buuid|\bguid/],
  ['url', /\burls?\b|\buri\b|web address/],
  ['ipv4', /\bip(?:v4)?(?: address)?\b/],
  ['phone', /\bphone|\bmobile|e\.?164/],
  ['alphanumeric', /alphanumeric|letters and (?:digits|numbers)|letters, (?:digits|numbers)/],
  ['lowercase', /lower-?case letters/],
  ['letters', /only (?:contain )?letters|letters only|only alphabetic|contain only letters|\balphabetic/],
  [
    'digits',
    /only (?:contain )?(?:digits|numbers)|(?:digits|numbers) only|numeric (?:string|characters)|contain only digits/,
  ],
  ['hex', /\bhex(?:adecimal)?\b/],
  ['time', /\btime\b/],
];

const types: readonly [string, RegExp][] = [
  ['integer', /\b(?:int(?:eger|\d\d)?|whole number)\b/],
  ['number', /\b(?:number|numeric|float|decimal|double)\b/],
  ['boolean', /\bbool(?:ean)?\b/],
  ['array', /\b(?:array|list|sequence)\b/],
  ['object', /\b(?:object|dict|dictionary|map)\b/],
  ['string', /\b(?:string|str|text)\b/],
];

/** What a sentence says beyond its kind: bounds, choices, a format or a type. */
export function detailsOf(kind: ComplaintKind, sentence: string): Details {
  const text = sentence.toLowerCase();
  if (kind === 'format') {
    const format = formats.find(([, test]) => test.test(text))?.[0];
    return format === undefined ? {} : { format };
  }
  if (kind === 'type') {
    const said = text.split(/,? (?:but )?(?:received|got)\b|, not\b/, 1)[0] ?? text;
    const type = types.find(([, test]) => test.test(said))?.[0];
    return type === undefined ? {} : { type };
  }
  if (kind === 'choice') return choicesIn(sentence);
  if (kind.startsWith('too-')) return boundsIn(text);
  // A policy names a length among the classes: only a number of characters is one.
  return kind === 'weak-password' ? boundsIn(lengthsOf(text)) : {};
}

function lengthsOf(text: string): string {
  return [
    ...text.matchAll(
      /(?:at least|minimum(?: of)?|more than|longer than|at most|between)?[^\d]{0,20}\d{1,4}(?: and \d{1,4}| to \d{1,4}|-\d{1,4})? ?(?:characters|chars|letters long)/g,
    ),
  ]
    .map(([match]) => match)
    .join(' ');
}

const number = String.raw`(-?\d{1,12}(?:\.\d{1,6})?)`;

/** Bounds are inclusive: `longer than 7` gives 8. */
function boundsIn(text: string): Pick<Details, 'least' | 'most'> {
  const range = new RegExp(`between ${number} and ${number}|${number} ?(?:-|to|and|\\.\\.) ?${number}`).exec(text);
  if (range !== null) {
    const [low, high] = [range[1] ?? range[3], range[2] ?? range[4]].map(Number) as [number, number];
    if (low <= high) return { least: low, most: high };
  }
  const least = leastIn(text);
  const most = mostIn(text);
  return { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
}

function leastIn(text: string): number | undefined {
  if (/non-?negative/.test(text)) return 0;
  const exclusive = firstNumber(
    text,
    `(?<!no |not |n't |not have |not be |not contain )(?:(?:longer|more|greater|larger|bigger|higher) than|must be above|>)(?! or equal|=) ?(?:the )?(?:minimum )?(?:value |length )?(?:of )?`,
  );
  if (exclusive !== undefined) return exclusive + 1;
  const inclusive = firstNumber(
    text,
    String.raw`(?:at least|min(?:imum)?(?: allowed)?(?: length| value)?(?: is| of|:)*|(?:longer|more|greater|larger) than or equal(?: to)?|>=|(?:fewer|shorter|less|lower|smaller) than(?: the)?(?: minimum)?(?: allowed)?(?: length)?(?: of)?(?! or equal)) ?\(?(?:the )?(?:length )?`,
    isRefusal(text) ? undefined : /at least|min|or equal|>=|shorter than min|than the min/,
  );
  return inclusive ?? (/must be positive|positive (?:number|integer)/.test(text) ? 1 : undefined);
}

/** `must not have fewer than 3` says what is refused, `must be less than 3` what is wanted. */
function isRefusal(text: string): boolean {
  return /(?:not|n't)(?: have| be| contain)? (?:fewer|shorter|less|lower|smaller) than/.test(text);
}

function mostIn(text: string): number | undefined {
  if (/(?:shorter|less|lower|smaller|fewer) than (?:the )?min/.test(text)) return undefined;
  const inclusive = firstNumber(
    text,
    String.raw`(?:at most|max(?:imum)?(?: allowed)?(?: length| value)?(?: is| of|:)*|up to|(?:shorter|less|lower|smaller|fewer) than or equal(?: to)?|<=|exceeds?(?: the)?(?: maximum)?(?: length)?(?: of)?|no (?:more|longer|greater) than|(?:not|n't) (?:have |be |contain )?(?:more|longer|greater|larger) than|longer than (?:the )?max(?:imum)?(?: length)?(?: of)?) ?\(?`,
  );
  if (inclusive !== undefined) return inclusive;
  if (isRefusal(text)) return undefined;
  const exclusive = firstNumber(text, `(?:(?:shorter|less|lower|smaller|fewer) than|must be below|<)(?! or equal|=) ?`);
  return exclusive === undefined ? undefined : exclusive - 1;
}

function firstNumber(text: string, before: string, only?: RegExp): number | undefined {
  const match = new RegExp(`${before}${number}`).exec(text);
  if (match === null || (only !== undefined && !only.test(match[0]))) return undefined;
  const found = Number(match.at(-1));
  return Number.isFinite(found) ? found : undefined;
}

/** Values listed in quotes or after a colon: `must be one of: draft, published`. */
function choicesIn(sentence: string): Pick<Details, 'choices'> {
  const list =
    /(?:one of|any of|either|values(?: are)?|options(?: are)?|choices(?: are)?|should be|expected|allowed|types?|permitted|be(?= ["'`]))\b[^\w'"`[(-]{0,4}(.{1,180})/i.exec(
      sentence,
    )?.[1];
  if (list === undefined) return {};
  const quoted = [...list.matchAll(/(["'`])([^"'`]{1,60})\1/g)].map((match) => match[2] as string);
  const plain = list
    .replace(/^[^\w-]*(?:the following|following|values?|one of)?[\s:[({]*/i, '')
    .split(/[\])}.;](?:\s|$)|, (?:but|got|received)\b/, 1)[0];
  const words = (plain ?? '')
    .replace(/[\])}.]+$/, '')
    .split(/\s*[,|/]\s*(?:or |and )?|\s+or\s+|\s+and\s+/)
    .map((word) => word.trim())
    .filter((word) => /^[\w.-]{1,60}(?: [\w.-]{1,30})?$/.test(word));
  const choices = [...new Set(quoted.length > 0 ? quoted : words.length > 1 ? words : [])].slice(0, mostChoices);
  return choices.length === 0 ? {} : { choices };
}
