import { type Exchange, headerOf, isSuccess } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';

interface Answer {
  operation: string;
  exchange: Exchange;
}

/** Headers that matter for an API, each with the answers that should carry it. Caching is a question of data/cacheable-private. */
const rules: readonly {
  header: string;
  isWanted(exchange: Exchange): boolean;
  isPresent(exchange: Exchange): boolean;
}[] = [
  {
    header: 'X-Content-Type-Options',
    isWanted: (exchange) => (exchange.response?.body ?? '') !== '',
    isPresent: (exchange) => headerOf(exchange, 'x-content-type-options')?.trim().toLowerCase() === 'nosniff',
  },
  {
    header: 'Strict-Transport-Security',
    isWanted: (exchange) => isPublicTls(exchange.request.url),
    // max-age=0 takes the protection back (RFC 6797 section 6.1.1).
    isPresent: (exchange) => /max-age="?0*[1-9]/i.test(headerOf(exchange, 'strict-transport-security') ?? ''),
  },
  {
    header: 'Content-Security-Policy',
    isWanted: isHtml,
    isPresent: (exchange) => headerOf(exchange, 'content-security-policy') !== undefined,
  },
  {
    header: 'X-Frame-Options',
    isWanted: isHtml,
    isPresent: (exchange) =>
      headerOf(exchange, 'x-frame-options') !== undefined ||
      /frame-ancestors/i.test(headerOf(exchange, 'content-security-policy') ?? ''),
  },
];

export default defineTargetCheck({
  id: 'auth/security-headers',
  title: 'Answers lack protective headers',
  category: 'authentication',
  severity: 'low',
  cwe: [693],
  owasp: 'API8:2023',
  sends: 'none',
  needs: ['baselines'],
  messages: {
    missing: 'Answers lack: {headers}.',
    present: 'The answers carry the protective headers that matter for them.',
  },
  remediation:
    'Set X-Content-Type-Options: nosniff on every answer, Strict-Transport-Security over https, and Content-Security-Policy with frame-ancestors on HTML.',

  appliesTo: ({ baselines }) =>
    baselines.some(({ exchange }) => isSuccess(exchange)) || 'No operation could be called.',

  probe: ({ survey }): Answer[] =>
    survey.baselines
      .filter(({ exchange }) => isSuccess(exchange))
      .map(({ operation, exchange }) => ({ operation, exchange })),

  judge(answers) {
    const missing = rules.flatMap(({ header, isWanted, isPresent }) => {
      const places = answers.filter(({ exchange }) => isWanted(exchange) && !isPresent(exchange));
      return places.length > 0 ? [{ header, places }] : [];
    });
    const [first] = missing.flatMap(({ places }) => places);
    if (first === undefined) return { outcome: 'hardened', message: 'present' };
    const headers = missing.map(({ header }) => header).join(', ');
    return {
      outcome: 'vulnerable',
      message: 'missing',
      confidence: 'confirmed',
      places: [...new Set(missing.flatMap(({ places }) => places.map(({ operation }) => operation)))],
      proof: [
        { role: 'observed', label: first.exchange.identity, exchange: first.exchange, note: `without ${headers}` },
      ],
      details: { headers },
    };
  },
});

function isHtml(exchange: Exchange): boolean {
  return /^text\/html\b/i.test(headerOf(exchange, 'content-type') ?? '');
}

/** HSTS says nothing over plain http and is not for addresses or loopback names (RFC 6797 section 8.1.1). */
function isPublicTls(url: string): boolean {
  return /^https:/i.test(url) && !/^https:\/\/(?:localhost|127\.|\[|\d+\.\d+\.\d+\.\d+)/i.test(url);
}
