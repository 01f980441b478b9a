import { type Context, contextSchema, ScanError, type Severity, severitySchema } from '@middlebrick/model';
import type { IdentityConfig } from '@middlebrick/scanner/identities';
import { configuredIdentities, defaultFile, readConfig } from './config.ts';
import type { Config } from './config-schema.ts';
import { type GivenIdentities, givenIdentities, identitiesOf } from './given-identities.ts';
import { numberFrom } from './limits.ts';

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
  /** Requests a second. */
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
  /** Least score that passes the gate, out of 100. */
  threshold: number | undefined;
  verbose: boolean;
  quiet: boolean;
  color: boolean;
}

export type Flags = Readonly<Record<string, unknown>>;

const defaultSeed = 7;

/**
 * Brings flags, environment and configuration file together.
 * @throws ScanError BAD_ARGUMENT, BAD_CONFIG or FILE_UNREADABLE, in one line with what is wrong and where
 */
export function settingsFrom(target: string | undefined, flags: Flags, environment: NodeJS.ProcessEnv): Settings {
  const file = text(flags.config);
  const given = givenIdentities((flags.as as string[] | undefined) ?? [], environment);
  const config = readConfig(file, { environment, isReplaced: given.has });
  return {
    ...whatToScan(target, flags, environment, config),
    identities: identities(config, file ?? defaultFile, given),
    ...howToScan(flags, config),
    ...whatToPrint(flags, config),
  };
}

function whatToScan(target: string | undefined, flags: Flags, environment: NodeJS.ProcessEnv, config: Config) {
  return {
    target: nonEmpty(target) ?? nonEmpty(environment.MIDDLEBRICK_TARGET) ?? config.target,
    spec: text(flags.spec) ?? config.spec,
    headers: list(flags.header, config.header).map(headerFrom),
    authorized: flags.authorized === true || config.authorized === true,
    only: commaSeparated(list(flags.only, config.only)),
    skip: commaSeparated(list(flags.skip, config.skip)),
    reads: list(flags.reads, config.reads).map(operationFrom),
    scope: list(flags.scope, config.scope),
    insecure: flags.insecure === true || config.insecure === true,
  };
}

function howToScan(flags: Flags, config: Config) {
  return {
    rate: numberFrom('rate', flags.rate) ?? config.rate,
    maxRequests: numberFrom('max-requests', flags.maxRequests) ?? config['max-requests'],
    timeoutSeconds: numberFrom('timeout', flags.timeout) ?? config.timeout,
    seed: numberFrom('seed', flags.seed) ?? config.seed ?? defaultSeed,
    context: contextSchema.optional().parse(flags.context) ?? config.context,
  };
}

function whatToPrint(flags: Flags, config: Config) {
  const asked = flags.json === true ? 'json' : (flags.format as FormatName | undefined);
  return {
    format: asked ?? (config.json === true ? 'json' : config.format) ?? 'terminal',
    outputs: list(flags.output, config.output),
    save: text(flags.save) ?? config.save,
    failOn: severitySchema.optional().parse(flags.failOn) ?? config['fail-on'] ?? 'low',
    threshold: numberFrom('threshold', flags.threshold) ?? config.threshold,
    verbose: flags.verbose === true || config.verbose === true,
    quiet: flags.quiet === true || config.quiet === true,
    color: flags.color !== false && config.color !== false,
  };
}

function identities(config: Config, file: string, given: GivenIdentities): IdentityConfig[] {
  return identitiesOf(configuredIdentities(config, file, given.has), config.as ?? [], given);
}

function list(flag: unknown, configured: string[] | undefined): string[] {
  return (flag as string[] | undefined) ?? configured ?? [];
}

/** The value may be a credential and is never repeated. */
function headerFrom(argument: string): [string, string] {
  const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(\P{Cc}+)$/u.exec(argument.trim());
  if (match !== null) return [match[1] as string, match[2] as string];
  throw new ScanError('BAD_ARGUMENT', 'A --header is not written as <Name>: <value>.', {
    help: 'For example: --header "X-Tenant: acme".',
  });
}

function operationFrom(argument: string): string {
  const match = /^([A-Za-z]+)\s+(\/\S*)$/.exec(argument.trim());
  if (match !== null) return `${(match[1] as string).toUpperCase()} ${match[2]}`;
  throw new ScanError('BAD_ARGUMENT', `--reads takes an operation, not "${argument.slice(0, 60)}".`, {
    help: 'For example: --reads "POST /search".',
  });
}

function commaSeparated(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
