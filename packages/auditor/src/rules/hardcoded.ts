import { type Site, textOf } from '../flow/value.ts';
import type { Expression, Module } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import type { Program } from '../program/program.ts';
import { callsOf } from './all-calls.ts';
import { settingsOf } from './settings.ts';

export interface Hardcoded {
  readonly site: Site;
  readonly what: string;
}

/** Names of settings that hold a secret. */
const secretSetting =
  /^(?:\w*(?:SECRET(?:_?KEY)?|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ACCESS_?TOKEN|AUTH_?TOKEN)|secret|secret_?key|secretKey|jwt_?secret|jwtSecret|client_?secret|clientSecret|signing_?key|api_?key|apiKey|password|aws_secret_access_key|secretAccessKey|cookie_?secret|session_?secret)$/;
/** What stands in examples, and names of variables, files and headers. */
const placeholder =
  /^(?:|change.?me|your[-_ ].*|<.*>|\$\{.*\}|\{.*\}|x{3,}|\*+|example.*|placeholder.*|todo|none|null|test|dummy|password|secret|string|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\.{0,2}\/[\w./-]*|(?:x|X)-[\w-]+|\w+ \w+.*)$/i;

/** Texts that are a secret by their form, as the services say that give them out. */
const known: readonly (readonly [RegExp, string])[] = [
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/, 'An AWS access key'],
  [/-----BEGIN (?:RSA |EC |OPENSSH |PGP )?PRIVATE KEY/, 'A private key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, 'A GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}\b/, 'A Slack token'],
  [/\b[rs]k_live_[A-Za-z0-9]{16,}\b/, 'A Stripe key'],
  [/\bAIza[0-9A-Za-z_-]{35}\b/, 'A Google API key'],
  [/\bSG\.[\w-]{22}\.[\w-]{43}\b/, 'A SendGrid key'],
];

/** Secrets that are written into the code, each place once. */
export function hardcodedSecrets(program: Program): Hardcoded[] {
  const found = [...program.modules.flatMap(ofSettings), ...program.modules.flatMap(ofForm), ...ofSigning(program)];
  const byLine = new Map(found.map((one) => [`${one.site.module.path}:${lineOf(one.site)}`, one]));
  return [...byLine.values()];
}

function lineOf({ module, span }: Site): number {
  return module.lines.findLastIndex((start) => start <= span.start);
}

function ofSettings(module: Module): Hardcoded[] {
  return settingsOf(module).flatMap(({ name, value, span }) => {
    // Koa's `app.keys = ['…']` signs its cookies.
    const isKeyring = name === 'keys' && value.kind === 'list' && value.items[0]?.kind === 'literal';
    if (isKeyring && (literalText(value.items[0] as Expression) ?? '').length >= 12)
      return [{ site: { module, span }, what: name }];
    const text = literalText(value);
    if (text === undefined || !secretSetting.test(name) || placeholder.test(text) || text.length < 4) return [];
    return [{ site: { module, span }, what: name }];
  });
}

/** A literal, or one that is taken where the environment says nothing. */
function literalText(value: Expression): string | undefined {
  if (value.kind === 'literal' && typeof value.value === 'string') return value.value;
  if (value.kind === 'logical' && value.operator !== 'and') return literalText(value.right);
  if (value.kind !== 'call' || value.callee.kind !== 'member') return undefined;
  // `new TextEncoder().encode('…')`, `Buffer.from('…')`.
  const [first] = value.arguments;
  if (/^(?:encode|from)$/.test(value.callee.property) && first !== undefined) return literalText(first.value);
  const isEnvironment = /^(?:get|getenv)$/.test(value.callee.property) && value.arguments.length === 2;
  const usual = value.arguments[1]?.value;
  return isEnvironment && usual?.kind === 'literal' && typeof usual.value === 'string' ? usual.value : undefined;
}

function ofForm(module: Module): Hardcoded[] {
  const found: Hardcoded[] = [];
  walk(module, {
    expression: (expression) => {
      if (expression.kind !== 'literal' || typeof expression.value !== 'string') return;
      const text = expression.value.slice(0, 5_000);
      const match = /EXAMPLE/.test(text) ? undefined : known.find(([pattern]) => pattern.test(text));
      if (match !== undefined) found.push({ site: { module, span: expression }, what: match[1] });
    },
  });
  return found;
}

/** The key of `jwt.encode` and the like, as a text in the code. */
function ofSigning(program: Program): Hardcoded[] {
  return callsOf(program).flatMap(({ path, arguments: args, site }) => {
    if (!/^(?:jwt|jose\.jwt|jsonwebtoken)\.(?:encode|decode|sign|verify)$/.test(path)) return [];
    const key = args.named.get('key') ?? args.positional[1];
    const text = key === undefined ? undefined : textOf(key);
    // Where a constant holds it, the constant is the finding.
    return text === undefined || text === '' || isNamed(program, text)
      ? []
      : [{ site, what: 'The key that signs tokens' }];
  });
}

function isNamed({ modules }: Program, text: string): boolean {
  return modules.some((module) =>
    settingsOf(module).some(({ name, value }) => secretSetting.test(name) && literalText(value) === text),
  );
}
