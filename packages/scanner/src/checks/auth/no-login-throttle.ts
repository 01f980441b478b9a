import type { Exchange } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';
import { complaintsIn } from '../../generate/complaints.ts';
import { isUnusable } from '../../verdict/compare.ts';

interface Evidence {
  operation: string;
  wrong: Exchange[];
  /** The right password afterwards. */
  right: { exchange: Exchange; isSignedIn: boolean };
}

/** Wrong passwords in a row. OWASP's cheat sheet on authentication locks after a handful; 20 leave nobody in doubt. */
const tries = 20;
/** A delay that grows to this many times the first ones, and to half a second, slows down guessing. */
const growth = 3;
const noticeable = 500;

export default defineTargetCheck({
  id: 'auth/no-login-throttle',
  title: 'Passwords can be guessed without end',
  category: 'authentication',
  severity: 'medium',
  cwe: [307],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N',
  sends: 'burst',
  needs: ['accounts'],
  messages: {
    unlimited:
      '{count} wrong passwords in a row for one account are answered alike, and the right one still signs in at once.',
    throttled: 'After some wrong passwords the login refuses to go on.',
    slowed: 'Answers to wrong passwords take longer and longer.',
    locked: 'After the wrong passwords the right one is refused for a while.',
    noSpare: 'No spare account could be registered that wrong passwords may lock.',
    noAnswer: 'The login gave no usable answers.',
  },
  remediation:
    'Count failed sign-ins by account and by address, answer 429 with Retry-After after a handful, and let the waiting time grow; ask for a second factor where it matters.',
  article: 'identification-failures',

  appliesTo: ({ accounts }) =>
    accounts.some(({ login }) => login !== undefined) || 'no account of the scan’s own signs in',

  async probe({ active }) {
    const spare = (await active.register())?.account;
    if (spare?.login === undefined) return { evidence: null };
    const wrong: Exchange[] = [];
    for (let count = 0; count < tries; count++) {
      const { exchange } = await active.signIn(spare, { password: active.password(), once: true });
      wrong.push(exchange);
      if (isStop(exchange)) break;
    }
    const right = await active.signIn(spare, { once: true });
    const evidence: Evidence = { operation: spare.login, wrong, right };
    return { evidence: evidence as Evidence | null };
  },

  judge({ evidence }) {
    if (evidence === null) return { outcome: 'inconclusive', message: 'noSpare' };
    const { operation, wrong, right } = evidence;
    const [first] = wrong;
    const last = wrong.at(-1);
    if (first === undefined || last === undefined || isStop(first))
      return { outcome: 'inconclusive', message: 'noAnswer' };
    if (isStop(last)) return { outcome: 'hardened', message: 'throttled' };
    if (wrong.some(isUnusable) || wrong.length < tries) return { outcome: 'inconclusive', message: 'noAnswer' };
    if (isSlowed(wrong)) return { outcome: 'hardened', message: 'slowed' };
    if (!right.isSignedIn) return { outcome: 'hardened', message: 'locked' };
    return {
      outcome: 'vulnerable',
      message: 'unlimited',
      confidence: 'confirmed',
      places: [operation],
      proof: [
        { role: 'control', label: 'the first wrong password', exchange: first },
        {
          role: 'repeat',
          label: `wrong password number ${wrong.length}`,
          exchange: last,
          note: 'answered as the first',
        },
        { role: 'after', label: 'then the right password', exchange: right.exchange, note: 'signed in' },
      ],
      replay: 1,
      details: { count: String(wrong.length), operation },
    };
  },
});

/** 429 (RFC 6585), 423 (RFC 4918, used for locked accounts), or words that say so. */
function isStop(exchange: Exchange): boolean {
  const status = exchange.response?.status;
  if (status === 429 || status === 423) return true;
  return complaintsIn(exchange).some(
    ({ kind, text }) => kind === 'captcha' || /too many|locked|try again (?:later|in)|rate limit|slow down/i.test(text),
  );
}

function isSlowed(wrong: readonly Exchange[]): boolean {
  const median = (some: readonly Exchange[]): number =>
    some.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
  const before = median(wrong.slice(0, 5));
  const after = median(wrong.slice(-5));
  return after >= noticeable && after >= before * growth;
}
