import type { Drafts } from '../drafts.ts';
import type { Warnings } from '../warnings.ts';
import type { Instance } from './module.ts';
import type { Run } from './run.ts';

/** What reading the resources of a root module needs. */
export interface Reading {
  /** The root module's folder. */
  readonly scope: string;
  readonly drafts: Drafts;
  readonly warnings: Warnings;
  readonly run: Run;
  /** All resources of the root module and those that it calls, by address. */
  readonly instances: ReadonlyMap<string, Instance>;
}

export type Read = (instance: Instance, reading: Reading) => void;
