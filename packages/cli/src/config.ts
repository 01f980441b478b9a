import { existsSync, readFileSync } from 'node:fs';
import { contextSchema, ScanError, severitySchema } from '@middlebrick/model';
import { type IdentityConfig, identityConfigSchema } from '@middlebrick/scanner/identities';
import { parse } from 'yaml';
import { z } from 'zod';

export const defaultFile = 'middlebrick.yaml';

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const identities = z.record(z.string(), identityConfigSchema.omit({ name: true }).partial({ subjects: true, owns: true }));

/** The configuration file: the flags of `scan` under their own names, and identities. */
export const configSchema = z.strictObject({
  target: z.string().optional(),
  spec: z.string().optional(),
  identities: identities.default({}),
  header: texts.optional(),
  authorized: z.boolean().optional(),
  only: texts.optional(),
  skip: texts.optional(),
  reads: texts.optional(),
  rate: z.number().positive().optional(),
  'max-requests': z.int().positive().optional(),
  timeout: z.number().positive().optional(),
  seed: z.int().nonnegative().optional(),
  context: contextSchema.optional(),
  scope: texts.optional(),
  insecure: z.boolean().optional(),
  format: z.enum(['terminal', 'json', 'sarif', 'html']).optional(),
  output: texts.optional(),
  save: z.string().optional(),
  'fail-on': severitySchema.optional(),
  threshold: z.number().min(0).max(100).optional(),
});
export type Config = z.infer<typeof configSchema>;

/** Reads the configuration file; without a name, the default one when it is there. */
export function readConfig(file: string | undefined, environment: NodeJS.ProcessEnv): Config {
  if (file === undefined && !existsSync(defaultFile)) return configSchema.parse({});
  const name = file ?? defaultFile;
  const raw = parseYaml(name, readText(name));
  const parsed = configSchema.safeParse(withEnvironment(raw ?? {}, environment, name));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new ScanError('BAD_CONFIG', `${name}${where === '' ? '' : `, ${where}`}: ${issue?.message ?? 'not valid'}.`);
}

/** Identities of the configuration file in the scanner's form. */
export function configuredIdentities(config: Config, file: string): IdentityConfig[] {
  return Object.entries(config.identities).map(([name, identity]) => {
    const parsed = identityConfigSchema.safeParse({ name, ...identity });
    if (parsed.success) return parsed.data;
    throw new ScanError('BAD_CONFIG', `${file}, identities.${name}: ${parsed.error.issues[0]?.message ?? 'not valid'}.`);
  });
}

function readText(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (cause) {
    throw new ScanError('FILE_UNREADABLE', `The configuration file ${name} cannot be read.`, { cause });
  }
}

function parseYaml(name: string, text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 50 });
  } catch (cause) {
    const first = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new ScanError('BAD_CONFIG', `${name} is not valid YAML: ${first}`, { cause });
  }
}

/** Replaces `${NAME}` in every text by the variable of the environment; a missing one is an error, not an empty secret. */
function withEnvironment(value: unknown, environment: NodeJS.ProcessEnv, file: string): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const found = environment[name];
      if (found === undefined || found === '') throw new ScanError('BAD_CONFIG', `${file} uses \${${name}}, and that variable is not set.`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((item) => withEnvironment(item, environment, file));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withEnvironment(child, environment, file)]));
}
