import type { Drafts } from '../drafts.ts';
import type { Warnings } from '../warnings.ts';
import type { Resolve } from './references.ts';

/** What reading a resource needs. */
export interface Reading {
  readonly scope: string;
  readonly resolve: Resolve;
  readonly drafts: Drafts;
  readonly warnings: Warnings;
}
