import { headerOf } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';

export default defineTargetCheck({
  id: 'auth/challenge-missing',
  title: 'A refusal does not say how to sign in',
  category: 'authentication',
  severity: 'info',
  cwe: [],
  owasp: 'API2:2023',
  sends: 'none',
  needs: ['baselines'],
  messages: {
    missing: 'Answers with status 401 carry no WWW-Authenticate header, which RFC 9110 section 11.6.1 requires.',
    present: 'Every answer with status 401 names the way to sign in.',
  },
  remediation: 'Send WWW-Authenticate with every 401, for example: WWW-Authenticate: Bearer realm="api".',

  appliesTo: ({ baselines }) =>
    baselines.some(({ exchange }) => exchange.response?.status === 401) || 'Nothing was answered with status 401.',

  probe: ({ survey }) =>
    survey.baselines
      .filter(({ exchange }) => exchange.response?.status === 401)
      .map(({ operation, exchange }) => ({ operation, exchange })),

  judge(refusals) {
    const bare = refusals.filter(({ exchange }) => headerOf(exchange, 'www-authenticate') === undefined);
    const [first] = bare;
    if (first === undefined) return { outcome: 'hardened', message: 'present' };
    return {
      outcome: 'vulnerable',
      message: 'missing',
      confidence: 'confirmed',
      places: [...new Set(bare.map(({ operation }) => operation))],
      proof: [
        { role: 'observed', label: first.exchange.identity, exchange: first.exchange, note: 'no WWW-Authenticate' },
      ],
    };
  },
});
