import { z } from 'zod';

/** `vulnerable`, `hardened` and `inconclusive` are judgements of a check; `skipped` and `broken` are added by the runner. */
export const outcomes = ['vulnerable', 'hardened', 'inconclusive', 'skipped', 'broken'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

/** One cell of the coverage: what one check said of one operation (or of the whole target). */
export const coverageCellSchema = z.object({
  check: z.string(),
  operation: z.string().nullable().describe('null for a check of the whole target'),
  outcome: outcomeSchema,
  reason: z.string().optional().describe('Why it could not be told, does not apply, or is considered safe.'),
  undecided: z.string().optional().describe('Of a vulnerable cell: why something else could not be told there.'),
});
export type CoverageCell = z.infer<typeof coverageCellSchema>;
