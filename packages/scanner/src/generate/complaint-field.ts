import type { Json } from '@middlebrick/model';
import { wordsOf } from '../surface/words.ts';
import { foldName } from '../survey/naming.ts';
import type { ComplaintKind } from './complaint.ts';
import { lastName, placesIn } from './field-path.ts';

/** Parts of a path that say where in the request a field stands, not what it is called. */
const locations = new Set(['body', 'json', 'form', 'payload', 'request', 'requestbody', '$', '#', '']);

/** Words that begin sentences or stand for the request as a whole: no field is called so in a sentence. */
const noFields = new Set(
  (
    'a an the this that these field fields value values data body request input parameter parameters param payload json all any some ' +
    'one more required missing it its is are not no invalid valid error validation content type header headers authorization ' +
    'authentication token login credentials permission permissions access property properties object array string number ' +
    'integer boolean key keys attribute attributes argument arguments please you your we must should cannot can be been ' +
    'information details mandatory following user-agent least most characters character empty null undefined bad unknown unexpected unrecognized unrecognised duplicate extra additional'
  ).split(' '),
);

/** A path of keys in the notation of `leavesOf`: list positions are `[]`, the place in the request is left out. */
export function pathOf(keys: readonly (string | number)[]): string | undefined {
  const [first] = keys;
  if (keys.length === 1 && typeof first === 'string' && /[.[]/.test(first)) return pathOfDots(first);
  const named = keys[0] !== undefined && keys.length > 1 && locations.has(foldLocation(keys[0])) ? keys.slice(1) : keys;
  let path = '';
  for (const key of named.slice(0, 12)) {
    if (typeof key === 'number' || /^\d{1,6}$/.test(key)) path += path === '' ? '' : '[]';
    else path += path === '' ? key.slice(0, 100) : `.${key.slice(0, 100)}`;
  }
  return path === '' || locations.has(foldLocation(path)) ? undefined : path;
}

/** `items[0].name`, `items.0.name` and `$.items[0].name` in one text. */
function pathOfDots(text: string): string | undefined {
  const path = text
    .slice(0, 200)
    .replace(/^\$\.?/, '')
    .replace(/\[\d{0,6}\]|\.\d{1,6}(?=\.|$)/g, '[]');
  return path === '' || path.startsWith('[') || locations.has(foldLocation(path)) ? undefined : path;
}

function foldLocation(key: string | number): string {
  return String(key).slice(0, 40).toLowerCase();
}

/** A path as frameworks write it in one text: `/items/0/name`, `items[0].name`, `$.items[0].name`, `body.name`. */
export function pathOfText(text: string): string | undefined {
  const cut = text.slice(0, 200);
  if (!/^[\w$#/.[\]"' @-]+$/.test(cut)) return undefined;
  const isPointer = cut.startsWith('/') || cut.startsWith('#/');
  const keys = isPointer
    ? cut.replace(/^#?\//, '').split('/')
    : cut
        .replace(/\[["']?([^\]"']{0,60})["']?\]/g, '.$1')
        .replaceAll('..', '.0.')
        .replace(/\.$/, '.0')
        .split('.')
        .map((key) => key.trim());
  return pathOf(keys.filter((key, index) => index === 0 || (key !== '' && key !== '*')));
}

/** The field that a sentence speaks of: quoted, the grammatical subject, or one of those that were sent. */
export function fieldIn(sentence: string, kind: ComplaintKind, sent: Json | undefined): string | undefined {
  const names = sentNames(sent);
  const constrained =
    kind === 'taken'
      ? constraint
          .exec(sentence)
          ?.slice(1)
          .find((name) => name !== undefined)
      : undefined;
  if (constrained !== undefined) return names.get(foldName(constrained)) ?? constrained;
  const quoted = [...sentence.matchAll(/(["'`])([A-Za-z_$][\w$.[\]-]{0,60})\1/g)].map((match) => match[2] as string);
  const first = kind === 'choice' ? quoted.find((name) => names.has(foldName(name))) : quoted[0];
  if (
    first !== undefined &&
    !/^(?:string|number|integer|object|array|boolean|undefined|null|email|url|uuid)$/.test(first)
  ) {
    return pathOfText(first);
  }
  if (first !== undefined && names.has(foldName(first))) return first;
  return subjectOf(sentence, kind, names) ?? mentionedIn(sentence, names);
}

/** How MongoDB, SQLite, PostgreSQL and MySQL name the field of a unique constraint. */
const constraint =
  /dup key: \{ ?["']?(\w{1,60})|constraint failed: \w{1,60}\.(\w{1,60})|key \((\w{1,60})\)=|for key '(?:\w{1,60}\.)?(\w{1,60})'/i;

/** Patterns of a missing field's place in a sentence, which nothing that was sent confirms. */
const subjects = [
  /^(?:error: )?(?:the |a |an |your )?(?:(?:property|field|parameter|attribute|column|key|path) )?([A-Za-z_][\w.[\]-]{0,60}(?: [a-z]{2,20}){0,2}?)(?: field| property| parameter| attribute| value)?(?: is| are| was| must| should| can| may| has| have| does| needs| cannot| can't| already| not|:)/i,
  /(?:missing|accept|agree to|provide|enter|specify|supply|include|without|requires?|required property|required field)\b(?: required| the| an?| your| valid){0,3}(?: field| fields| property| properties| parameter| parameters| key| attribute| attributes)?(?::| named| called)? ?"?\b([A-Za-z_][\w.[\]-]{0,60})/i,
  /(?:invalid|unknown|unexpected|duplicate|bad|wrong|unrecogni[sz]ed|no)\b(?: field| property| parameter| key| argument)?(?::)? ([A-Za-z_][\w.[\]-]{0,60})/i,
];

function subjectOf(sentence: string, kind: ComplaintKind, names: ReadonlyMap<string, string>): string | undefined {
  for (const pattern of subjects) {
    const found = pattern.exec(sentence.slice(0, 200))?.[1];
    const field = found === undefined ? undefined : (knownSubject(found, kind, names) ?? unsentSubject(found, kind));
    if (field !== undefined) return field;
  }
  return undefined;
}

function knownSubject(found: string, kind: ComplaintKind, names: ReadonlyMap<string, string>): string | undefined {
  const words = found.toLowerCase().split(' ');
  const isLastAlone = words.slice(0, -1).every((word) => noFields.has(word));
  const known = names.get(foldName(found)) ?? (isLastAlone ? names.get(foldName(words.at(-1) ?? '')) : undefined);
  // `First name is required` does not speak of the name that was sent.
  return known ?? (namesUnsent.has(kind) ? undefined : mentionedIn(found, names));
}

/** A name that nothing confirms: believed where it may be missing, and elsewhere when it is one word. */
function unsentSubject(found: string, kind: ComplaintKind): string | undefined {
  const words = found.toLowerCase().split(' ');
  if (!mayBeUnsent.has(kind) || words.some((word) => noFields.has(word)) || words.length > 3) return undefined;
  if (words.length > 1 && !namesUnsent.has(kind)) return undefined;
  const isName = /[_A-Z.]/.test(found.slice(1)) && words.length === 1;
  return pathOfText(isName ? found : words.join('_'));
}

/** Kinds of complaints about fields that were not sent, or not under this name. */
const namesUnsent: ReadonlySet<ComplaintKind> = new Set(['missing', 'unknown-field']);

/** Kinds of complaints about fields that need not have been sent. */
const mayBeUnsent: ReadonlySet<ComplaintKind> = new Set(['missing', 'unknown-field', 'type', 'format', 'choice']);

/** The field that was sent and whose name stands in a sentence: names of more words and earlier ones come first. */
function mentionedIn(sentence: string, names: ReadonlyMap<string, string>): string | undefined {
  const words = wordsOf(sentence.slice(0, 200));
  for (let count = Math.min(4, words.length); count > 0; count--) {
    for (let start = 0; start + count <= words.length; start++) {
      const known = names.get(words.slice(start, start + count).join(''));
      if (known !== undefined) return known;
    }
  }
  return undefined;
}

/** Paths of what was sent by the folded name at their end, and by the whole of them. */
function sentNames(sent: Json | undefined): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const path of placesIn(sent ?? null).keys()) {
    if (path.endsWith('[]')) continue;
    for (const key of [foldName(lastName(path)), foldName(path)]) if (!names.has(key)) names.set(key, path);
  }
  names.delete('');
  return names;
}
