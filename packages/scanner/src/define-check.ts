import type {
  Category,
  Confidence,
  CweId,
  Exchange,
  Identity,
  Operation,
  OwaspId,
  ProofRole,
  RequestSpec,
  Severity,
  Surface,
} from '@middlebrick/model';
import type { ActiveTools } from './active/contract.ts';
import type { Survey, SurveyPart, Values } from './survey/survey.ts';

/** What a check puts on the wire: nothing (it judges the survey), safe requests, writes, or a bounded burst. */
export type Sends = 'none' | 'reads' | 'writes' | 'burst';

export type Family = 'auth' | 'bola' | 'bfla' | 'property' | 'data' | 'consumption';
export type CheckId = `${Family}/${string}`;

/** One exchange of a proof, with what it stands for. */
export interface ProofEntry {
  role: ProofRole;
  /** Who asks for what: `bob (someone else)`. */
  label: string;
  exchange: Exchange;
  /** JSON paths of the private values that this answer shows. */
  shows?: readonly string[];
  /** A short remark behind the answer: `the same private values`. */
  note?: string;
}

/** A value that the judgement rests on, in clear; it is masked before it leaves the scanner. */
export interface PrivateValue {
  path: string;
  value: string;
}

export interface Vulnerable<M extends string> {
  outcome: 'vulnerable';
  message: M;
  confidence: Confidence;
  proof: readonly ProofEntry[];
  values?: readonly PrivateValue[];
  /** Severity of what was seen; the check's own severity is the ceiling and the default. */
  severity?: Severity;
  /** Parameter of the operation that the finding is about; part of the fingerprint. */
  parameter?: string;
  /** Variety of the finding, such as a header's name; part of the fingerprint. */
  kind?: string;
  /** For checks of the whole target: the operations concerned. */
  places?: readonly string[];
  /** Facts to show, in order. Also fills `{name}` in the message. */
  details?: Readonly<Record<string, string>>;
  /** Index of the proof entry whose request replays the finding; by default the last one with role `other` or `forged`, else the last. */
  replay?: number;
}

export type Judgment<M extends string> =
  | Vulnerable<M>
  | { outcome: 'hardened'; message?: M; details?: Readonly<Record<string, string>> }
  | { outcome: 'inconclusive'; message: M; details?: Readonly<Record<string, string>> };

/** How to make a new credential out of one that the scan holds; the new identity is derived, the old one untouched. */
export interface Alteration {
  /** Appended to the name of the identity: `alice` becomes `alice+unsigned`. */
  name: string;
  /** Replaces the bearer token. */
  bearer?: string;
  /** Replaces the whole Cookie header. */
  cookie?: string;
  /** Headers to send besides. They count as part of the credential. */
  headers?: readonly (readonly [string, string])[];
  /** The subcommand line of `middlebrick forge` that makes this credential again, for the replay. */
  recipe?: string;
}

/** What `probe` may do. It gathers and has no opinion. */
export interface ProbeTools<K extends SurveyPart> {
  survey: Pick<Survey, K>;
  surface: Surface;
  /**
   * Sends a safe request and gives the exchange, also when the answer is a refusal or never came. Identical
   * requests of one identity are sent once per scan unless `fresh` is set; `second` gives a second reading, which all
   * who want one share. Rejects only when the scan ends.
   */
  send(
    request: RequestSpec,
    as: Identity,
    purpose: string,
    options?: { fresh?: boolean; second?: boolean },
  ): Promise<Exchange>;
  /** The concrete request of an operation; `undefined` when a required parameter has no value. */
  request(operation: Operation, values: Values): RequestSpec | undefined;
  /** A value of the same shape as the given one that names nothing: for the nonexistent-id control. */
  lookalike(value: string): string;
  /** A new identity with an altered credential. */
  derive(identity: Identity, alteration: Alteration): Identity;
  /** The credential of an identity in clear, to be examined offline. Must not be put into the evidence. */
  credential(identity: Identity): { bearer?: string; cookies: Readonly<Record<string, string>> };
  /** Writing. Only checks whose `sends` is `writes` or `burst` get a working one, and they run in active scans alone. */
  active: ActiveTools;
  /** Uniform in [0, 1), the same for the same seed, check and operation. */
  random(): number;
}

interface Metadata<M extends string> {
  /** `<family>/<name>`; the file is `checks/<family>/<name>.ts`. Never changes once published. */
  id: CheckId;
  /** The harm, in a sentence without an acronym. */
  title: string;
  category: Category;
  /** The worst that this check may report. */
  severity: Severity;
  cwe: readonly CweId[];
  owasp: OwaspId;
  /** CVSS 3.1 base vector of the worst case. */
  cvss?: string;
  sends: Sends;
  /** Texts of all judgements; `{name}` is filled from `details`. */
  messages: Readonly<Record<M, string>>;
  /** What to do about it, for any stack: one to three sentences. */
  remediation: string;
  /** Slug of the knowledge article with the repair for a stack: `identification-failures`, `data-exposure`. */
  article?: string;
}

export interface OperationCheck<K extends SurveyPart, E, M extends string> extends Metadata<M> {
  per: 'operation';
  /** Parts of the survey that it reads; no other part is handed over. */
  needs: readonly K[];
  /** Whether the check has a question for this operation; a sentence says why not. */
  appliesTo(operation: Operation, survey: Pick<Survey, K>): true | string;
  probe(tools: ProbeTools<K> & { operation: Operation }): E | Promise<E>;
  judge(evidence: NoInfer<E>, operation: Operation): Judgment<NoInfer<M>> | Judgment<NoInfer<M>>[];
}

export interface TargetCheck<K extends SurveyPart, E, M extends string> extends Metadata<M> {
  per: 'target';
  needs: readonly K[];
  appliesTo(survey: Pick<Survey, K>): true | string;
  probe(tools: ProbeTools<K>): E | Promise<E>;
  judge(evidence: NoInfer<E>): Judgment<NoInfer<M>> | Judgment<NoInfer<M>>[];
}

/** A check as the runner sees it, its own types erased. */
// biome-ignore lint/suspicious/noExplicitAny: the runner hands each check its own evidence back and never looks inside
export type Check = OperationCheck<any, any, any> | TargetCheck<any, any, any>;

/** A vulnerable judgement with what it is about. */
export interface Hit {
  check: Check;
  operation: Operation | undefined;
  judgment: Vulnerable<string>;
}

/** Declares a check that asks one question of every operation. */
export function defineCheck<const K extends SurveyPart, E, const M extends string>(
  check: Omit<OperationCheck<K, E, M>, 'per'>,
): OperationCheck<K, E, M> {
  return { ...check, per: 'operation' };
}

/** Declares a check that asks one question of the whole target. */
export function defineTargetCheck<const K extends SurveyPart, E, const M extends string>(
  check: Omit<TargetCheck<K, E, M>, 'per'>,
): TargetCheck<K, E, M> {
  return { ...check, per: 'target' };
}
