import { existsSync, readFileSync } from 'node:fs';
import { ScanError } from '@middlebrick/model';
import { type IdentityConfig, identityConfigSchema } from '@middlebrick/scanner/identities';
import { complaintOf } from './config-complaint.ts';
import { type Config, configSchema, credentialKeys } from './config-schema.ts';
import { parseConfigText } from './config-text.ts';
import { withEnvironment } from './environment.ts';

export const defaultFile = 'middlebrick.yaml';

interface ReadOptions {
  environment: NodeJS.ProcessEnv;
  /** Whether the credential of this identity comes from elsewhere, so that the one of the file is not looked at. */
  isReplaced: (name: string) => boolean;
}

/**
 * Reads the configuration file; without a name, the default one when it is there.
 * @throws ScanError FILE_UNREADABLE or BAD_CONFIG, with the line, and never with a value of the file
 */
export function readConfig(file: string | undefined, options: ReadOptions): Config {
  if (file === undefined && !existsSync(defaultFile)) return configSchema.parse({});
  const name = file ?? defaultFile;
  const text = parseConfigText(name, readText(name));
  const value = withEnvironment(withoutReplaced(text.value, options.isReplaced), options.environment, text);
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw complaintOf(parsed.error, value, text);
}

/**
 * Identities of the configuration file in the scanner's form.
 * @throws ScanError BAD_CONFIG
 */
export function configuredIdentities(
  config: Config,
  file: string,
  isReplaced: ReadOptions['isReplaced'],
): IdentityConfig[] {
  return Object.entries(config.identities).map(([name, identity]) => {
    const parsed = identityConfigSchema.safeParse({ name, ...identity });
    if (!parsed.success) {
      throw new ScanError(
        'BAD_CONFIG',
        `${file}, identities.${name}: ${parsed.error.issues[0]?.message ?? 'not valid'}.`,
      );
    }
    if (!isReplaced(name) && !credentialKeys.some((key) => identity[key] !== undefined)) {
      const help = `Give it one of ${credentialKeys.join(', ')}, or set MIDDLEBRICK_AS_${name.toUpperCase()}.`;
      throw new ScanError('BAD_CONFIG', `${file}, identities.${name}: it has no credential.`, { help });
    }
    return parsed.data;
  });
}

function withoutReplaced(value: unknown, isReplaced: (name: string) => boolean): unknown {
  if (!isBlock(value) || !isBlock(value.identities)) return value;
  const kept = Object.entries(value.identities).map(([name, identity]) => {
    if (!isReplaced(name) || !isBlock(identity)) return [name, identity];
    return [name, Object.fromEntries(Object.entries(identity).filter(([key]) => !isCredentialKey(key)))];
  });
  return { ...value, identities: Object.fromEntries(kept) };
}

function isCredentialKey(key: string): boolean {
  return key === 'totp' || (credentialKeys as readonly string[]).includes(key);
}

function isBlock(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readText(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (cause) {
    const help = `Check the path, or write one with \`middlebrick init <URL> --output ${name}\`.`;
    throw new ScanError('FILE_UNREADABLE', `The configuration file ${name} cannot be read.`, { cause, help });
  }
}
