import { defineTargetCheck, type ProbeTools } from '../../define-check.ts';
import { expiredReading, judgeExpiredReading } from '../../tokens/expired-reading.ts';
import { expiredClaims, prematureClaims } from '../../tokens/forge.ts';
import { isHmacAlgorithm, signJwt } from '../../tokens/jwt.ts';
import { attemptTakeover, judgeTakeover, type TakeoverPlan, takeoverNeeds } from '../../tokens/takeover.ts';
import { findTokenSecret, planOf, type TokenForgery, tokenForgeries, wrongKey } from '../../tokens/token-takeover.ts';

type Tools = ProbeTools<(typeof takeoverNeeds)[number] | 'tokens'>;

export default defineTargetCheck({
  id: 'auth/jwt-expired-accepted',
  title: 'Tokens are accepted outside their validity',
  category: 'authentication',
  severity: 'high',
  cwe: [613],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N',
  sends: 'reads',
  needs: [...takeoverNeeds, 'tokens'],
  messages: {
    accepted: 'A token that {variety} still opened the private data of {victim}.',
    refused: 'Tokens past their end and before their beginning were refused.',
    uncontrolled: 'A token signed with a wrong secret brought the same data: the validity makes no difference here.',
    noWitness: 'No operation shows values that only the right credential brings, so a forged token can prove nothing.',
    notMade:
      'No expired token is at hand, and none can be made without the signing secret. Give one that has expired as an identity.',
  },
  remediation:
    'Let the library that verifies tokens check exp and nbf on every request, with at most a minute of leeway, and require exp.',
  article: 'identification-failures',

  appliesTo: ({ tokens }) => tokens.some((token) => token.kind === 'jwt') || 'No identity has a JSON Web Token.',

  async probe(tools) {
    const seen = expiredReading(tools.survey);
    // An answer that is at hand needs no forgery.
    if (seen !== null) return { seen, takeover: null };
    const plans = tokenForgeries(tools).flatMap((forgery) => plan(tools, forgery) ?? []);
    return { seen, takeover: plans.length === 0 ? null : await attemptTakeover(tools, plans) };
  },

  judge({ seen, takeover }) {
    const proof = seen === null ? null : judgeExpiredReading(seen);
    if (proof !== null) return { outcome: 'vulnerable', message: 'accepted', ...proof };
    if (takeover === null) return { outcome: 'inconclusive', message: 'notMade' };
    const judgment = judgeTakeover(takeover);
    return judgment.details?.variety === early ? { ...judgment, severity: 'low' } : judgment;
  },
});

const late = 'expired in the year 2000';
const early = 'becomes valid only in the year 2100';

/** Own tokens only: whether a time counts has nothing to do with whom the token names. */
function plan(tools: Tools, forgery: TokenForgery): TakeoverPlan | undefined {
  const { jwt, attacker, victim } = forgery;
  const algorithm = jwt.header.alg;
  const found = attacker === victim ? findTokenSecret(tools, forgery) : undefined;
  if (found === undefined || !isHmacAlgorithm(algorithm)) return undefined;

  const past = signJwt(jwt.header, expiredClaims(jwt), algorithm, found.key);
  const future = signJwt(jwt.header, prematureClaims(jwt), algorithm, found.key);
  const unknown = signJwt(jwt.header, expiredClaims(jwt), algorithm, wrongKey(tools.random));
  return planOf(forgery, {
    attempts: [
      {
        kind: late,
        label: `${attacker.name}, own token made to end in 2000`,
        alteration: forgery.alter('expired', past, { name: 'jwt-expired' }),
      },
      {
        kind: early,
        label: `${attacker.name}, own token made to begin in 2100`,
        alteration: forgery.alter('not-yet-valid', future, { name: 'jwt-not-yet-valid' }),
      },
    ],
    controls: [
      {
        kind: 'wrong secret',
        label: `${attacker.name}, the expired token signed with another secret`,
        alteration: forgery.alter('expired-wrong-secret', unknown),
      },
    ],
  });
}
