import { defineTargetCheck } from '../../define-check.ts';
import { breakSignature, resealJwt, unsignedAlgorithms, unsignedJwt } from '../../tokens/jwt.ts';
import { attemptTakeover, judgeTakeover, type TakeoverPlan, takeoverNeeds } from '../../tokens/takeover.ts';
import { labelOf, planOf, type TokenForgery, tokenForgeries } from '../../tokens/token-takeover.ts';

export default defineTargetCheck({
  id: 'auth/jwt-alg-none',
  title: 'A token without a signature is accepted',
  category: 'authentication',
  severity: 'critical',
  cwe: [347],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N',
  sends: 'reads',
  needs: [...takeoverNeeds, 'tokens'],
  messages: {
    accepted: 'A token whose algorithm is “{variety}” and that bears no signature opened the private data of {victim}.',
    refused: 'Unsigned tokens were refused in every spelling of the algorithm.',
    uncontrolled:
      'A token with a broken signature, or one that names nobody, brought the same data: the algorithm makes no difference here.',
    noWitness: 'No operation shows values that only the right credential brings, so a forged token can prove nothing.',
  },
  remediation:
    'State the accepted algorithms where tokens are verified, for example algorithms: ["RS256"], and never take the algorithm from the token.',
  article: 'identification-failures',

  appliesTo: (survey) => survey.tokens.some((token) => token.kind === 'jwt') || 'No identity has a JSON Web Token.',

  probe: (tools) => attemptTakeover(tools, tokenForgeries(tools).map(plan)),

  judge: (evidence) => judgeTakeover(evidence),
});

function plan(forgery: TokenForgery): TakeoverPlan {
  const { jwt, claims, nobody, attacker, victim } = forgery;
  const control = (kind: string, what: string, token: string) => ({
    kind,
    label: `${attacker.name}, ${what}`,
    alteration: forgery.alter(kind, token),
  });
  return planOf(forgery, {
    attempts: unsignedAlgorithms.map((algorithm, index) => ({
      kind: algorithm,
      label: labelOf(forgery, `unsigned token (${algorithm})`),
      alteration: forgery.alter(`unsigned-${index + 1}-as-${victim.name}`, unsignedJwt(jwt.header, claims, algorithm), {
        name: 'jwt-alg-none',
        algorithm,
      }),
    })),
    controls: [
      // Where any signature is believed, its absence says nothing new.
      control(
        `broken-signature-as-${victim.name}`,
        'the same claims under a signature that does not fit',
        attacker === victim ? breakSignature(jwt) : resealJwt(jwt, claims),
      ),
      ...(nobody
        ? [control('unsigned-nobody', 'unsigned token that names nobody', unsignedJwt(jwt.header, nobody))]
        : []),
    ],
  });
}
