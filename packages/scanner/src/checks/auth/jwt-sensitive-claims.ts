import type { Json } from '@middlebrick/model';
import { type Exchange, isSuccess } from '@middlebrick/model';
import { classifyLeaf, type DataClass } from '../../classify/classify-leaf.ts';
import { defineTargetCheck } from '../../define-check.ts';
import { payloadLeaves } from '../../tokens/payload.ts';

/** Contact data, such as the e-mail claim of OpenID Connect, belongs in tokens; these classes do not. */
const grave: readonly (DataClass | undefined)[] = ['credential', 'secret', 'identityDocument', 'financial', 'health'];

export default defineTargetCheck({
  id: 'auth/jwt-sensitive-claims',
  title: 'Tokens carry secrets that anyone holding them can read',
  category: 'authentication',
  severity: 'high',
  cwe: [522],
  owasp: 'API2:2023',
  sends: 'none',
  needs: ['tokens', 'baselines'],
  messages: {
    carried: 'The token of {identity} carries {claims} in readable form.',
    none: 'No claim holds a password, a hash, a key, an identity document, or financial or health data.',
  },
  remediation:
    'Put nothing into a token but ids and what authorization needs; it is encoded, not encrypted, and ends up in logs and browsers.',
  article: 'data-exposure',

  appliesTo: ({ tokens }) => tokens.some((token) => token.kind === 'jwt') || 'No identity has a JSON Web Token.',

  probe: ({ survey }) =>
    survey.tokens.flatMap((token) => {
      const claims = payloadLeaves(token.claims as Json)
        .map(({ path, key, value }) => ({ path, value, class: classifyLeaf(key, value) }))
        .filter((claim) => grave.includes(claim.class));
      const readings = survey.baselines.filter((baseline) => baseline.identity === token.identity);
      const used = readings.find((reading) => isSuccess(reading.exchange)) ?? readings[0];
      return token.kind === 'jwt' ? [{ identity: token.identity, claims, exchange: used?.exchange ?? null }] : [];
    }),

  judge(tokens) {
    const found = tokens.find(({ claims }) => claims.length > 0);
    if (found === undefined) return { outcome: 'hardened', message: 'none' };
    const { identity, claims, exchange } = found;
    return {
      outcome: 'vulnerable',
      message: 'carried',
      confidence: 'confirmed',
      proof: exchange === null ? [] : [proofOf(identity, exchange)],
      values: claims.map(({ path, value }) => ({ path: `token.${path}`, value })),
      details: { identity, claims: claims.map(({ path }) => path).join(', ') },
    };
  },
});

function proofOf(identity: string, exchange: Exchange) {
  return { role: 'observed' as const, label: `${identity}, the token as it is sent`, exchange };
}
