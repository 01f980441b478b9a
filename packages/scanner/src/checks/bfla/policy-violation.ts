import { type AccessCell, anonymous, isShortfall, isViolation, policyExpectation } from '@middlebrick/model';
import { defineCheck, type Judgment, type ProofEntry } from '../../define-check.ts';
import { accessNeeds, observeAccess } from '../../survey/access.ts';
import { type AccessEvidence, type AccessVerdict, judgeAccess } from '../../verdict/access.ts';

/** A cell of the matrix with what the policy says of it. */
interface Declared {
  expected: 'allowed' | 'denied';
  evidence: AccessEvidence;
}

interface Compared extends Omit<Declared, 'evidence'> {
  observed: AccessCell['observed'];
  caller: string;
  whose: AccessCell['whose'];
  /** Whose object was asked for, where it is another's. */
  owner: string | undefined;
  verdict: AccessVerdict;
  evidence: AccessEvidence;
}

type Message = keyof typeof messages;
const messages = {
  foreignAllowed: "The policy denies somebody else's object to {callers}, and the API hands it out.",
  ownAllowed: 'The policy denies {callers} an object of its own, and the API hands it out.',
  plainAllowed: 'The policy denies the operation to {callers}, and the API answers.',
  shortfall: 'The policy lets {callers} do it, and the API does not.',
  cannotTell: 'Of {callers} it cannot be told: {reason}.',
  asDeclared: 'Everybody gets what the policy says, and no more.',
} as const;

export default defineCheck({
  id: 'bfla/policy-violation',
  title: 'An operation answers somebody whom its policy denies',
  category: 'bflaAuthorization',
  severity: 'high',
  cwe: [285],
  owasp: 'API5:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: [...accessNeeds, 'policy'],
  messages,
  remediation:
    'Enforce the policy where the operation is carried out: decide by the verified caller and the owner of the object, deny by default, and keep the rule in one place that tests can ask. Where the API is right, change the policy.',
  article: 'identification-failures',

  appliesTo: (operation, { policy }) => {
    if (policy === null) return 'no policy was given';
    return Object.hasOwn(policy, operation.id) || 'the policy does not name it';
  },

  async probe({ operation, survey, send, request, lookalike }) {
    const callers = new Map([...survey.identities, anonymous].map((caller) => [caller.name, caller]));
    const cells = await observeAccess(operation, { survey, send, request, lookalike });
    return cells.flatMap((evidence): Declared[] => {
      const { identity, whose } = evidence;
      // Who owns nothing has nothing of its own to ask for.
      if (whose === 'own' && 'unknown' in evidence) return [];
      const caller = callers.get(identity) ?? anonymous;
      const expected = policyExpectation(survey.policy ?? {}, { operation: operation.id, whose }, caller);
      return expected === undefined ? [] : [{ expected, evidence }];
    });
  },

  judge(declared) {
    const compared = declared.map(compare);
    const differing = (['own', 'foreign', 'none'] as const).flatMap((whose) => {
      const ofKind = compared.filter((cell) => cell.whose === whose);
      return [violation(whose, ofKind.filter(isViolation)), shortfall(whose, ofKind.filter(isShortfall))];
    });
    const findings = [...differing.flat(), ...undecided(compared)];
    return findings.length > 0 ? findings : { outcome: 'hardened', message: 'asDeclared' };
  },
});

function compare({ expected, evidence }: Declared): Compared {
  const verdict = judgeAccess(evidence);
  const owner = 'owner' in evidence ? evidence.owner : undefined;
  const { identity: caller, whose } = evidence;
  return { expected, observed: verdict.observed, caller, whose, owner, verdict, evidence };
}

const allowedMessages = { own: 'ownAllowed', foreign: 'foreignAllowed', none: 'plainAllowed' } as const;
const certainty = { confirmed: 2, firm: 1, tentative: 0 } as const;

/** One finding for all callers who get what they should not, with the clearest of them first in the proof. */
function violation(whose: AccessCell['whose'], cells: readonly Compared[]): Judgment<Message>[] {
  const sure = ({ verdict }: Compared): number => certainty[verdict.confidence ?? 'tentative'];
  const [clearest, ...others] = cells.toSorted((a, b) => sure(b) - sure(a));
  if (clearest === undefined) return [];
  const proof = [...controls(clearest), ...[clearest, ...others].flatMap(asked)];
  return [
    {
      outcome: 'vulnerable',
      message: allowedMessages[whose],
      confidence: clearest.verdict.confidence ?? 'tentative',
      severity: 'high',
      kind: `${whose}-allowed`,
      values: clearest.verdict.found ?? [],
      proof,
      replay: controls(clearest).length,
      details: details(cells),
    },
  ];
}

function shortfall(whose: AccessCell['whose'], cells: readonly Compared[]): Judgment<Message>[] {
  if (cells.length === 0) return [];
  return [
    {
      outcome: 'vulnerable',
      message: 'shortfall',
      confidence: 'firm',
      severity: 'info',
      kind: `${whose}-denied`,
      proof: cells.flatMap(asked),
      replay: 0,
      details: details(cells),
    },
  ];
}

/** Cells that nobody could decide, one judgement for each reason. */
function undecided(cells: readonly Compared[]): Judgment<Message>[] {
  const open = cells.filter(({ observed }) => observed === 'unknown');
  const byReason = Map.groupBy(open, ({ verdict }) => verdict.reason ?? 'nobody knows why');
  return [...byReason].map(([reason, ofReason]) => ({
    outcome: 'inconclusive',
    message: 'cannotTell',
    details: { callers: names(ofReason), reason },
  }));
}

function details(cells: readonly Compared[]): Record<string, string> {
  const reasons = [...new Set(cells.map(({ verdict }) => verdict.reason).filter((reason) => reason !== undefined))];
  return { callers: names(cells), ...(reasons.length === 0 ? {} : { observed: reasons.join('; ') }) };
}

function names(cells: readonly Compared[]): string {
  return cells.map(({ caller }) => caller).join(', ');
}

function asked({ caller, whose, owner, verdict, evidence }: Compared): ProofEntry[] {
  if (verdict.exchange === undefined || 'unknown' in evidence) return [];
  const isAnonymous = caller === anonymous.name;
  const label =
    whose === 'foreign' ? `${caller} (someone else) asks for what is ${owner ?? 'another'}'s` : `${caller} asks`;
  const role = isAnonymous ? 'anonymous' : whose === 'foreign' ? 'other' : 'observed';
  const shows = (verdict.found ?? []).map(({ path }) => path);
  return [{ role, label, exchange: verdict.exchange, ...(shows.length === 0 ? {} : { shows }) }];
}

/** What an access is compared with: the owner's reading, and that of an id which names nothing. */
function controls({ owner, caller, evidence }: Compared): ProofEntry[] {
  if ('experiment' in evidence) {
    const { owner: readings, nonexistent } = evidence.experiment;
    return [
      { role: 'owner', label: `${owner} (owner)`, exchange: readings[0] },
      { role: 'nonexistent', label: `${caller} asks for an id that does not exist`, exchange: nonexistent },
    ];
  }
  if (!('reading' in evidence)) return [];
  return [{ role: 'owner', label: `${owner} (owner)`, exchange: evidence.reading.owner[0] }];
}
