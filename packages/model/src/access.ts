import { z } from 'zod';

/** Whose object a caller asks for: its own, somebody else's, or none, where the operation names no object. */
export const whoseObjects = ['own', 'foreign', 'none'] as const;
export type WhoseObject = (typeof whoseObjects)[number];

/** One cell of the authorization matrix: one caller, one operation, and whose object it asks for. */
export const accessCellSchema = z.object({
  operation: z.string(),
  identity: z.string(),
  whose: z
    .enum(whoseObjects)
    .describe("Whose object is asked for: the caller's own, somebody else's, or none where the operation names none."),
  observed: z
    .enum(['allowed', 'denied', 'unknown'])
    .describe('What the answers prove. Foreign objects are decided by their values, never by a status.'),
  expected: z.enum(['allowed', 'denied']).optional().describe('Absent where nobody said and nothing can be assumed.'),
  basis: z
    .enum(['policy', 'default'])
    .optional()
    .describe('Where the expectation comes from: the policy that was given, or what holds for most APIs.'),
  isShared: z
    .boolean()
    .optional()
    .describe('A foreign object that is shared with the caller, public, or shown to it elsewhere: no flaw by itself.'),
  status: z.int().optional().describe('Status of the answer that decided.'),
  reason: z.string().optional().describe('Why it is so, or why it cannot be told.'),
});
export type AccessCell = z.infer<typeof accessCellSchema>;

export const accessMatrixSchema = z.object({
  cells: z.array(accessCellSchema).describe('In the order of operations and identities.'),
});
export type AccessMatrix = z.infer<typeof accessMatrixSchema>;

type Compared = Pick<AccessCell, 'observed' | 'expected'>;

/** Whether a caller gets what it is expected to be denied. */
export function isViolation({ observed, expected }: Compared): boolean {
  return observed === 'allowed' && expected === 'denied';
}

/** Whether a caller is denied what it is expected to get. */
export function isShortfall({ observed, expected }: Compared): boolean {
  return observed === 'denied' && expected === 'allowed';
}
