import { contextSchema, policyKeys, policySchema, severitySchema, suppressionSchema } from '@middlebrick/model';
import { identityConfigSchema, loginSchema } from '@middlebrick/scanner/identities';
import { z } from 'zod';
import { isWithin, type LimitName, limitInWords } from './limits.ts';

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const number = (name: LimitName) =>
  z.number().refine((value) => isWithin(name, value), `must be ${limitInWords(name)}`);
const identities = z.record(
  z.string(),
  identityConfigSchema.omit({ name: true }).partial({ subjects: true, owns: true }),
);

const suppression = z
  .strictObject({ ...suppressionSchema.shape, reason: z.string().min(1) })
  .refine(
    ({ fingerprint, check, operation }) =>
      (fingerprint !== undefined) !== (check !== undefined && operation !== undefined),
    'needs either a fingerprint, or both check and operation',
  );

/** The configuration file: the flags of `scan` under their own names, and identities. */
export const configSchema = z.strictObject({
  target: z.string().optional(),
  spec: z.string().optional(),
  source: z.string().optional(),
  as: texts.optional(),
  identities: identities.default({}),
  header: texts.optional(),
  authorized: z.boolean().optional(),
  active: z.boolean().optional(),
  only: texts.optional(),
  skip: texts.optional(),
  reads: texts.optional(),
  rate: number('rate').optional(),
  settle: number('settle').optional(),
  'max-requests': number('max-requests').optional(),
  timeout: number('timeout').optional(),
  seed: number('seed').optional(),
  context: contextSchema.optional(),
  policy: z.union([z.string(), policySchema]).optional(),
  matrix: z.boolean().optional(),
  scope: texts.optional(),
  insecure: z.boolean().optional(),
  ca: z.string().optional(),
  proxy: z.string().optional(),
  format: z.enum(['terminal', 'json', 'sarif', 'html', 'csv', 'http']).optional(),
  json: z.boolean().optional(),
  output: texts.optional(),
  save: z.string().optional(),
  baseline: z.string().optional(),
  suppress: z.array(suppression).optional(),
  'fail-on': severitySchema.optional(),
  threshold: number('threshold').optional(),
  verbose: z.boolean().optional(),
  quiet: z.boolean().optional(),
  color: z.boolean().optional(),
});
export type Config = z.infer<typeof configSchema>;

/** The keys of an identity that make it somebody. */
export const credentialKeys = [
  'bearer',
  'basic',
  'apiKey',
  'cookie',
  'headers',
  'login',
  'oauth2',
  'aws',
  'certificate',
] as const;

/** The names that may stand where an unknown one does, for a suggestion. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  // An operation stands nowhere but in a policy, in a file of its own or in this one.
  if (/^[A-Z]+ \//.test(String(path.at(-1)))) return policyKeys;
  if (path.length === 0) return Object.keys(configSchema.shape);
  if (path[0] === 'suppress') return Object.keys(suppressionSchema.shape);
  if (path[0] !== 'identities') return [];
  if (path.length === 2) return [...credentialKeys, 'totp', 'subjects', 'role', 'tenant', 'owns'];
  const [, , kind] = path;
  if (path.includes('capture')) return ['json', 'header', 'cookie', 'input', 'meta', 'secret'];
  if (kind === 'totp') return ['secret', 'digits', 'period', 'algorithm'];
  const schema = typeof kind === 'string' && Object.hasOwn(blocks, kind) ? blocks[kind] : undefined;
  return schema === undefined ? [] : Object.keys(schema.shape);
}

/** The credentials that are written as a block. */
const blocks: Readonly<Record<string, { shape: object }>> = {
  basic: identityConfigSchema.shape.basic.unwrap(),
  apiKey: identityConfigSchema.shape.apiKey.unwrap(),
  login: loginSchema,
  oauth2: identityConfigSchema.shape.oauth2.unwrap(),
  aws: identityConfigSchema.shape.aws.unwrap(),
  certificate: identityConfigSchema.shape.certificate.unwrap(),
};
