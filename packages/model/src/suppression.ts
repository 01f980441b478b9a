import { z } from 'zod';
import { codePlaceSchema } from './finding.ts';

/** A finding that somebody accepted, as the configuration names it: by its fingerprint, or by check and operation. */
export const suppressionSchema = z.object({
  fingerprint: z.string().optional(),
  check: z.string().optional(),
  operation: z.string().optional().describe('`GET /api/users/{user_id}`.'),
  reason: z.string().describe('Why it is accepted.'),
  until: z.iso.date().optional().describe('The last day on which it holds.'),
});
export type Suppression = z.infer<typeof suppressionSchema>;

/** A suppression as a report shows it, with what came of it. */
export const reportedSuppressionSchema = suppressionSchema.extend({
  findings: z.int().describe('How many findings it meets.'),
  isExpired: z.boolean().describe('Its last day is over: what it meets counts again.'),
  place: codePlaceSchema.optional().describe('The comment that it is; absent for one of the configuration.'),
  problem: z.string().optional().describe('Of a comment: why it does not count.'),
});
export type ReportedSuppression = z.infer<typeof reportedSuppressionSchema>;
