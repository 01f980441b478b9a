import type { CharacterClass, ComplaintKind } from './complaint.ts';

/** What a sentence of a refusal means, without the field. */
export interface Meaning {
  kind: ComplaintKind;
  classes?: readonly CharacterClass[];
}

/** Every pattern is linear: repetitions are bounded, and texts are cut before they get here. */
const rules: readonly { kind: ComplaintKind; test: RegExp }[] = [
  { kind: 'other', test: /rate limit|too many (?:requests|attempts|tries)|quota|try again (?:later|in)/ },
  { kind: 'captcha', test: /captcha|turnstile|not a robot|are you (?:a )?(?:robot|human)|human verification/ },
  {
    kind: 'invitation',
    test: /\binvit(?:e|ation)s?\b|referral code|activation code|(?:registration|sign-?ups?) (?:is|are|has been) (?:currently )?(?:closed|disabled|not allowed)/,
  },
  {
    kind: 'confirmation',
    test: /(?:verify|confirm|activate|validate) (?:your |the |this )?(?:e-?mail(?: address)?|account)\b|(?:e-?mail(?: address)?|account|user|phone)(?: is| has| was)?(?: not|n't| never)(?: yet| been){0,2} (?:verified|confirmed|activated|approved|active)|(?:unverified|unconfirmed|inactive) (?:e-?mail|account|user)|(?:pending|awaiting|waits? for|requires?|needs?) (?:admin(?:istrator)? |manual |e-?mail )?(?:approval|verification|confirmation|activation)|check your (?:e-?mail|inbox)/,
  },
  // Of a repetition that was not sent, or not equal.
  {
    kind: 'missing',
    test: /confirmation (?:does not|doesn't|must) match|passwords? (?:do not|don't|does not|doesn't|must) match|(?:confirm|repeat|re-?enter) (?:your |the )?password|not allowed to be empty/,
  },
  {
    kind: 'taken',
    test: /already (?:exist|taken|in use|used|registered|been (?:taken|used|registered)|being used|has|associated)|(?:is|was|been) taken|not available|must (?:be|make a) unique|should be unique|(?:not|isn't) unique|duplicate|unique (?:constraint|set)|e11000|\btaken\b/,
  },
  {
    kind: 'unknown-field',
    test: /(?:unknown|unexpected|unrecogni[sz]ed|extra|undeclared|unsupported|unpermitted|additional)(?: object| request| body)? (?:field|propert|key|argument|parameter|attribute)|extra[ _]forbidden|extra inputs?|should not exist|not (?:a )?(?:known|recogni[sz]ed) (?:field|property)|is not (?:allowed|permitted|expected)\b(?! to)|non-?whitelisted|unrecogni[sz]ed keys?|could not be mapped to any property/,
  },
];

const lengthNouns =
  /\bsize\b|character|chars?\b|letters?\b|length|symbols? long|\blong\b|\bshort|digits long|string (?:too|min|max)/;
const itemNouns = /\b(?:items?|elements?|entries)\b/;
const lowerBound =
  /at least|minimum|\bmin\b|too (?:short|small|few|low)|fewer than|(?:longer|more|greater|larger|bigger|higher) than(?! the maximum)|>=?|positive (?:integer|number)|must be positive|(?:not|be) (?:be )?shorter|shorter than|must not be (?:less|lower)|non-?negative|\b(?:ge|gt)\b|between|must be above|size must/;
const upperBound =
  /at most|maximum|\bmax\b|too (?:long|big|large|many|high)|no more than|(?:not|n't) (?:have |be |exceed |contain )?(?:more|longer|greater|larger)|(?:shorter|less|lower|smaller) than|<=?|exceeds?|up to|\b(?:le|lt)\b|must be below/;
const isMissing =
  /\brequired?\b|\bmissing\b|(?:can ?not|can't|must not|may not|should not|mustn't|shouldn't|is|was) (?:be )?(?:blank|empty|null|undefined)|must be (?:provided|supplied|specified|present|filled|set|included|accepted|given|sent)|must (?:accept|agree|provide|specify|enter|supply|include)|please (?:provide|enter|specify|supply|fill|include)|not (?:be )?(?:provided|supplied|present|specified)|no \w{1,30} (?:was )?(?:given|provided|supplied|specified)|received undefined|not ?blank|not ?null|not ?empty|field_required|keyerror/;
const isChoice =
  /(?:one|any) of\b|not (?:a |in the |in )?(?:valid |list of )?(?:valid |allowed )?(?:choice|option|enum|choices)|not included in the list|allowed (?:values|types)|permitted values|valid (?:values|options|choices)|invalid (?:enum|option|choice)|must be either|\benum\b|selected \w{1,30} is invalid|(?:must|should) be ["'`]/;
const typeWords =
  /\b(?:int(?:eger|\d\d)?|number|numeric|float|decimal|double|boolean|bool|string|str|array|list|object|dict|dictionary|map|text)\b/;
const isType =
  /\b(?:valid|must be|should be|expected|expects?|be|not|of type|wants?) (?:of type |type )?(?:an? )?(?:valid )?(?:int|integer|number|numeric|float|decimal|double|boolean|bool|string|str|array|list|object|dict|dictionary)\b|(?:int|float|bool|string|list|dict|decimal)[ _](?:type|parsing)|cannot deserialize|could not be converted|not a number|type ?mismatch|cast to \w{1,20} failed/;
const isFormat =
  /invalid|not (?:a )?valid|(?:be|enter|provide|supply) (?:an? )?valid|malformed|format|pattern|(?:not|n't) match|must (?:only )?contain|may only contain|can only contain|only (?:letters|alphanumeric|lowercase|digits)|in the (?:past|future)|must be (?:an? )?(?:e-?mail|url|uuid|date|iso|phone|hex|ip)|wrong|incorrect|unable to parse|well-formed|must be .{0,20}e-?mail|bad request/;

/** What a sentence says is wrong. `codes` are machine-readable names beside it, such as `string_too_short`. */
export function meaningOf(sentence: string, codes: string, field: string | undefined): Meaning {
  const text = `${sentence} ${codes.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ')}`
    .toLowerCase()
    .slice(0, 400);
  const found = rules.find(({ test }) => test.test(text));
  if (found !== undefined) return { kind: found.kind };
  const isPassword = /passw|passphrase|pwd/.test(`${field ?? ''} ${text}`.toLowerCase());
  const weakness = isPassword ? weaknessIn(text) : undefined;
  return weakness ?? { kind: boundKind(text) ?? otherKind(text) };
}

const classWords: readonly [CharacterClass, RegExp][] = [
  ['lower', /lower[- ]?case|small letter|\[a-z\]/],
  ['upper', /upper[- ]?case|capital|mixed case|\[a-z\]/],
  ['digit', /\bdigits?\b|\bnumbers?\b|\bnumeric\b(?!\.)|numeral/],
  ['symbol', /special|symbol|non-?alphanumeric|punctuation/],
];

function weaknessIn(text: string): Meaning | undefined {
  const isEntirely = /entirely numeric|only (?:digits|numbers)/.test(text);
  const classes = classWords.filter(([, test]) => test.test(text)).map(([name]) => name);
  if (isEntirely) return { kind: 'weak-password', classes: ['lower', 'digit'] };
  if (/letters?\b(?! long)/.test(text) && /\b(?:digit|number)/.test(text) && !classes.includes('lower'))
    classes.unshift('lower');
  if (classes.length > 0) return { kind: 'weak-password', classes };
  const isWeak =
    /\bweak\b|too (?:common|simple|easy|similar)|strength|strong(?:er)? password|complex|policy|pwned|breach|guess/.test(
      text,
    );
  return isWeak ? { kind: 'weak-password' } : undefined;
}

/** `8-64 characters`. */
const isRange = /\d ?(?:-|to) ?\d{1,4} (?:char|letter|symbol|digit|item)/;

function boundKind(text: string): ComplaintKind | undefined {
  const isLower =
    isRange.test(text) ||
    lowerBound.test(text.replace(/no more than|(?:not|n't) (?:have |be |contain )?(?:more|longer|greater) than/g, ''));
  const isUpper = upperBound.test(
    text.replace(/(?:not|n't) (?:have |be |contain )?(?:fewer|less|shorter|smaller) than/g, ''),
  );
  if (!isLower && !isUpper) return undefined;
  const hasNumber = /\d|positive|negative|too /.test(text);
  if (!hasNumber || /\bone of\b/.test(text)) return undefined;
  // Of two bounds the lower one is told: what was sent decides which of them counts.
  if (lengthNouns.test(text) || itemNouns.test(text)) return isLower ? 'too-short' : 'too-long';
  return isLower ? 'too-small' : 'too-large';
}

function otherKind(text: string): ComplaintKind {
  if (isMissing.test(text)) return 'missing';
  if (isChoice.test(text)) return 'choice';
  if (isType.test(text) && typeWords.test(text)) return 'type';
  if (isFormat.test(text)) return 'format';
  return typeWords.test(text) && /must|should|expected/.test(text) ? 'type' : 'other';
}
