import type { Module, Span } from '../ir/ir.ts';
import type { Hit } from '../rules/contract.ts';
import type { Edit } from './edit.ts';

/** What a repair is made of: what a rule found, in its module. */
export interface Broken {
  readonly hit: Hit;
  readonly module: Module;
  /** All of the program. */
  readonly modules: readonly Module[];
  readonly span: Span;
  readonly text: string;
}

/**
 * A repair that changes nothing for whoever may do what they do. Pure; `undefined` where the code is not as it must be for
 * that.
 */
export interface Repair {
  readonly rule: string;
  /** The message of the rule that it mends. */
  readonly message: string;
  /** What it does, in a sentence. */
  readonly does: string;
  readonly mend: (broken: Broken) => readonly Edit[] | undefined;
}
