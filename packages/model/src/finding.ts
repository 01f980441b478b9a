import { z } from 'zod';
import { categorySchema } from './category.ts';
import { exchangeSchema } from './exchange.ts';
import { confidenceSchema, severitySchema } from './severity.ts';

/** What an exchange of a proof stands for. */
export const proofRoles = [
  'owner',
  'other',
  'own',
  'anonymous',
  'nonexistent',
  'mirror',
  'repeat',
  'forged',
  'control',
  'observed',
] as const;
export const proofRoleSchema = z.enum(proofRoles);
export type ProofRole = z.infer<typeof proofRoleSchema>;

export const proofStepSchema = z.object({
  role: proofRoleSchema,
  label: z.string().describe('Who asks for what, such as "bob (someone else)".'),
  exchange: exchangeSchema,
  shows: z.array(z.string()).describe('Paths of the private values seen in this answer.'),
  note: z.string().optional(),
});
export type ProofStep = z.infer<typeof proofStepSchema>;

/** A private value that a proof rests on: its place, and a masked form that is enough to recognise it. */
export const seenValueSchema = z.object({ path: z.string(), masked: z.string(), kind: z.string().optional() });
export type SeenValue = z.infer<typeof seenValueSchema>;

export const replaySchema = z.object({
  variables: z.array(z.string()).describe('Shell variables that must hold the credentials.'),
  curl: z.array(z.string()).describe('Commands to paste, in order.'),
});
export type Replay = z.infer<typeof replaySchema>;

export const placeSchema = z.object({ operation: z.string(), parameter: z.string().optional() });
export type Place = z.infer<typeof placeSchema>;

export const findingSchema = z.object({
  fingerprint: z.string().describe('Stable over re-runs, re-seeded data and other ports.'),
  check: z.string(),
  title: z.string(),
  message: z.string(),
  kind: z.string().optional().describe('Which variety of the check, such as the name of the header.'),
  severity: severitySchema,
  confidence: confidenceSchema,
  category: categorySchema,
  places: z.array(placeSchema).describe('Where; empty for the target as a whole.'),
  cwe: z.array(z.int()),
  owasp: z.string(),
  cvss: z.object({ vector: z.string(), score: z.number() }).optional(),
  details: z.record(z.string(), z.string()).describe('Facts of this finding, in the order to be shown.'),
  values: z.array(seenValueSchema),
  proof: z.array(proofStepSchema),
  replay: replaySchema,
  remediation: z.object({
    summary: z.string(),
    stack: z.string().optional(),
    snippet: z.object({ language: z.string(), code: z.string() }).optional(),
    explain: z.string().optional().describe('The command that prints more.'),
  }),
});
export type Finding = z.infer<typeof findingSchema>;
