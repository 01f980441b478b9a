import type { Setting } from './settings.ts';
import { isSigningSetting } from './signing-keys.ts';

/** Names of what holds a secret, in lower case and with `_` between words. */
const secretName =
  /(?:^|_)(?:secret(?:_?key)?|password|passwd|api_?key|private_?key|signing_?key|access_?token|auth_?token|secret_access_key)$/;

/** What stands in examples, and names of variables, files, headers and of what is kept elsewhere. */
const placeholder =
  /^(?:|change.?me|your[-_ ].*|<.*>|\$\{.*\}|\{.*\}|x{3,}|\*+|(?:example|placeholder|dummy|fake|mock|arn:).*|todo|none|null|test|password|secret|string|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\.{0,2}\/[\w./-]*|(?:x|X)-[\w-]+|\w+ \w+.*)$/i;

/** Forms that the library does not know, or not by themselves: it wants a whole key, and whole files of Google. */
const known: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:RSA |EC |DSA |OPENSSH |PGP )?PRIVATE KEY/, 'A private key'],
  [/\bAIza[0-9A-Za-z_-]{35}\b/, 'A Google API key'],
];

/** An address with a password in it, of another machine. */
const address =
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s:@/]{1,64}):([^\s:@/]{3,64})@(?!localhost\b|127\.|0\.0\.0\.0|(?:[\w-]{1,60}\.){0,5}example\b)/i;

/** Passwords of addresses in examples, and what is filled in. */
const spokenOf =
  /^(?:(?:my|your|the|some|db|user)?[-_]?(?:pass(?:word|wd|phrase)?|pwd?|secret|token)\d{0,4}|[$%<].*)$/i;

/** What a text is whose form says that it is a secret. */
export function knownSecret(text: string): string | undefined {
  if (/EXAMPLE/.test(text)) return undefined;
  const [, user, password] = address.exec(text) ?? [];
  if (password !== undefined && password !== user && !isPlaceholder(password) && !spokenOf.test(password))
    return 'A password in an address';
  return known.find(([pattern]) => pattern.test(text))?.[1];
}

/** Whether a token of a known form was invented, for an example or a form to fill in. */
export function isInvented(text: string): boolean {
  if (/example|your|x{5,}|\.{3}|\*{3}|0?123456789|abcdefghi/i.test(text)) return true;
  return new Set(text.slice(-16)).size < 6;
}

export function isPlaceholder(text: string): boolean {
  return placeholder.test(text);
}

function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

/** Whether something of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(wordsOf(name));
}

/** Whether the text of a setting is a secret, by how it is called, and not what stands for one or speaks of it. */
export function isSecret({ name, form }: Setting, text: string): boolean {
  if (!isSecretName(name) || text.length < 4 || isPlaceholder(text)) return false;
  return !isLabel(name, form, text);
}

/** Words alone: `{ password: 'required' }`, `API_KEY = 'api-key'`. What signs is taken at its word. */
function isLabel(name: string, form: Setting['form'], text: string): boolean {
  if (isSigningSetting(name) || !/^\p{L}+(?:[-_/]\p{L}+)*$/u.test(text)) return false;
  const isShort = text.length < 12;
  if (/^secret$/i.test(name)) return form === 'entry' && isShort;
  const isOfMany = form === 'entry' || form === 'argument';
  return (isOfMany && isShort) || /pass|secret|key|token|credential/i.test(text);
}
