import { type Exchange, isSuccess } from '@middlebrick/model';
import { defineTargetCheck, type Judgment } from '../../define-check.ts';
import type { Baseline } from '../../survey/survey.ts';
import { isHmacAlgorithm } from '../../tokens/jwt.ts';
import { describeSecret } from '../../tokens/jwt-secrets.ts';
import { attemptTakeover, judgeTakeover, type TakeoverMessage, takeoverNeeds } from '../../tokens/takeover.ts';
import { findTokenSecret, tokenForgeries } from '../../tokens/token-takeover.ts';
import { weakSecretPlan } from '../../tokens/weak-secret-plan.ts';

export default defineTargetCheck({
  id: 'auth/jwt-weak-secret',
  title: 'Tokens are signed with a guessable secret',
  category: 'authentication',
  severity: 'critical',
  cwe: [326, 521],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N',
  sends: 'reads',
  needs: [...takeoverNeeds, 'tokens'],
  messages: {
    accepted:
      'The signing secret was guessed without a request, and a token made with it opened the private data of {victim}.',
    guessed:
      'The signing secret was guessed without a request. What a forged token opens could not be shown: no operation gives values that only the right credential brings.',
    refused: 'The signing secret was guessed, but tokens made with it were refused.',
    uncontrolled: 'A token signed with a wrong secret brought the same data: the secret makes no difference here.',
    strong: 'The signing secret is none of the common ones and not made of the name of the target or issuer.',
  },
  remediation:
    'Sign tokens with at least 32 random bytes from a secret store, or with an asymmetric key, and replace the present secret.',
  article: 'identification-failures',

  appliesTo({ tokens, baselines }) {
    const signed = tokens.filter((token) => isHmacAlgorithm(token.header.alg));
    if (signed.length === 0) return 'No identity has a token signed with a shared secret.';
    return (
      signed.some(({ identity }) => usedBy(identity, baselines) !== undefined) ||
      'No operation could be called with the token.'
    );
  },

  async probe(tools) {
    const forgeries = tokenForgeries(tools).flatMap((forgery) => {
      const algorithm = forgery.jwt.header.alg;
      const found = findTokenSecret(tools, forgery);
      const used = usedBy(forgery.attacker.name, tools.survey.baselines);
      return found && used && isHmacAlgorithm(algorithm) ? [{ forgery, found, algorithm, used }] : [];
    });
    const [first] = forgeries;
    if (first === undefined) return null;
    const takeover = await attemptTakeover(
      tools,
      forgeries.map(({ forgery, found, algorithm }) => weakSecretPlan(tools, forgery, found, algorithm)),
    );
    return { takeover, algorithm: first.algorithm, secret: describeSecret(first.found.secret), used: first.used };
  },

  judge(evidence) {
    if (evidence === null) return { outcome: 'hardened', message: 'strong' };
    const { takeover, used, ...facts } = evidence;
    const judgment: Judgment<TakeoverMessage> = judgeTakeover(takeover);
    if (judgment.outcome === 'vulnerable')
      return { ...judgment, message: 'accepted', details: { ...facts, ...judgment.details } };
    if (judgment.message === 'refused' || judgment.message === 'uncontrolled')
      return { outcome: 'inconclusive', message: judgment.message };
    const proof = [
      { role: 'observed', label: `${used.identity}, the token whose secret was guessed`, exchange: used },
    ] as const;
    return {
      outcome: 'vulnerable',
      message: 'guessed',
      confidence: 'firm',
      severity: 'high',
      proof,
      details: facts,
    };
  },
});

/** An answer to the token, best one that it opened. */
function usedBy(identity: string, baselines: readonly Baseline[]): Exchange | undefined {
  const own = baselines.filter((baseline) => baseline.identity === identity);
  return (own.find(({ exchange }) => isSuccess(exchange)) ?? own[0])?.exchange;
}
