import type { Exchange } from '@middlebrick/model';
import type { PrivateValue, ProofEntry, Vulnerable } from '../define-check.ts';
import { type PrivateLeaf, recallOf } from './compare.ts';
import type { ReadEvidence, ReadVerdict } from './read.ts';
import { severityOfDisclosure } from './severity.ts';

/** Names of the two callers of an experiment. */
export interface Callers {
  owner: string;
  other: string;
}

/** An object of somebody else that was disclosed, as a judgement: what came back, to whom, and what it weighs. */
export function disclosure<M extends string>(
  message: M,
  { evidence, verdict, callers }: { evidence: ReadEvidence; verdict: ReadVerdict; callers: Callers },
  about: { parameter: string; details?: Readonly<Record<string, string>> },
): Vulnerable<M> {
  const values = valuesOf(verdict.found);
  const { owner, other } = callers;
  return {
    outcome: 'vulnerable',
    message,
    confidence: verdict.confidence ?? 'tentative',
    parameter: about.parameter,
    severity: severityOfDisclosure(values),
    values,
    proof: readProof(evidence, verdict.found, callers),
    // The stranger's request is the one to repeat.
    replay: 1,
    details: { owner, other, parameter: about.parameter, ...about.details },
  };
}

/** The proof of a read experiment: who asked, and which of the private values each answer shows. */
export function readProof(evidence: ReadEvidence, leaves: readonly PrivateLeaf[], callers: Callers): ProofEntry[] {
  const { owner, other } = callers;
  const entries: ProofEntry[] = [
    entry('owner', `${owner} (owner)`, evidence.owner[0], leaves),
    { ...entry('other', `${other} (someone else)`, evidence.other, leaves), note: 'the same private values' },
    ...(evidence.anonymous === null ? [] : [entry('anonymous', 'anonymous', evidence.anonymous, leaves)]),
    entry('nonexistent', `${other}, an id that does not exist`, evidence.nonexistent, leaves),
  ];
  if (evidence.own !== undefined) entries.push(entry('own', `${other}, an object of its own`, evidence.own, leaves));
  return entries;
}

export function entry(
  role: ProofEntry['role'],
  label: string,
  exchange: Exchange,
  leaves: readonly PrivateLeaf[],
): ProofEntry {
  return { role, label, exchange, shows: recallOf(exchange, leaves).found.map((leaf) => leaf.path) };
}

/** Leaves as values of a finding, the distinctive ones first. */
export function valuesOf(leaves: readonly PrivateLeaf[]): PrivateValue[] {
  return [...leaves]
    .sort((a, b) => Number(b.isDistinctive) - Number(a.isDistinctive))
    .map(({ path, value }) => ({ path, value }));
}
