import { type Context, contextSchema, type Severity, ScanError, severitySchema } from '@middlebrick/model';
import { type IdentityConfig, parseIdentity } from '@middlebrick/scanner/identities';
import { configuredIdentities, defaultFile, readConfig } from './config.ts';

export type FormatName = 'terminal' | 'json' | 'sarif' | 'html';

/** Everything that one scan is asked to do, from flags, environment and configuration file, in that order. */
export interface Settings {
  target: string | undefined;
  spec: string | undefined;
  identities: IdentityConfig[];
  headers: [string, string][];
  authorized: boolean;
  only: string[];
  skip: string[];
  reads: string[];
  rate: number | undefined;
  maxRequests: number | undefined;
  timeoutSeconds: number | undefined;
  seed: number;
  context: Context | undefined;
  scope: string[];
  insecure: boolean;
  format: FormatName;
  outputs: string[];
  save: string | undefined;
  failOn: Severity;
  threshold: number | undefined;
  verbose: boolean;
  quiet: boolean;
  color: boolean;
}

type Flags = Record<string, unknown>;

const defaultSeed = 7;
const identityVariable = 'MIDDLEBRICK_AS_';

/**
 * Brings flags, environment and configuration file together.
 * @throws ScanError BAD_ARGUMENT or BAD_CONFIG, in one line with what is wrong and where
 */
export function settingsFrom(target: string | undefined, flags: Flags, environment: NodeJS.ProcessEnv): Settings {
  const file = text(flags.config);
  const config = readConfig(file, environment);
  const list = (name: string, fallback: string[] | undefined): string[] => (flags[name] as string[] | undefined) ?? fallback ?? [];
  return {
    target: target ?? environment.MIDDLEBRICK_TARGET ?? config.target,
    spec: text(flags.spec) ?? config.spec,
    identities: identitiesFrom(flags, environment, configuredIdentities(config, file ?? defaultFile)),
    headers: list('header', config.header).map(headerFrom),
    authorized: flags.authorized === true || config.authorized === true,
    only: commaSeparated(list('only', config.only)),
    skip: commaSeparated(list('skip', config.skip)),
    reads: list('reads', config.reads),
    rate: number('--rate', flags.rate) ?? config.rate,
    maxRequests: number('--max-requests', flags.maxRequests) ?? config['max-requests'],
    timeoutSeconds: number('--timeout', flags.timeout) ?? config.timeout,
    seed: wholeNumber('--seed', flags.seed) ?? config.seed ?? defaultSeed,
    context: contextSchema.optional().parse(flags.context) ?? config.context,
    scope: list('scope', config.scope),
    insecure: flags.insecure === true || config.insecure === true,
    format: flags.json === true ? 'json' : ((flags.format as FormatName | undefined) ?? config.format ?? 'terminal'),
    outputs: list('output', config.output),
    save: text(flags.save) ?? config.save,
    failOn: severitySchema.optional().parse(flags.failOn) ?? config['fail-on'] ?? 'low',
    threshold: number('--threshold', flags.threshold, 0) ?? config.threshold,
    verbose: flags.verbose === true,
    quiet: flags.quiet === true,
    color: flags.color !== false,
  };
}

/** Flags win over the environment, and both over the file, name by name. */
function identitiesFrom(flags: Flags, environment: NodeJS.ProcessEnv, configured: IdentityConfig[]): IdentityConfig[] {
  const byName = new Map(configured.map((identity) => [identity.name, identity]));
  for (const [variable, value] of Object.entries(environment).sort()) {
    if (!variable.startsWith(identityVariable) || value === undefined || value === '') continue;
    const identity = parseIdentity(`${variable.slice(identityVariable.length).toLowerCase()}=${value}`);
    byName.set(identity.name, { ...byName.get(identity.name), ...identity });
  }
  const given = new Set<string>();
  for (const argument of (flags.as as string[] | undefined) ?? []) {
    const identity = parseIdentity(argument);
    if (given.has(identity.name)) throw new ScanError('BAD_ARGUMENT', `Identity "${identity.name}" is given twice with --as.`);
    given.add(identity.name);
    const known = byName.get(identity.name);
    byName.set(identity.name, { ...identity, ...(known === undefined ? {} : { subjects: known.subjects, owns: known.owns }) });
  }
  return [...byName.values()];
}

function headerFrom(argument: string): [string, string] {
  const match = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(argument);
  if (match === null) throw new ScanError('BAD_ARGUMENT', 'A --header is written as Name: value.');
  return [match[1] as string, match[2] as string];
}

function commaSeparated(values: readonly string[]): string[] {
  return values.flatMap((value) => value.split(',')).map((value) => value.trim()).filter((value) => value !== '');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(flag: string, value: unknown, least = Number.MIN_VALUE): number | undefined {
  if (value === undefined) return undefined;
  const parsed = Number(value);
  if (String(value).trim() === '' || !Number.isFinite(parsed) || parsed < least) throw new ScanError('BAD_ARGUMENT', `${flag} takes a number, not "${String(value)}".`);
  return parsed;
}

function wholeNumber(flag: string, value: unknown): number | undefined {
  const parsed = number(flag, value, 0);
  if (parsed !== undefined && !Number.isSafeInteger(parsed)) throw new ScanError('BAD_ARGUMENT', `${flag} takes a whole number, not "${String(value)}".`);
  return parsed;
}
