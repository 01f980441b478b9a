import {
  type Context,
  contextSchema,
  type Policy,
  ScanError,
  type Severity,
  type Suppression,
  severitySchema,
} from '@middlebrick/model';
import type { IdentityConfig } from '@middlebrick/scanner/identities';
import { configuredIdentities, defaultFile, readConfig } from './config.ts';
import type { Config } from './config-schema.ts';
import { type GivenIdentities, givenIdentities, identitiesOf } from './given-identities.ts';
import { numberFrom } from './limits.ts';
import { readPolicy } from './read-policy.ts';

export type FormatName = 'terminal' | 'json' | 'sarif' | 'html' | 'csv' | 'http';

/** Everything that one scan is asked to do, from flags, environment and configuration file, in that order. */
export interface Settings extends ResultSettings {
  target: string | undefined;
  spec: string | undefined;
  /** Folder or file of the code behind the target. */
  source: string | undefined;
  identities: IdentityConfig[];
  headers: [string, string][];
  authorized: boolean;
  active: boolean;
  /** Leaves users and objects of an active scan in place; a file gets their credentials. */
  keep: boolean | string;
  only: string[];
  skip: string[];
  reads: string[];
  /** Requests a second. */
  rate: number | undefined;
  /** Seconds that an accepted write may take to show. */
  settle: number | undefined;
  maxRequests: number | undefined;
  timeoutSeconds: number | undefined;
  seed: number;
  context: Context | undefined;
  policy: Policy | undefined;
  scope: string[];
  insecure: boolean;
  /** PEM file of the authority of the target. */
  ca: string | undefined;
  proxy: string | undefined;
  save: string | undefined;
}

/** What becomes of a report: where it goes, what fails the gate, and what is known already. */
export interface ResultSettings {
  format: FormatName;
  outputs: string[];
  /** File of the findings that are known. */
  baseline: string | undefined;
  updateBaseline: boolean;
  suppressions: Suppression[];
  failOn: Severity;
  /** Least score that passes the gate, out of 100. */
  threshold: number | undefined;
  verbose: boolean;
  quiet: boolean;
  /** Asks for everything that may be read, and prints who gets what. */
  matrix: boolean;
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

/**
 * What becomes of a report that is there already. Credentials of the file are not looked at.
 * @throws ScanError BAD_ARGUMENT, BAD_CONFIG or FILE_UNREADABLE
 */
export function resultSettingsFrom(flags: Flags, environment: NodeJS.ProcessEnv): ResultSettings {
  return whatToPrint(flags, readConfig(text(flags.config), { environment, isReplaced: () => true }));
}

function whatToScan(target: string | undefined, flags: Flags, environment: NodeJS.ProcessEnv, config: Config) {
  return {
    target: nonEmpty(target) ?? nonEmpty(environment.MIDDLEBRICK_TARGET) ?? config.target,
    spec: text(flags.spec) ?? config.spec,
    source: nonEmpty(text(flags.source)) ?? config.source,
    headers: list(flags.header, config.header).map(headerFrom),
    authorized: flags.authorized === true || config.authorized === true,
    active: flags.active === true || config.active === true,
    keep: keepFrom(flags.keep, flags.active === true || config.active === true),
    only: commaSeparated(list(flags.only, config.only)),
    skip: commaSeparated(list(flags.skip, config.skip)),
    reads: list(flags.reads, config.reads).map(operationFrom),
    scope: list(flags.scope, config.scope),
    policy: policyFrom(text(flags.policy) ?? config.policy),
    insecure: flags.insecure === true || config.insecure === true,
    ca: text(flags.ca) ?? config.ca,
    proxy: text(flags.proxy) ?? config.proxy,
  };
}

function howToScan(flags: Flags, config: Config) {
  return {
    rate: numberFrom('rate', flags.rate) ?? config.rate,
    settle: numberFrom('settle', flags.settle) ?? config.settle,
    maxRequests: numberFrom('max-requests', flags.maxRequests) ?? config['max-requests'],
    timeoutSeconds: numberFrom('timeout', flags.timeout) ?? config.timeout,
    seed: numberFrom('seed', flags.seed) ?? config.seed ?? defaultSeed,
    context: contextSchema.optional().parse(flags.context) ?? config.context,
    save: text(flags.save) ?? config.save,
  };
}

function whatToPrint(flags: Flags, config: Config) {
  const asked = flags.json === true ? 'json' : (flags.format as FormatName | undefined);
  return {
    format: asked ?? (config.json === true ? 'json' : config.format) ?? 'terminal',
    outputs: list(flags.output, config.output),
    baseline: text(flags.baseline) ?? config.baseline,
    updateBaseline: flags.updateBaseline === true,
    suppressions: (config.suppress ?? []).map(plain),
    failOn: severitySchema.optional().parse(flags.failOn) ?? config['fail-on'] ?? 'low',
    threshold: numberFrom('threshold', flags.threshold) ?? config.threshold,
    verbose: flags.verbose === true || config.verbose === true,
    quiet: flags.quiet === true || config.quiet === true,
    matrix: flags.matrix === true || config.matrix === true,
    color: flags.color !== false && config.color !== false,
  };
}

function identities(config: Config, file: string, given: GivenIdentities): IdentityConfig[] {
  return identitiesOf(configuredIdentities(config, file, given.has), config.as ?? [], given);
}

function list(flag: unknown, configured: string[] | undefined): string[] {
  return (flag as string[] | undefined) ?? configured ?? [];
}

/** @throws ScanError BAD_ARGUMENT without an active scan, or for the address of the target in the place of a file */
function keepFrom(flag: unknown, isActive: boolean): boolean | string {
  if (flag === undefined) return false;
  if (!isActive) {
    const help = 'Add --active, or leave --keep out.';
    throw new ScanError('BAD_ARGUMENT', '--keep concerns what an active scan makes.', { help });
  }
  if (typeof flag !== 'string') return true;
  if (!/^https?:\/\//i.test(flag)) return flag;
  const help = 'Put the address before it: middlebrick scan <URL> --active --keep users.env';
  throw new ScanError('BAD_ARGUMENT', `--keep ${flag}: an address is no file.`, { help });
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

/** A policy, or the name of the file that holds it. */
function policyFrom(given: string | Policy | undefined): Policy | undefined {
  return typeof given === 'string' ? readPolicy(given) : given;
}

function commaSeparated(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Without the keys that were left out. */
function plain<T extends object>(value: T): Suppression {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Suppression;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
