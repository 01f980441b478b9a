import { defineTargetCheck } from '../../define-check.ts';
import { breakSignature, resealJwt } from '../../tokens/jwt.ts';
import { attemptTakeover, judgeTakeover, type TakeoverPlan, takeoverNeeds } from '../../tokens/takeover.ts';
import { labelOf, planOf, type TokenForgery, tokenForgeries } from '../../tokens/token-takeover.ts';

export default defineTargetCheck({
  id: 'auth/jwt-signature-not-verified',
  title: 'Tokens are believed without checking their signature',
  category: 'authentication',
  severity: 'critical',
  cwe: [347],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N',
  sends: 'reads',
  needs: [...takeoverNeeds, 'tokens'],
  messages: {
    accepted: 'A token whose {variety} opened the private data of {victim}.',
    refused: 'Tokens whose signature does not fit were refused.',
    uncontrolled:
      'Text that is no token, or a token that names nobody, brought the same data: the signature makes no difference here.',
    noWitness: 'No operation shows values that only the right credential brings, so a forged token can prove nothing.',
  },
  remediation:
    'Verify the signature of every token with a fixed key and algorithm before reading a claim; decoding is not verifying.',
  article: 'identification-failures',

  appliesTo: (survey) => survey.tokens.some((token) => token.kind === 'jwt') || 'No identity has a JSON Web Token.',

  probe: (tools) => attemptTakeover(tools, tokenForgeries(tools).map(plan)),

  judge: (evidence) => judgeTakeover(evidence),
});

function plan(forgery: TokenForgery): TakeoverPlan {
  const { jwt, claims, nobody, attacker, victim } = forgery;
  const isOwn = attacker === victim;
  const control = (kind: string, what: string, token: string) => ({
    kind,
    label: `${attacker.name}, ${what}`,
    alteration: forgery.alter(kind, token),
  });
  return planOf(forgery, {
    attempts: [
      {
        kind: isOwn ? 'signature was broken' : 'claims were changed under the old signature',
        label: labelOf(forgery, isOwn ? 'own token, signature broken' : 'old signature, claims'),
        alteration: isOwn
          ? forgery.alter('broken-signature', breakSignature(jwt), { name: 'jwt-broken-signature' })
          : forgery.alter(`claims-of-${victim.name}`, resealJwt(jwt, claims), { name: 'jwt-claims' }),
      },
    ],
    controls: [
      // An API that lets any text pass does not read tokens at all, which is another finding.
      control('no-token', 'text that is no token', 'bm90LWEtdG9rZW4'),
      ...(nobody
        ? [control('claims-of-nobody', 'old signature, claims that name nobody', resealJwt(jwt, nobody))]
        : []),
    ],
  });
}
