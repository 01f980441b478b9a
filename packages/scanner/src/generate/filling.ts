import type { Json, SchemaNode } from '@middlebrick/model';
import type { SchemaWalk } from '../surface/merged-schema.ts';
import type { Demands, FieldDemand } from './demands.ts';
import type { FillOptions } from './fill-body.ts';

/** A value with the canaries in it. */
export interface Filled {
  value: Json;
  canaries: readonly { path: string; value: string }[];
}

/** Where in the body a value goes. */
export interface Place {
  /** In the notation of `leavesOf`. */
  path: string;
  /** Name of the field; of a list's item that of the list. */
  name: string;
  depth: number;
  isRequired: boolean;
  /** How many items of the same list were made before. */
  turn: number;
  /** Alternatives that have been decided on for this value: a schema that inherits from its choices meets them again. */
  decided: readonly (readonly SchemaNode[])[];
}

/** What all parts of one body share. */
export interface Filling {
  options: FillOptions;
  demands: Demands;
  fields: 'required' | 'all';
  today: string;
  walk: SchemaWalk;
  /** Nodes that may still be looked at to tell alternatives from each other. */
  judging: { left: number };
  /** Numbers that have been used: the next one differs. */
  count: { next: number };
  /** Optional fields that were thought of. */
  optional: { count: number };
  /** Demands that a field was found for. */
  met: Set<FieldDemand>;
}
