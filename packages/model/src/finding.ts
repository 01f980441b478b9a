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
  'before',
  'write',
  'after',
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

/** A value that a step of a replay takes from its answer, for the steps after it. */
export const takenSchema = z.object({
  variable: z.string(),
  from: z.enum(['body', 'header', 'cookie']),
  path: z
    .array(z.union([z.string(), z.int()]))
    .describe('Where in a JSON body, empty for the whole of it; else the name of the header or cookie.'),
});
export type Taken = z.infer<typeof takenSchema>;

/** One step of a replay that makes its own users and objects. Variables stand in texts as `$NAME` or `${NAME}`. */
export const replayStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fresh'),
    variable: z.string(),
    use: z.enum(['name', 'password']).describe('A word that is new in every run, or a password.'),
    length: z.int(),
    isPlain: z.boolean().describe('Letters and digits alone.'),
  }),
  z.object({
    kind: z.literal('encoded'),
    variable: z.string(),
    encoding: z.enum(['url', 'base64', 'base64url']),
    text: z.string(),
  }),
  z.object({ kind: z.literal('forged'), variable: z.string(), recipe: z.string() }),
  z.object({
    kind: z.literal('request'),
    label: z.string(),
    identity: z.string(),
    request: exchangeSchema.shape.request,
    takes: z.array(takenSchema),
    isShown: z.boolean().describe('The answer is what the replay is for.'),
    withHeaders: z.boolean().describe('What is to be seen may stand in the headers.'),
  }),
]);
export type ReplayStep = z.infer<typeof replayStepSchema>;

export const replaySchema = z.object({
  variables: z.array(z.string()).describe('Shell variables that must hold the credentials.'),
  curl: z.array(z.string()).describe('Commands to paste, in order.'),
  chain: z
    .array(replayStepSchema)
    .optional()
    .describe('The same steps, where the replay registers users and makes objects of its own.'),
  note: z.string().optional().describe('What the commands do not say, such as why they cannot be pasted as they are.'),
});
export type Replay = z.infer<typeof replaySchema>;

/** A stretch of a file; lines and columns count from 1, the end is exclusive. */
export const codePlaceSchema = z.object({
  path: z.string().describe('From the root of the audit, with "/".'),
  line: z.int(),
  column: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
});
export type CodePlace = z.infer<typeof codePlaceSchema>;

/** Where in the code a finding of an audit is, and how the value got there. */
export const codeSchema = z.object({
  place: codePlaceSchema,
  frame: z.object({
    startLine: z.int(),
    lines: z.array(z.string()).describe('The line and those around it, long ones cut off.'),
  }),
  flow: z
    .array(z.object({ place: codePlaceSchema, note: z.string() }))
    .describe('From where the value comes in to where it does harm.'),
  said: z
    .array(z.object({ rule: z.string(), place: codePlaceSchema }))
    .optional()
    .describe(
      'Of a finding of a scan: what the audit of the code says of the same; absent where only the handler of the route is known.',
    ),
});
export type Code = z.infer<typeof codeSchema>;

/** A repair that is mechanical and changes nothing for rightful callers. */
export const repairSchema = z.object({
  does: z.string().describe('What it comes to, in a sentence.'),
  edits: z.array(z.object({ place: codePlaceSchema, text: z.string().describe('What stands there instead.') })),
  diff: z.string().describe('The same as a unified diff; secrets in it are masked.'),
});
export type Repair = z.infer<typeof repairSchema>;

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
  code: codeSchema.optional().describe('Of an audit, and of a scan whose finding was located in the code.'),
  suppressed: z
    .object({
      reason: z.string(),
      until: z.iso.date().optional().describe('The last day on which it holds.'),
      place: codePlaceSchema.optional().describe('The comment that accepts it; absent for the configuration.'),
    })
    .optional()
    .describe('Accepted in the configuration or by a comment: neither scored nor gated.'),
  isKnown: z.boolean().optional().describe('Whether it is in the baseline: scored, but not gated. Absent without one.'),
  remediation: z.object({
    summary: z.string(),
    stack: z.string().optional(),
    snippet: z.object({ language: z.string(), code: z.string() }).optional(),
    explain: z.string().optional().describe('The command that prints more.'),
    repair: repairSchema.optional().describe('Of an audit, where the repair is mechanical: what --fix writes.'),
  }),
});
export type Finding = z.infer<typeof findingSchema>;
