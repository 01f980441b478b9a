import { exchangeSchema } from '@middlebrick/model';
import { z } from 'zod';
import type { OwnUserFacts } from '../active/contract.ts';

/** A user that the scan registered, as far as a replay needs to know it. */
const ownUserSchema: z.ZodType<OwnUserFacts> = z.object({
  identity: z.string(),
  username: z.string(),
  password: z.object({ length: z.int(), isPlain: z.boolean() }),
});

/** What the scan did to have users and objects of its own: enough to do it once more. */
export const ownFactsSchema = z.object({
  /** Stands in every name and text of the scan. */
  nonce: z.string(),
  users: z.array(ownUserSchema),
  /** Values that name users and objects of the scan. */
  names: z.array(z.string()),
  /** Registrations, logins, writes that were accepted, and readings, oldest first. */
  exchanges: z.array(exchangeSchema),
});
export type OwnFacts = z.infer<typeof ownFactsSchema>;
