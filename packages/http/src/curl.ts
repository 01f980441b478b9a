import type { Exchange } from '@middlebrick/model';
import { signedWith } from './aws-signature.ts';
import type { ClientCertificate } from './contract.ts';
import { acceptedEncodings, scanHeader } from './sign.ts';

/** A command that repeats a request, and the shell variables that must be set for it. */
export interface Curl {
  command: string;
  variables: string[];
}

/** What stands for a secret in the record of a request; see `variableName`. In braces where the text runs on. */
const variable = /(\$[A-Z_][A-Z0-9]*_[A-Z0-9_]+|\$\{[A-Z_][A-Z0-9]*_[A-Z0-9_]+\})/g;

/** What a command needs to know beyond the request. */
export interface CurlOptions {
  /** The client certificate that the request was sent with. */
  certificate?: Pick<ClientCertificate, 'files' | 'passphrase'> | undefined;
  /** File of an authority that is trusted besides the usual ones. */
  ca?: string | undefined;
  /** Words that follow `curl`, each safe in a shell as it stands: `-s`. */
  flags?: readonly string[];
  /** Variables without which the request is not sent: an empty one would make another URL. */
  isNeeded?: (variable: string) => boolean;
}

/** Methods for which the engine announces a body even when it is empty. */
const withBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'QUERY', 'PROPFIND', 'PROPPATCH']);

/**
 * A recorded request as one line for a POSIX shell. Everything is quoted but the variables of secrets, which
 * expand. Headers that only concern our own bookkeeping and compression are left out.
 *
 * @param isSecret whether a variable stands for a secret of the scan. Any other stays text: a target that calls an
 *   object `$AWS_SECRET_ACCESS_KEY` must not be sent the environment of whoever repeats the request.
 */
export function curlOf(
  request: Exchange['request'],
  isSecret: (variable: string) => boolean,
  options: CurlOptions = {},
): Curl {
  const { method, url, body = '' } = request;
  const quoted = (text: string): string => quotedWord(piecesOf(text, isSecret));
  const quotedUrl = (text: string): string => quotedWord(piecesOf(text, isSecret), options.isNeeded);
  const headers = request.headers.filter(([name, value]) => !isBookkeeping(name, value));
  const isPiped = hasControls(body);
  const sendsBody = body !== '' || withBody.has(method);
  const words = ['curl', ...(options.flags ?? [])];
  if (method === 'HEAD' && !sendsBody) words.push('--head');
  else if (method !== (sendsBody ? 'POST' : 'GET')) words.push('-X', quoted(method));
  words.push(...tlsWords(options));
  for (const [name, value] of headers) words.push(...headerWords(name, value, isSecret));
  // curl would call any body a form.
  if (sendsBody && !headers.some(([name]) => name.toLowerCase() === 'content-type'))
    words.push('-H', "'Content-Type:'");
  if (isPiped) words.push('--data-binary', '@-');
  else if (sendsBody) words.push('--data-raw', quoted(body));
  words.push(...target(url, quotedUrl));
  const command = isPiped ? `${printfOf(piecesOf(body, isSecret))} | ${words.join(' ')}` : words.join(' ');
  const texts = [url, ...headers.map(([, value]) => value), body];
  const variables = variablesIn(texts.flatMap((text) => piecesOf(text, isSecret)));
  const passphrase = options.certificate?.passphrase?.variable;
  return { command, variables: passphrase === undefined ? variables : [...variables, passphrase] };
}

function tlsWords({ ca, certificate }: CurlOptions): string[] {
  const words = ca === undefined ? [] : ['--cacert', fileWord(ca)];
  if (certificate === undefined) return words;
  const { files, passphrase } = certificate;
  // In the name of a certificate, a colon would begin its passphrase.
  words.push('--cert', fileWord(files.cert.replace(/[:\\]/g, '\\$&')), '--key', fileWord(files.key));
  return passphrase === undefined ? words : [...words, '--pass', `"$${passphrase.variable}"`];
}

function headerWords(name: string, value: string, isSecret: (variable: string) => boolean): string[] {
  const aws = name.toLowerCase() === 'authorization' ? signedWith(value) : undefined;
  if (aws !== undefined && isSecret(aws.accessKeyId) && isSecret(aws.secretAccessKey)) {
    const user = `"$${aws.accessKeyId}:$${aws.secretAccessKey}"`;
    return ['--aws-sigv4', `aws:amz:${aws.region}:${aws.service}`, '--user', user];
  }
  return ['-H', quotedWord(piecesOf(value === '' ? `${name};` : `${name}: ${value}`, isSecret))];
}

/** The name of a file as one shell word. */
function fileWord(file: string): string {
  return quotedWord([{ name: undefined, literal: file }]);
}

function isBookkeeping(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (lower === scanHeader.toLowerCase()) return true;
  if (lower === 'user-agent') return value.startsWith('middlebrick/');
  return lower === 'accept-encoding' && value === acceptedEncodings;
}

/** The URL, told to curl in a way that puts the path on the wire as it stands. */
function target(url: string, quoted: (text: string) => string): string[] {
  const [, origin = url, path = ''] = /^([a-z]+:\/\/[^/?#]*)(.*)$/is.exec(url) ?? [];
  if (/[^\w.~!$&'()*+,;=:@/?%-]/.test(path.replace(variable, '')))
    return ['--request-target', quoted(path), quoted(`${origin}/`)];
  const isLiteral = /(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path);
  return isLiteral ? ['--path-as-is', quoted(url)] : [quoted(url)];
}

/** One shell word. Single quotes keep everything; double quotes are needed where a variable must expand. */
function quotedWord(pieces: readonly Piece[], isNeeded: (variable: string) => boolean = () => false): string {
  if (pieces.every(({ name }) => name === undefined)) {
    const text = pieces.map(({ literal }) => literal).join('');
    return isPlain(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
  }
  const inside = pieces.map(({ name, literal }, index) => {
    if (name === undefined) return escaped(literal);
    if (isNeeded(name)) return `\${${name}:?}`;
    // Braces only where the name would run on.
    return /^\w/.test(pieces[index + 1]?.literal ?? '') ? `\${${name}}` : `$${name}`;
  });
  return `"${inside.join('')}"`;
}

/** For double quotes; `!` stands outside of them, because interactive shells expand it within. */
function escaped(text: string): string {
  return text.replace(/[\\"`$]/g, '\\$&').replace(/!+/g, `"'$&'"`);
}

/** A body with line breaks or other controls, which printf can write on one line. */
function printfOf(pieces: readonly Piece[]): string {
  const names: string[] = [];
  const format = pieces.map(({ name, literal }) => {
    if (name === undefined) return printfLiteral(literal);
    names.push(`"$${name}"`);
    return '%s';
  });
  // A dash at the beginning would be read as an option.
  return ['printf', `'${format.join('').replace(/^-/, '\\055')}'`, ...names].join(' ');
}

function printfLiteral(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replaceAll("'", `'\\''`)
    .replace(controls, (control) => `\\${control.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\x00-\x1f\x7f]/g;

function hasControls(text: string): boolean {
  return text.search(controls) !== -1;
}

function isPlain(text: string): boolean {
  return /^[\w@%+=:,./-]+$/.test(text);
}

/** A text, or the name of a variable that stands for a secret. */
interface Piece {
  name: string | undefined;
  literal: string;
}

function piecesOf(text: string, isSecret: (variable: string) => boolean): Piece[] {
  return text.split(variable).map((part, index) => {
    if (index % 2 === 0) return { name: undefined, literal: part };
    const name = part.replace(/[${}]/g, '');
    return isSecret(name) ? { name, literal: part } : { name: undefined, literal: part };
  });
}

function variablesIn(pieces: readonly Piece[]): string[] {
  return [...new Set(pieces.flatMap(({ name }) => name ?? []))];
}
