import type { FunctionNode } from '../ir/ir.ts';
import type { CallArguments, Facts, RunningCall, Site, Value } from './value.ts';

/** What an access does. */
export type AccessKind = 'get' | 'query' | 'scan' | 'put' | 'update' | 'delete' | 'statement';

/** One comparison of a key, filter or condition. */
export interface Comparison {
  /** Empty where the name is not known. */
  readonly attribute: string;
  readonly operator: string;
  readonly value: Value;
}

/** One call of a store. */
export interface Access {
  /** Counts up over a run. */
  readonly id: number;
  readonly kind: AccessKind;
  /** `DynamoDB`, `S3`, `MongoDB`, `SQL`. */
  readonly store: string;
  /** How it is written: `Table.get_item`. */
  readonly call: string;
  readonly table: Value | null;
  readonly index: Value | null;
  /** Of a key or a key condition. `null` where the whole key is one value that is not taken apart. */
  readonly key: readonly Comparison[];
  readonly keyValue: Value | null;
  readonly filter: readonly Comparison[];
  readonly condition: readonly Comparison[];
  /** Functions of a condition: `attribute_not_exists`. */
  readonly conditionText: string;
  /** What is written. */
  readonly item: Value | null;
  /** Expressions as they are given, by the name of their argument. */
  readonly expressions: ReadonlyMap<string, Value>;
  /** Names of attributes that stand for placeholders. */
  readonly names: Value | null;
  readonly limit: Value | null;
  readonly cursor: Value | null;
  readonly hasProjection: boolean;
  readonly isCount: boolean;
  readonly site: Site;
  /** The functions on the way to it, the outermost first. */
  readonly calls: readonly RunningCall[];
  /** What holds when it is sent. */
  readonly facts: Facts;
}

export interface AccessEvent {
  readonly kind: 'access';
  readonly access: Access;
}

/** An answer to the caller. */
export interface ResponseEvent {
  readonly kind: 'response';
  readonly value: Value;
  readonly facts: Facts;
  readonly site: Site;
}

/** A call of a library that a rule may be interested in: of a logger, of a signer. */
export interface CallEvent {
  readonly kind: 'call';
  readonly path: string;
  readonly arguments: CallArguments;
  readonly facts: Facts;
  readonly site: Site;
}

/** An end of a function of the audited code. */
export interface EndingEvent {
  readonly kind: 'ending';
  readonly function: FunctionNode;
  readonly value: Value;
  readonly facts: Facts;
  readonly site: Site;
}

/** Two values compared with each other. */
export interface CompareEvent {
  readonly kind: 'compare';
  readonly operator: string;
  readonly left: Value;
  readonly right: Value;
  readonly site: Site;
}

export type FlowEvent = AccessEvent | ResponseEvent | CallEvent | EndingEvent | CompareEvent;
