import { isSuccess } from '@middlebrick/model';
import { defineTargetCheck, type Judgment } from '../../define-check.ts';
import { describeSession, openSessions, sessionPlans } from '../../tokens/session-takeover.ts';
import { attemptTakeover, judgeTakeover, takeoverNeeds } from '../../tokens/takeover.ts';

type Message = 'accepted' | 'guessed' | 'refused' | 'uncontrolled' | 'noWitness' | 'closed';

export default defineTargetCheck({
  id: 'auth/session-forgeable',
  title: 'Session cookies can be forged',
  category: 'authentication',
  severity: 'critical',
  cwe: [565, 798],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N',
  sends: 'reads',
  needs: [...takeoverNeeds, 'tokens'],
  messages: {
    accepted:
      'The cookie “{cookie}” is {format} that anyone can write; a forged one opened the private data of {victim}.',
    guessed: 'The secret that signs the cookie “{cookie}” ({format}) was guessed without a request.',
    refused: 'Session cookies that were written anew were refused.',
    uncontrolled:
      'A cookie with a wrong signature, or one that names nobody, brought the same data: the session makes no difference here.',
    noWitness: 'No operation shows values that only the right session brings, so a forged one can prove nothing.',
    closed:
      'The cookies hold nothing that a client could rewrite, or are signed with a secret that is none of the common ones.',
  },
  remediation:
    'Keep sessions on the server under random ids, or sign the cookie with at least 32 random bytes from a secret store; replace the present secret.',
  article: 'identification-failures',

  appliesTo: ({ tokens }) => tokens.some((token) => token.kind === 'cookie') || 'No identity has a session cookie.',

  async probe(tools) {
    for (const holder of tools.survey.identities) {
      const [session] = openSessions(tools, holder);
      if (session === undefined) continue;
      const used = tools.survey.baselines.find(
        (baseline) => baseline.identity === holder.name && isSuccess(baseline.exchange),
      );
      return {
        takeover: await attemptTakeover(tools, sessionPlans(tools)),
        facts: describeSession(session),
        used: used?.exchange ?? null,
      };
    }
    return null;
  },

  judge(evidence) {
    if (evidence === null) return { outcome: 'hardened', message: 'closed' };
    const { facts, used } = evidence;
    const judgment: Judgment<Message> = judgeTakeover(evidence.takeover);
    if (judgment.outcome === 'vulnerable')
      return { ...judgment, kind: facts.cookie, details: { ...facts, ...judgment.details } };
    if (judgment.message !== 'noWitness' || facts.secret === undefined || used === null) return judgment;
    // The secret alone is not yet somebody else's data: another's session id may still be missing.
    const proof = [
      { role: 'observed', label: `${used.identity}, the cookie whose secret was guessed`, exchange: used },
    ] as const;
    return {
      outcome: 'vulnerable',
      message: 'guessed',
      confidence: 'firm',
      severity: 'medium',
      kind: facts.cookie,
      proof,
      details: facts,
    };
  },
});
