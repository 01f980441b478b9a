import { type Exchange, isSuccess, type Severity } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';
import type { TokenFact } from '../../survey/survey.ts';

/** Longest life of an access token that passes without remark, in seconds. */
const longLife = 24 * 60 * 60;
/** RFC 8725 sections 3.8 to 3.10: who issued it, for whom, about whom. */
const wanted = ['iss', 'aud', 'sub'] as const;

export default defineTargetCheck({
  id: 'auth/jwt-missing-claims',
  title: 'Tokens live too long or do not say what they are for',
  category: 'authentication',
  severity: 'medium',
  cwe: [613],
  owasp: 'API2:2023',
  sends: 'none',
  needs: ['tokens', 'baselines'],
  messages: {
    endless: 'Tokens have no exp: a stolen one works for ever.',
    longLived: 'Tokens are valid for {life}.',
    incomplete: 'Tokens lack {missing}, by which a service could tell that they are meant for it.',
    complete: 'Tokens end within a day and name issuer, audience and subject.',
  },
  remediation:
    'Issue tokens with iss, aud, sub and an exp of minutes to an hour, renew them with a refresh token, and verify all four.',
  article: 'identification-failures',

  appliesTo: ({ tokens }) => tokens.some((token) => token.kind === 'jwt') || 'No identity has a JSON Web Token.',

  probe: ({ survey }) =>
    survey.tokens
      .filter((token) => token.kind === 'jwt')
      .map((token) => {
        const readings = survey.baselines.filter((baseline) => baseline.identity === token.identity);
        const used = readings.find((reading) => isSuccess(reading.exchange)) ?? readings[0];
        return { facts: factsOf(token), identity: token.identity, exchange: used?.exchange ?? null };
      }),

  judge(tokens) {
    const worst = [...tokens].sort((a, b) => order.indexOf(a.facts.message) - order.indexOf(b.facts.message))[0];
    if (worst === undefined || worst.facts.message === 'complete') return { outcome: 'hardened', message: 'complete' };
    const { message, missing, life } = worst.facts;
    const details = {
      identity: worst.identity,
      ...(missing === '' ? {} : { missing }),
      ...(life === '' ? {} : { life }),
    };
    return {
      outcome: 'vulnerable',
      message,
      confidence: 'confirmed',
      severity: severities[message],
      kind: message,
      proof: proofOf(worst),
      details,
    };
  },
});

type Message = 'endless' | 'longLived' | 'incomplete' | 'complete';
const order: readonly Message[] = ['endless', 'longLived', 'incomplete', 'complete'];
const severities: Readonly<Record<Message, Severity>> = {
  endless: 'medium',
  longLived: 'low',
  incomplete: 'info',
  complete: 'info',
};

function proofOf({ exchange, identity }: { exchange: Exchange | null; identity: string }) {
  return exchange === null
    ? []
    : [{ role: 'observed' as const, label: `${identity}, the token as it is sent`, exchange }];
}

function factsOf({ claims }: TokenFact): { message: Message; missing: string; life: string } {
  const { exp, iat } = claims;
  const absent = wanted.filter((name) => claims[name] === undefined);
  const missing = [...(typeof exp === 'number' ? [] : ['exp']), ...absent].join(', ');
  if (typeof exp !== 'number') return { message: 'endless', missing, life: '' };
  const seconds = typeof iat === 'number' ? exp - iat : 0;
  const life = seconds > longLife ? `${Math.round(seconds / 3600)} hours` : '';
  if (life !== '') return { message: 'longLived', missing, life };
  return { message: missing === '' ? 'complete' : 'incomplete', missing, life };
}
