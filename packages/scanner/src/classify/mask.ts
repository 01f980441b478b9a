import { isJsonObject, type Json, leavesOf, parseJson } from '@middlebrick/model';
import { type DataClass, leafKind } from './classify-leaf.ts';
import { isPlaceholder } from './placeholder.ts';
import { secretsIn } from './secrets.ts';

const mail = /^([^\s@]{1,64})@[^\s@]{1,255}$/;
const socialSecurity = /^\d{3}([- ]?)\d{2}\1(\d{4})$/;
/** The part of a stored hash that names its method and tells nothing of the password. */
const hashPrefix = /^(?:\$[a-z0-9-]{1,16}\$|[a-z0-9_]{3,20}[:$]|\{[A-Z0-9]{3,8}\})/i;

/**
 * A value as it may be printed: enough to recognise it, never enough to use it. E-mail `alice@…`,
 * SSN `***-**-6789`, hash `$2b$…`, card and account `…1111`, anything else its first characters, at most a
 * third of it and at most four; a `credential` shows nothing of itself but the method of its hash.
 */
export function mask(value: string, dataClass?: DataClass): string {
  if (value === '') return '';
  const hash = /^[$a-z{]/i.test(value) && value.length >= 20 ? hashPrefix.exec(value)?.[0] : undefined;
  if (dataClass === 'credential') return hash === undefined ? '…' : `${hash}…`;

  const ssn = socialSecurity.exec(value);
  if (ssn !== null) return `***-**-${ssn[2]}`;
  const mailbox = mail.exec(value)?.[1];
  if (mailbox !== undefined && dataClass !== 'secret') return `${mailbox}@…`;
  if (dataClass === 'financial' || dataClass === 'identityDocument')
    return `…${value.slice(value.length - shownLength(value))}`;
  if (hash?.startsWith('$') === true) return `${hash}…`;
  return `${[...value].slice(0, shownLength(value)).join('')}…`;
}

/** How many characters of a value may be shown: at most four, at most a third. */
function shownLength(value: string): number {
  return Math.min(4, Math.floor(value.length / 3));
}

/**
 * A body as it may be printed: in JSON every classified value is masked (credentials wholly); in other text,
 * e-mail addresses, social security numbers, passwords and keys are, and so are members of JSON that was cut off. What
 * is not private stays, so that the answer remains readable as evidence.
 */
export function maskBody(text: string): string {
  const json = /^\s*[[{"]/.test(text) ? parseJson(text) : undefined;
  if (json === undefined) return maskText(text);
  const masked = maskJson(json, '', classesIn(json));
  return masked === json ? text : JSON.stringify(masked);
}

/** The class of every classified value: what is masked under one name must not stand in clear under another. */
function classesIn(json: Json): ReadonlyMap<string, DataClass> {
  return new Map(
    leavesOf(json).flatMap(({ key, value }): [string, DataClass][] => {
      const kind = value === null || typeof value === 'boolean' ? undefined : leafKind(key, String(value));
      return kind === undefined || String(value).length < particular ? [] : [[String(value), kind.class]];
    }),
  );
}

/** Shorter values, a PIN or a balance, are found by chance under other names. */
const particular = 8;

/** Gives back the same value when nothing in it had to be masked. */
function maskJson(value: Json, key: string, classes: ReadonlyMap<string, DataClass>): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => maskJson(item, key, classes));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([name, child]) => [name, maskJson(child, name, classes)] as const);
    return entries.every(([name, child]) => child === value[name]) ? value : Object.fromEntries(entries);
  }
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const elsewhere = classes.get(String(value));
  if (leafKind(key, String(value)) === undefined && elsewhere !== undefined) return mask(String(value), elsewhere);
  if (typeof value === 'string') return maskLeaf(key, value);
  const kind = leafKind(key, String(value));
  return kind === undefined ? value : mask(String(value), kind.class);
}

function maskLeaf(key: string, value: string): string {
  const kind = leafKind(key, value);
  if (kind !== undefined && !/\s/.test(value.trim())) return mask(value, kind.class);
  if (kind !== undefined && kind.kind !== 'social security number') return mask(value, kind.class);
  return maskText(value);
}

/** A member of JSON in a text that is not JSON as a whole: a body that was cut off, or a log. */
const member = /"([^"\\\n]{1,128})"(\s{0,4}:\s{0,4})(?:"((?:[^"\\]|\\.){0,4096})("|$)|(-?\d{1,40}(?:\.\d{1,20})?))/g;
/** `password=hunter2` as in logs and query strings. */
const assignment =
  /\b([a-z_]{0,40}(?:password|passwd|pwd|secret|api_?key|token)["']?\s{0,2}[=:]\s{0,2}["']?)([^\s"',;&<>]{4,512})/gi;
const mailInText = /(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64})@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}/g;
const socialSecurityInText = /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)(\d{4})(?![\d-])/g;
const hashInText = /\$(?:2[abxy]?|argon2(?:id|i|d)|[156y])\$[./A-Za-z0-9$=,+]{20,256}/g;

function maskText(text: string): string {
  return maskSecrets(text)
    .replace(member, (whole, key: string, colon: string, string: string | undefined, end: string, number: string) => {
      const kind = leafKind(key, string ?? number);
      return kind === undefined ? whole : `"${key}"${colon}"${mask(string ?? number, kind.class)}${end ?? '"'}`;
    })
    .replace(assignment, (whole, name: string, value: string) => (isPlaceholder(value) ? whole : `${name}…`))
    .replace(mailInText, '$1@…')
    .replace(socialSecurityInText, '***-**-$1')
    .replace(hashInText, (hash) => mask(hash, 'credential'));
}

function maskSecrets(text: string): string {
  let out = '';
  let from = 0;
  for (const secret of secretsIn(text)) {
    const start = text.indexOf(secret.value, Math.max(secret.index, from));
    if (start < from) continue;
    out += `${text.slice(from, start)}${mask(secret.value, 'secret')}`;
    from = start + secret.value.length;
  }
  return out + text.slice(from);
}
