import {
  type Confidence,
  type Exchange,
  type Identity,
  isAnonymous,
  isSuccess,
  anonymous as nobody,
} from '@middlebrick/model';
import type { Alteration, Judgment, ProbeTools, ProofEntry } from '../define-check.ts';
import type { Survey } from '../survey/survey.ts';
import { accessOf, echoesOf, isUnusable, type PrivateLeaf, privateLeaves, recallOf } from '../verdict/compare.ts';

/** Parts of the survey that a takeover reads. */
export const takeoverNeeds = ['identities', 'baselines', 'objects'] as const;
type Needs = (typeof takeoverNeeds)[number];
type Tools = ProbeTools<Needs>;

/** One forged credential. */
export interface Attempt {
  /** Which variety it is, such as the spelling of the algorithm. */
  kind: string;
  /** Who it is, for people: `bob, unsigned token that names alice`. */
  label: string;
  alteration: Alteration;
}

/** What is to be tried with the credential of one identity, in the name of another (or of its own). */
export interface TakeoverPlan {
  attacker: Identity;
  victim: Identity;
  /** At least one must bring the victim's private values. */
  attempts: readonly Attempt[];
  /** None may: the same forgery with a wrong key or in nobody's name. */
  controls: readonly Attempt[];
  /** Values that the forged credentials carry: an answer that repeats them proves nothing. */
  echoes: readonly string[];
}

interface Labelled {
  kind: string;
  label: string;
  exchange: Exchange;
}

/** A plan carried out on one operation. Survives JSON. */
interface Trial {
  operation: string;
  victim: string;
  attacker: string;
  /** Readings by the victim with its own credential. */
  owner: readonly [Exchange, Exchange];
  anonymous: Exchange;
  /** The attacker with its own, unaltered credential; absent when attacker and victim are the same. */
  honest?: Exchange;
  echoes: readonly string[];
  forged: readonly Labelled[];
  controls: readonly Labelled[];
}

/** `noWitness`: no operation shows private values that the attacker does not get anyway. */
export interface TakeoverEvidence {
  trials: readonly Trial[];
}

/** Operations that one plan is tried on; each costs three readings and one request an attempt. */
const maxWitnesses = 6;
/** Further attempts (other spellings) are made on this many operations only. */
const maxThorough = 2;
const maxExamined = 24;

/**
 * Carries out the first plan that has a witness: an operation whose answer to the victim holds private values that
 * neither the attacker with its own credential nor anybody without one receives. A forgery in another's name that is
 * refused may have failed for another reason (the API listens to a second credential, or ties the token to a session):
 * one in the attacker's own name is tried then as well, on a few operations.
 */
export async function attemptTakeover(tools: Tools, plans: readonly TakeoverPlan[]): Promise<TakeoverEvidence> {
  const isOwn = (plan: TakeoverPlan): boolean => plan.attacker.name === plan.victim.name;
  const isAccepted = (trial: Trial): boolean => judgeTrial(trial).result === 'accepted';
  const others = await firstTrials(
    tools,
    plans.filter((plan) => !isOwn(plan)),
    maxWitnesses,
  );
  if (others.some(isAccepted)) return { trials: others };
  const own = await firstTrials(tools, plans.filter(isOwn), others.length === 0 ? maxWitnesses : maxThorough);
  return { trials: others.length === 0 || own.some(isAccepted) ? own : others };
}

async function firstTrials(tools: Tools, plans: readonly TakeoverPlan[], witnesses: number): Promise<Trial[]> {
  for (const plan of plans) {
    const trials = await trialsOf(tools, plan, witnesses);
    if (trials.length > 0) return trials;
  }
  return [];
}

/** The pairs to try, attacker first: every identity in the name of another one, then each in its own. */
export function pairsOf(survey: Pick<Survey, 'identities'>): { attacker: Identity; victim: Identity }[] {
  const people = survey.identities.filter((identity) => !isAnonymous(identity));
  const ordinaryFirst = [...people].sort((a, b) => Number(a.isPrivileged) - Number(b.isPrivileged));
  const pairs = ordinaryFirst.flatMap((attacker) =>
    people.filter((victim) => victim.name !== attacker.name).map((victim) => ({ attacker, victim })),
  );
  // The identity given last attacks the one given first: reports then read alike for every check.
  pairs.sort((a, b) => people.indexOf(a.victim) - people.indexOf(b.victim));
  return [...pairs.slice(0, 6), ...people.slice(0, 2).map((own) => ({ attacker: own, victim: own }))];
}

async function trialsOf(tools: Tools, plan: TakeoverPlan, witnesses: number): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const candidate of candidatesOf(tools.survey, plan.victim.name).slice(0, maxExamined)) {
    const witness = await readWitness(tools, plan, candidate);
    if (!isWitness(witness)) continue;
    trials.push(await carryOut(tools, plan, candidate, witness, trials.length < maxThorough));
    if (trials.length === witnesses) break;
  }
  return trials;
}

interface Candidate {
  operation: string;
  request: Parameters<Tools['send']>[0];
  exchange: Exchange;
  values: Readonly<Record<string, string>>;
}

/** What the victim could read, operations that name nobody in their path first: `/me` is the best witness there is. */
function candidatesOf(survey: Pick<Survey, Needs>, victim: string): Candidate[] {
  const readings: Candidate[] = [
    ...survey.baselines.filter((baseline) => baseline.identity === victim),
    ...survey.objects.filter((object) => object.owner === victim),
  ].filter((reading) => reading.request.method === 'GET' && isSuccess(reading.exchange));
  const unique = new Map(readings.map((reading) => [`${reading.operation} ${reading.request.path}`, reading]));
  return [...unique.values()].sort((a, b) => Object.keys(a.values).length - Object.keys(b.values).length);
}

type Witness = Omit<Trial, 'forged' | 'controls'>;

async function readWitness(tools: Tools, plan: TakeoverPlan, candidate: Candidate): Promise<Witness> {
  const { request, operation, values, exchange } = candidate;
  const { attacker, victim } = plan;
  const again = await tools.send(request, victim, 'the caller reads its own data again', { second: true });
  const anonymous = await tools.send(request, nobody, 'control: without a credential');
  const honest =
    attacker.name === victim.name
      ? {}
      : { honest: await tools.send(request, attacker, `control: ${attacker.name} with its own credential`) };
  return {
    operation,
    victim: victim.name,
    attacker: attacker.name,
    owner: [exchange, again],
    anonymous,
    ...honest,
    echoes: [...echoesOf(values), ...plan.echoes],
  };
}

async function carryOut(
  tools: Tools,
  plan: TakeoverPlan,
  candidate: Candidate,
  witness: Witness,
  isThorough: boolean,
): Promise<Trial> {
  const leaves = leavesOfWitness(witness);
  const send = async (attempt: Attempt): Promise<Labelled> => {
    const identity = tools.derive(plan.attacker, attempt.alteration);
    return {
      kind: attempt.kind,
      label: attempt.label,
      exchange: await tools.send(candidate.request, identity, attempt.label),
    };
  };
  const forged: Labelled[] = [];
  for (const attempt of isThorough ? plan.attempts : plan.attempts.slice(0, 1)) {
    const made = await send(attempt);
    forged.push(made);
    // One spelling that works is enough; controls then say whether it is the forgery that works.
    if (accessOf(made.exchange, leaves) !== null) break;
  }
  const controls: Labelled[] = [];
  const hasHit = forged.some((made) => accessOf(made.exchange, leaves) !== null);
  for (const control of hasHit ? plan.controls : []) controls.push(await send(control));
  return { ...witness, forged, controls };
}

function leavesOfWitness(witness: Witness): PrivateLeaf[] {
  return privateLeaves(witness.owner, [witness.anonymous, witness.honest], witness.echoes);
}

function isWitness(witness: Witness): boolean {
  return witness.owner.every(isSuccess) && accessOf(witness.owner[0], leavesOfWitness(witness)) !== null;
}

/** What one trial proves. `uncontrolled`: a control brought the values as well, so it is not this forgery. */
type TrialVerdict =
  | { result: 'accepted'; kind: string; confidence: Confidence }
  | { result: 'refused' | 'uncontrolled' | 'unanswered' };

/** A forged credential is accepted when it brings the victim's private values and no control does. */
function judgeTrial(trial: Trial): TrialVerdict {
  const leaves = leavesOfWitness(trial);
  const hit = trial.forged.find((made) => accessOf(made.exchange, leaves) !== null);
  const access = hit === undefined ? null : accessOf(hit.exchange, leaves);
  if (hit === undefined || access === null) {
    return { result: trial.forged.every((made) => isUnusable(made.exchange)) ? 'unanswered' : 'refused' };
  }
  const isControlled =
    trial.controls.length > 0 &&
    trial.controls.every((control) => recallOf(control.exchange, leaves).found.length === 0);
  return isControlled ? { result: 'accepted', kind: hit.kind, confidence: access } : { result: 'uncontrolled' };
}

/** The texts that a check of a forgery needs; `{variety}`, `{attacker}` and `{victim}` are filled in. */
export type TakeoverMessage = 'accepted' | 'refused' | 'uncontrolled' | 'noWitness';

/** Sums the trials of one check up: the takeover with its smallest proof, or why there is none. */
export function judgeTakeover(evidence: TakeoverEvidence): Judgment<TakeoverMessage> {
  const judged = evidence.trials.map((trial) => ({ trial, verdict: judgeTrial(trial) }));
  const accepted = judged.flatMap(({ trial, verdict }) => (verdict.result === 'accepted' ? [{ trial, verdict }] : []));
  const best = accepted.find(({ verdict }) => verdict.confidence === 'confirmed') ?? accepted[0];
  if (best === undefined) {
    if (judged.every(({ verdict }) => verdict.result === 'unanswered'))
      return { outcome: 'inconclusive', message: 'noWitness' };
    // Where the credential makes no difference nothing is learnt; one refusal where it does is an answer.
    return judged.some(({ verdict }) => verdict.result === 'refused')
      ? { outcome: 'hardened', message: 'refused' }
      : { outcome: 'inconclusive', message: 'uncontrolled' };
  }
  const { trial, verdict } = best;
  return {
    outcome: 'vulnerable',
    message: 'accepted',
    confidence: verdict.confidence,
    proof: proofOf(trial),
    values: leavesOfWitness(trial).map(({ path, value }) => ({ path, value })),
    places: [...new Set(accepted.map(({ trial: { operation } }) => operation))],
    details: { variety: verdict.kind, attacker: trial.attacker, victim: trial.victim },
  };
}

function proofOf(trial: Trial): ProofEntry[] {
  const leaves = leavesOfWitness(trial);
  const shows = (exchange: Exchange): string[] => recallOf(exchange, leaves).found.map((leaf) => leaf.path);
  const entry = (role: ProofEntry['role'], label: string, exchange: Exchange): ProofEntry => ({
    role,
    label,
    exchange,
    shows: shows(exchange),
  });
  const hit = trial.forged.find((made) => shows(made.exchange).length > 0);
  return [
    entry('owner', `${trial.victim} (own credential)`, trial.owner[0]),
    entry('anonymous', 'anonymous', trial.anonymous),
    ...(trial.honest === undefined ? [] : [entry('own', `${trial.attacker} (own credential)`, trial.honest)]),
    ...trial.controls.map((control) => entry('control', control.label, control.exchange)),
    ...(hit === undefined ? [] : [{ ...entry('forged', hit.label, hit.exchange), note: 'the same private values' }]),
  ];
}
