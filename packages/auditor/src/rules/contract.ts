import type { Category, Confidence, CweId, OwaspId, Severity } from '@middlebrick/model';

/** A stretch of a file; lines and columns count from 1, the end is exclusive. */
export interface Place {
  /** Path from the root of the audit, with `/`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One step on the way of a value, from where it comes in to where it does harm. */
export interface FlowStep {
  readonly place: Place;
  /** What happens here, as part of a sentence: `user_id comes from the path`. */
  readonly note: string;
}

/** What a rule found in one place. */
export interface Hit<M extends string = string> {
  readonly message: M;
  /** The line that is wrong: the access, the response, the statement of the policy. */
  readonly place: Place;
  readonly confidence: Confidence;
  /** Milder or worse than the rule's own, where the case says so. */
  readonly severity?: Severity;
  /** `GET /notes/{note_id}`, where it is known by which route it is reached. */
  readonly operation?: string;
  /** The function that answers for the route. */
  readonly handler?: string;
  /** The parameter, attribute or action that it is about. */
  readonly parameter?: string;
  /**
   * What stays the same when lines move: the function and table, or the policy and statement. Part of the fingerprint;
   * must tell apart two hits of one rule in one file.
   */
  readonly subject: string;
  /** Facts to show, in order. They also fill `{name}` in the message. */
  readonly details?: Readonly<Record<string, string>>;
  /** The last step is `place`. */
  readonly flow?: readonly FlowStep[];
}

interface Metadata<M extends string> {
  /** `code/<name>` or `iam/<name>`; never changes once published. */
  readonly id: `${'code' | 'iam'}/${string}`;
  /** The harm, in a sentence without an acronym. */
  readonly title: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly cwe: readonly CweId[];
  readonly owasp: OwaspId;
  /** Sentences; `{name}` is filled from the details of a hit. */
  readonly messages: Readonly<Record<M, string>>;
  readonly remediation: string;
  readonly article: 'identification-failures' | 'data-exposure';
  /** What it finds in code that several handlers share is wrong, and mended, in each of them. */
  readonly isPerHandler?: true;
}

/** A question that is asked of the facts of a kind. */
export interface Rule<F = never, M extends string = string> extends Metadata<M> {
  /** Pure: the same facts give the same hits, in the same order. */
  readonly find: (facts: F) => readonly Hit<M>[];
}

/** A rule as it is told of, whatever it is asked of. */
export type RuleFacts = Omit<Rule<never, string>, 'find'>;

/** Checks the types of a rule, so that a message that it does not have is an error of types. */
export function defineRule<F, const M extends string>(rule: Rule<F, M>): Rule<F, M> {
  return rule;
}
