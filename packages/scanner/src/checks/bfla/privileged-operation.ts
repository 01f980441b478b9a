import { anonymous, type Exchange, type Identity, isSuccess, type Operation } from '@middlebrick/model';
import { defineCheck, type ProofEntry } from '../../define-check.ts';
import { baselinesOf } from '../../survey/survey.ts';
import { isAnsweredAlike } from '../../verdict/answered-alike.ts';
import { isEmptyAnswer, isRefusal, isUnusable, sameAnswer } from '../../verdict/compare.ts';
import { privilegedWord } from '../../verdict/privileged.ts';

interface Call {
  name: string;
  exchange: Exchange;
  /** A path beside it that nothing serves, as the same caller: a gateway that answers everything must not pass for an operation. */
  absent: Exchange;
}

interface Readings {
  admin: { name: string; exchange: Exchange } | null;
  /** Anonymous first, then ordinary users. */
  callers: Call[];
}

export default defineCheck({
  id: 'bfla/privileged-operation',
  title: 'An administrative operation answers ordinary users',
  category: 'bflaAuthorization',
  severity: 'critical',
  cwe: [862, 285],
  owasp: 'API5:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['identities', 'baselines'],
  messages: {
    sameAsAdmin: '{caller} is given the same answer as the administrator {admin}.',
    anonymousToo: 'Nobody has to sign in: {caller} is given what the administrator {admin} is given.',
    withoutAdmin:
      '{caller} is answered by an operation that calls itself administrative ("{word}"). No administrator was given to compare with.',
    refused: 'Ordinary users are refused.',
    different: 'Ordinary users are answered, but not what the administrator is.',
    adminRefused: 'The administrator is refused as well, so nothing can be compared.',
    declaredPublic: 'The operation is declared to be public.',
    noAnswer: 'The operation gave no usable answer.',
    notCalled: 'The operation could not be called, or no ordinary user was there to call it.',
  },
  remediation:
    'Decide by the role in the verified credential, on the server, for every administrative operation: a deny by default on the whole group of routes rather than a check in each handler.',
  article: 'identification-failures',

  appliesTo: (operation) => privilegedWord(operation) !== undefined || 'does not look administrative',

  async probe({ operation, survey, send, lookalike }) {
    const [first] = baselinesOf(survey, operation.id);
    if (first === undefined) return { readings: null, word: '' };
    const ask = (identity: Identity): Promise<Exchange> =>
      send(first.request, identity, 'calls an administrative operation');
    const admin = survey.identities.find((identity) => identity.isPrivileged);
    const others = survey.identities.filter((identity) => !identity.isPrivileged).slice(0, 2);
    const [path = '/'] = first.request.path.split('?');
    const absentPath = path.replace(/[^/]+\/?$/, (segment) => lookalike(segment));
    const call = async (identity: Identity): Promise<Call> => ({
      name: identity.name,
      exchange: await ask(identity),
      absent: await send({ ...first.request, path: absentPath }, identity, 'a path that nothing serves'),
    });
    const readings: Readings = {
      admin: admin === undefined ? null : { name: admin.name, exchange: await ask(admin) },
      callers: await Promise.all([anonymous, ...others].map(call)),
    };
    return { readings: readings as Readings | null, word: privilegedWord(operation) ?? '' };
  },

  judge({ readings, word }, operation) {
    if (readings === null) return { outcome: 'inconclusive', message: 'notCalled' };
    const { admin, callers } = readings;
    if (isDeclaredPublic(operation)) return { outcome: 'hardened', message: 'declaredPublic' };
    if (admin !== null && !isSuccess(admin.exchange))
      return { outcome: 'inconclusive', message: isUnusable(admin.exchange) ? 'noAnswer' : 'adminRefused' };
    const answered = callers.find(
      ({ exchange, absent }) => isSuccess(exchange) && !isEmptyAnswer(exchange) && !isAnsweredAlike(exchange, absent),
    );
    if (answered === undefined) return refusedBy(callers);
    const isAnonymous = answered.name === anonymous.name;
    const details = { caller: answered.name, admin: admin?.name ?? '', word };
    const step: ProofEntry = {
      role: isAnonymous ? 'anonymous' : 'other',
      label: isAnonymous ? 'anonymous' : `${answered.name} (ordinary user)`,
      exchange: answered.exchange,
    };
    const control: ProofEntry = { role: 'control', label: 'a path that nothing serves', exchange: answered.absent };
    if (admin === null) {
      return {
        outcome: 'vulnerable',
        message: 'withoutAdmin',
        confidence: 'tentative',
        severity: 'high',
        proof: [step, control],
        replay: 0,
        details,
      };
    }
    if (!sameAnswer(answered.exchange, admin.exchange)) return { outcome: 'hardened', message: 'different' };
    const proof: ProofEntry[] = [
      { role: 'owner', label: `${admin.name} (administrator)`, exchange: admin.exchange },
      { ...step, note: 'the same answer' },
      control,
    ];
    return {
      outcome: 'vulnerable',
      message: isAnonymous ? 'anonymousToo' : 'sameAsAdmin',
      confidence: 'confirmed',
      severity: isAnonymous ? 'critical' : 'high',
      proof,
      replay: 1,
      details,
    };
  },
});

function isDeclaredPublic(operation: Operation): boolean {
  return operation.security !== null && operation.security.length === 0;
}

function refusedBy(callers: readonly Call[]): {
  outcome: 'hardened' | 'inconclusive';
  message: 'refused' | 'noAnswer' | 'notCalled';
} {
  if (callers.some(({ exchange }) => isUnusable(exchange))) return { outcome: 'inconclusive', message: 'noAnswer' };
  if (callers.length === 1) return { outcome: 'inconclusive', message: 'notCalled' };
  return callers.every(({ exchange }) => isRefusal(exchange) || isEmptyAnswer(exchange))
    ? { outcome: 'hardened', message: 'refused' }
    : { outcome: 'inconclusive', message: 'noAnswer' };
}
