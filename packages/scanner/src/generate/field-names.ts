import type { SchemaNode } from '@middlebrick/model';
import { isIdentifierParameter } from '../surface/identifier-parameter.ts';
import { wordsOf } from '../surface/words.ts';
import { foldName } from '../survey/naming.ts';

const serverDecided =
  /^_?(?:id|uuid|_id|pk|created|updated|modified|deleted|(?:created|updated|modified|deleted|inserted|last_?modified|last_?updated)_?(?:at|on|date|time|by)|(?:create|update|creation|modification)_?(?:time|date|d)|timestamp|etag|href|_?links|self|version)$/i;

/** Whether the server sets a field by itself: nobody has to send it, and few may. */
export function isServerDecided(name: string, schema: SchemaNode): boolean {
  return schema.readOnly === true || serverDecided.test(name.slice(0, 40));
}

const privileges = new Set(
  'role roles isadmin admin administrator superuser issuperuser staff isstaff permission permissions scope scopes privileges isroot isverified verified balance'.split(
    ' ',
  ),
);

/** Whether a field asks for rights: left out where it may be. */
export function isPrivilege(name: string): boolean {
  return privileges.has(foldName(name.slice(0, 40)));
}

/** Last words of identifiers that are data about somebody rather than names of other objects. */
const dataWords = new Set('email mail phone mobile iban isbn ssn serial number numbers no nr num hash'.split(' '));
/** What is numbered by the server, so that the number names an object of it. */
const numbered = new Set(
  'account order invoice customer user member policy contract case ticket employee booking'.split(' '),
);

/**
 * Whether a field of a body names another object, so that it must not be made up: `author_id`, `project`. What people
 * choose or have, such as an e-mail address or a telephone number, is made up as other data is.
 */
export function isReference(name: string, schema: SchemaNode): boolean {
  if (!isIdentifierParameter({ name, in: 'body', required: true, examples: [], schema })) return false;
  const words = wordsOf(name);
  if (words.includes('email') || words.includes('phone')) return false;
  return !dataWords.has(words.at(-1) ?? '') || numbered.has(words.at(-2) ?? '');
}

const repetition = /(?:confirm(?:ation|ed)?|repeat(?:ed)?|again|retype|reenter|verif(?:y|ication)|2)/;

/** The folded name of the field that a field repeats: `password` for `password_confirmation` and `confirmPassword`. */
export function repeatedName(name: string): string | undefined {
  const folded = foldName(name.slice(0, 80));
  const match = new RegExp(`^${repetition.source}([a-z]+)$|^re([a-z]+)$|^([a-z]+?)${repetition.source}$`).exec(folded);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}

export function isPasswordName(name: string): boolean {
  return /passw(?:or)?d|passphrase|passwort|^pwd$|^pass$/i.test(name.slice(0, 80));
}

/** Whether a yes is wanted for the rest to be accepted. */
export function isConsent(name: string): boolean {
  return /accept|agree|consent|terms|^tos|gdpr|private$/i.test(name.slice(0, 80));
}

/** Whether a field classifies: it takes one of few words that the schema may not list. */
export function isClassifying(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return /^(?:status|state|type|kind|category|level|priority|mode|format|severity|visibility|role|unit|plan|theme|gender|sex|topic|tag|genre|section|channel)$/.test(
    last,
  );
}
