import { z } from 'zod';
import { accessMatrixSchema } from './access.ts';
import { categorySchema } from './category.ts';
import { findingSchema } from './finding.ts';
import { identitySchema } from './identity.ts';
import { methodSchema } from './operation.ts';
import { coverageCellSchema } from './outcome.ts';
import { gradeSchema } from './score.ts';
import { severitySchema } from './severity.ts';
import { reportedSuppressionSchema } from './suppression.ts';

export const contexts = ['financial', 'medical', 'public', 'internal'] as const;
export const contextSchema = z.enum(contexts);
export type Context = z.infer<typeof contextSchema>;

export const reportedOperationSchema = z.object({
  id: z.string(),
  method: methodSchema,
  path: z.string(),
  source: z.string(),
  summary: z.string().optional(),
  deprecated: z.boolean(),
  statuses: z
    .record(z.string(), z.int())
    .describe('What each identity was answered when the operation was first called; absent when it was not called.'),
  notTested: z.string().optional().describe('Why nothing was sent to it, or why no answer told anything.'),
});
export type ReportedOperation = z.infer<typeof reportedOperationSchema>;

export const reportedIdentitySchema = identitySchema.extend({
  isAlive: z.boolean(),
  isOwn: z.boolean().optional().describe('The scan registered it by itself.'),
  proof: z.string().describe('How it was proven to be signed in, or why it could not be.'),
});
export type ReportedIdentity = z.infer<typeof reportedIdentitySchema>;

/** Something that the scan made and could not remove. */
export const leftoverSchema = z.object({
  what: z.string().describe('What it is: `post 17 of alice`.'),
  operation: z.string().describe('The operation that made it.'),
  reason: z.string().describe('Why it is still there.'),
});
export type Leftover = z.infer<typeof leftoverSchema>;

/** An operation that was to make something for an active scan, and made nothing. */
export const notMadeSchema = z.object({
  operation: z.string(),
  reason: z.string().describe('What spoke against it, or what the API said.'),
});
export type NotMade = z.infer<typeof notMadeSchema>;

/** What an active scan did besides reading. */
export const activitySchema = z.object({
  registration: z.object({
    accounts: z.int().describe('User accounts that the scan registered.'),
    how: z.string().describe('How its users were registered, or why they were not.'),
    remedy: z.string().optional().describe('What to give instead.'),
    operations: z.array(z.string()).optional().describe('The operations by which users registered and signed in.'),
  }),
  made: z.int().describe('Objects and accounts made.'),
  removed: z.int(),
  leftovers: z.array(leftoverSchema),
  notMade: z
    .array(notMadeSchema)
    .optional()
    .describe('Operations by which nothing of the scan’s own could be made, so that nothing there was written to.'),
});
export type Activity = z.infer<typeof activitySchema>;

/** What an audit read, and where in it its questions could be asked. */
export const auditFactsSchema = z.object({
  base: z
    .string()
    .optional()
    .describe(
      'What stands before the paths of findings, seen from where the command ran; absent when they are not below.',
    ),
  files: z.int().describe('Files of code that were read.'),
  lines: z.int().describe('Lines of code in them.'),
  documents: z.int().describe('Templates, policies and settings that were read.'),
  languages: z.array(z.string()).describe('Those of the files of code, the most frequent first.'),
  frameworks: z.array(z.string()).describe('Those of the routes.'),
  stores: z.array(z.string()),
  accesses: z.int().describe('Places from which a route reaches a store.'),
  roles: z.int().optional().describe('Of the templates, where there are any.'),
  tables: z.int().optional().describe('Of the templates, where there are any.'),
  changed: z
    .object({
      since: z.string().describe('As it was asked for: `HEAD`, `origin/main`.'),
      commit: z.string().describe('What was compared with; empty before the first commit.'),
      files: z.int().describe('Files that differ.'),
      leftOut: z.int().describe('Findings that touch none of them. Everything was audited all the same.'),
    })
    .optional()
    .describe('When only findings that touch changed files were asked for.'),
});
export type AuditFacts = z.infer<typeof auditFactsSchema>;

const seenByOneSchema = z.object({ operation: z.string(), reason: z.string() });

/** What a scan and an audit of the code behind it have in common. */
export const correlationSchema = z.object({
  source: z.string().describe('The code that was read, as it was named.'),
  routes: z.int().describe('Operations that both know.'),
  located: z.int().describe('Findings of the scan whose place in the code is known.'),
  merged: z.int().describe('Of those, the ones that the audit says as well.'),
  onlyInCode: z.array(seenByOneSchema).describe('Routes of the code that the target does not show.'),
  onlyAtTarget: z.array(seenByOneSchema).describe('Operations of the target that no route of the code answers.'),
});
export type Correlation = z.infer<typeof correlationSchema>;

/** A gap of the scan and what would close it. */
export const gapSchema = z.object({
  count: z.int(),
  unit: z.enum(['operation', 'check']),
  subject: z.string().describe('What was not tested, such as "writes" or one operation.'),
  remedy: z.string().describe('What to give so that it is.'),
});
export type Gap = z.infer<typeof gapSchema>;

export const checkSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  category: categorySchema,
  severity: severitySchema,
  vulnerable: z.int(),
  hardened: z.int(),
  inconclusive: z.int(),
  broken: z.int(),
  skipped: z.array(z.object({ reason: z.string(), count: z.int() })),
});
export type CheckSummary = z.infer<typeof checkSummarySchema>;

export const categoryScoreSchema = z.object({
  category: categorySchema,
  score: z.number().nullable().describe('null when no check of the category could be applied'),
});

export const scoreSchema = z.object({
  overall: z.number().nullable(),
  grade: gradeSchema.nullable(),
  isIncomplete: z.boolean().describe('Object level or authentication coverage is below half.'),
  advice: z.string().optional().describe('The one thing that would complete it.'),
  categories: z.array(categoryScoreSchema),
});
export type Score = z.infer<typeof scoreSchema>;

export const reportSchema = z.object({
  schema: z.literal('https://middlebrick.dev/schema/report-1.json'),
  tool: z.object({ name: z.literal('middlebrick'), version: z.string() }),
  scan: z.object({
    id: z.string(),
    seed: z.int(),
    mode: z.enum(['read-only', 'active', 'audit']).describe('An audit reads code and policies and sends nothing.'),
    context: contextSchema.optional(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    isInterrupted: z.boolean(),
    stopReason: z.string().optional().describe('Why the scan ended early: interrupted, or which budget ran out.'),
  }),
  target: z.object({ url: z.string(), scope: z.array(z.string()), stack: z.array(z.string()) }),
  surface: z.object({
    source: z.string(),
    operations: z.array(reportedOperationSchema),
    warnings: z.array(z.string()),
  }),
  identities: z.array(reportedIdentitySchema),
  survey: z.object({
    objects: z.int().describe('Objects seen.'),
    owned: z.int().describe('Objects whose owner is known.'),
    requests: z.int(),
  }),
  activity: activitySchema.optional().describe('Only of an active scan.'),
  audit: auditFactsSchema.optional().describe('Of an audit, and of a scan that was given the code.'),
  correlation: correlationSchema.optional().describe('Only of a scan that was given the code.'),
  requests: z.int().describe('Requests sent in all.'),
  score: scoreSchema,
  findings: z.array(findingSchema),
  suppressions: z
    .array(reportedSuppressionSchema)
    .optional()
    .describe('Those of the configuration, and comments of the code.'),
  checks: z.array(checkSummarySchema),
  coverage: z
    .array(coverageCellSchema)
    .describe('Every check and operation that was tried; skipped ones are counted in checks.'),
  matrix: accessMatrixSchema
    .optional()
    .describe('Who gets what: identities, operations and whose object; observed against expected.'),
  gaps: z.array(gapSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** The JSON Schema (2020-12) of a report, for consumers in other languages. */
export function reportJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(reportSchema, { target: 'draft-2020-12' });
}
