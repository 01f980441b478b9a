import { contextSchema, severitySchema } from '@middlebrick/model';
import { identityConfigSchema } from '@middlebrick/scanner/identities';
import { z } from 'zod';
import { isWithin, type LimitName, limitInWords } from './limits.ts';

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const number = (name: LimitName) =>
  z.number().refine((value) => isWithin(name, value), `must be ${limitInWords(name)}`);
const identities = z.record(
  z.string(),
  identityConfigSchema.omit({ name: true }).partial({ subjects: true, owns: true }),
);

/** The configuration file: the flags of `scan` under their own names, and identities. */
export const configSchema = z.strictObject({
  target: z.string().optional(),
  spec: z.string().optional(),
  as: texts.optional(),
  identities: identities.default({}),
  header: texts.optional(),
  authorized: z.boolean().optional(),
  only: texts.optional(),
  skip: texts.optional(),
  reads: texts.optional(),
  rate: number('rate').optional(),
  'max-requests': number('max-requests').optional(),
  timeout: number('timeout').optional(),
  seed: number('seed').optional(),
  context: contextSchema.optional(),
  scope: texts.optional(),
  insecure: z.boolean().optional(),
  format: z.enum(['terminal', 'json', 'sarif', 'html']).optional(),
  json: z.boolean().optional(),
  output: texts.optional(),
  save: z.string().optional(),
  'fail-on': severitySchema.optional(),
  threshold: number('threshold').optional(),
  verbose: z.boolean().optional(),
  quiet: z.boolean().optional(),
  color: z.boolean().optional(),
});
export type Config = z.infer<typeof configSchema>;

/** The keys of an identity that make it somebody. */
export const credentialKeys = ['bearer', 'basic', 'apiKey', 'cookie', 'headers', 'login'] as const;

/** The names that may stand where an unknown one does, for a suggestion. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  if (path.length === 0) return Object.keys(configSchema.shape);
  if (path[0] === 'identities' && path.length === 2) return [...credentialKeys, 'subjects', 'role', 'tenant', 'owns'];
  if (path.includes('login')) return ['path', 'method', 'json', 'form', 'token', 'header', 'prefix'];
  if (path.includes('basic')) return ['username', 'password'];
  return path.includes('apiKey') ? ['in', 'name', 'value'] : [];
}
