import { randomInt } from 'node:crypto';
import { Secret, seeded, variableName } from '@middlebrick/model';

/** What is known of the texts that a kind of field takes. */
export interface Limits {
  readonly least?: number;
  readonly most?: number;
  /** Letters and digits alone; for names, letters alone. */
  readonly isPlain?: boolean;
}

/** A person that does not exist, and whose name occurs nowhere else. */
export interface Person {
  /** Name of the identity. */
  identity: string;
  username: string;
  email: string;
  phone: string;
  firstName: string;
  lastName: string;
  password: Secret;
}

export interface PersonOptions {
  identity: string;
  nonce: string;
  seed: number;
  /** How many names of this identity were taken. */
  taken: number;
  username: Limits;
  password: Limits;
  /** Which of the spellings of a telephone number, which of the domains. */
  phoneStyle: number;
  mailStyle: number;
}

/** Reserved for examples (RFC 2606, section 3): no mail ever arrives. */
const mailDomains = ['example.com', 'example.org', 'example.net'];
export const mailStyles = mailDomains.length;
export const phoneStyles = 3;

/** Everything but the password is the same for the same nonce and seed. */
export function inventPerson(options: PersonOptions): Person {
  const { identity, nonce, seed, taken, mailStyle } = options;
  const username = usernameOf(options);
  const first = lettersOf(identity) || 'user';
  return {
    identity,
    username,
    email: `${wordOf(identity)}${taken === 0 ? '' : String(taken + 1)}${wordOf(nonce)}@${mailDomains[mailStyle % mailStyles]}`,
    phone: phoneOf(seed, `${nonce}/${username}`, options.phoneStyle),
    firstName: `${first.slice(0, 1).toUpperCase()}${first.slice(1)}`,
    lastName: 'Example',
    password: newPassword(identity, options.password),
  };
}

/** `alicek4f9c2aa`, with a number in it from the second try on; letters first, cut and padded as the limits say. */
function usernameOf({ identity, nonce, taken, username: { least = 0, most = 40, isPlain } }: PersonOptions): string {
  const unique = `${taken === 0 ? '' : String(taken + 1)}${wordOf(nonce)}`;
  const label = wordOf(identity).slice(0, Math.max(1, Math.min(12, most - unique.length)));
  const text = `${label}${unique}`.slice(0, Math.max(1, most)).padEnd(Math.min(least, 200), 'x');
  return isPlain === true ? text.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] as string) : text;
}

function wordOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

/** Numbers that are set aside for fiction in North America: 555-0100 to 555-0199 of any area. */
function phoneOf(seed: number, name: string, style: number): string {
  const draw = seeded(seed, `phone/${name}`);
  const area = `${2 + Math.floor(draw() * 8)}${Math.floor(draw() * 9)}${Math.floor(draw() * 10)}`;
  const line = `01${String(Math.floor(draw() * 100)).padStart(2, '0')}`;
  return [`+1${area}555${line}`, `${area}555${line}`, `${area}-555-${line}`][style % phoneStyles] as string;
}

const usualLength = 24;
/** bcrypt reads 72 bytes and no more. */
const longest = 72;
/** Shorter ones could not be kept out of the record. */
export const shortestPassword = 6;
const classes = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!@*?'];

/** A password of all classes of characters, drawn anew on every call: nobody may know it in advance. */
export function newPassword(identity: string, { least = 0, most = longest, isPlain }: Limits): Secret {
  const length = Math.max(shortestPassword, Math.min(Math.max(usualLength, least), most, 200));
  const sets = isPlain === true ? classes.slice(0, 3) : classes;
  const start = randomInt(3);
  // A letter or digit first and last, since some APIs trim or quote; every class in turn, so that none is missing.
  const characters = Array.from({ length }, (_, index) => {
    const isEdge = index === 0 || index === length - 1;
    const set = isEdge ? sets[index === 0 ? 0 : 1] : sets[(start + index) % sets.length];
    return pick(set as string);
  });
  return new Secret(characters.join(''), variableName(identity, 'PASSWORD'));
}

function pick(set: string): string {
  return set[randomInt(set.length)] as string;
}

/** Whether a password is one that nobody would guess. Hiding `password` everywhere would spoil the answers that are judged. */
export function isWorthHiding(password: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  return password.length >= 16 || (password.length >= 8 && kinds >= 3);
}
