import { seeded } from '@middlebrick/model';

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const hex = '0123456789abcdef';
const ulid = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A value of the same shape as the given one that, in all likelihood, names nothing: the same length and alphabet,
 * valid as a UUID or ULID or e-mail where the original is. Numbers stay in the same number of digits but far away.
 */
export function lookalike(value: string, seed: number): string {
  const random = seeded(seed, `lookalike/${value}`);
  const made = shape(value, random);
  return made === value ? `${made}0` : made;
}

function shape(value: string, random: () => number): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return uuid(value, random);
  if (/^\d+$/.test(value)) return number(value, random);
  if (/^[0-9a-f]{16,}$/.test(value)) return keep(value, random, hex);
  if (/^[0-9A-HJKMNP-TV-Z]{26}$/.test(value)) return `0${[...value.slice(1)].map(() => pick(ulid, random)).join('')}`;
  const at = value.indexOf('@');
  if (at > 0) return `${letters(Math.max(8, at), random)}${value.slice(at)}`;
  return mixed(value, random);
}

/** Version and variant digits stay, so that strict parsers accept it (RFC 9562). */
function uuid(value: string, random: () => number): string {
  return [...value]
    .map((char, index) => (char === '-' || index === 14 || index === 19 ? char : pick(hex, random)))
    .join('');
}

/** One that starts with 9s is out of reach of sequences, unless the original itself starts so. */
function number(value: string, random: () => number): string {
  const length = Math.max(value.length, 6);
  const lead = value.startsWith('99') ? '8' : '99';
  return `${lead}${[...'x'.repeat(length - lead.length)].map(() => pick(digits, random)).join('')}`.slice(
    0,
    Math.max(length, lead.length),
  );
}

function keep(value: string, random: () => number, alphabet: string): string {
  return [...value].map(() => pick(alphabet, random)).join('');
}

/** Letters become letters and digits digits; prefixes up to a delimiter (`USER#`, `post-`) stay. */
function mixed(value: string, random: () => number): string {
  const prefix = /^[A-Za-z]+[#:|_-]/.exec(value)?.[0] ?? '';
  const rest = value.slice(prefix.length);
  const body = [...rest]
    .map((char) => (/\d/.test(char) ? pick(digits, random) : /[a-z]/i.test(char) ? letter(char, random) : char))
    .join('');
  return prefix + (body.length >= 6 ? body : `${body}${letters(6 - body.length, random)}`);
}

function letter(char: string, random: () => number): string {
  const made = pick(lower, random);
  return char === char.toUpperCase() ? made.toUpperCase() : made;
}

function letters(count: number, random: () => number): string {
  return [...'x'.repeat(count)].map(() => pick(lower, random)).join('');
}

function pick(alphabet: string, random: () => number): string {
  return alphabet[Math.floor(random() * alphabet.length)] as string;
}
