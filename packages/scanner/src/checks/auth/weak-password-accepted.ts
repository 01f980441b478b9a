import type { Exchange } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';
import { isRefusal, isUnusable } from '../../verdict/compare.ts';

interface Attempt {
  what: string;
  exchange: Exchange;
  /** A user with this password signs in afterwards. */
  isSignedIn: boolean;
}

export default defineTargetCheck({
  id: 'auth/weak-password-accepted',
  title: 'Accounts can be protected by a password that anybody guesses',
  category: 'authentication',
  severity: 'low',
  cwe: [521],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:L/A:N',
  sends: 'writes',
  needs: ['accounts'],
  messages: {
    accepted: 'Registration takes {passwords} for a password.',
    refused: 'Passwords that anybody guesses are refused.',
    notTold:
      'Registrations with weak passwords were answered neither with a refusal nor with an account that signs in.',
    closed: 'Registration is refused with a strong password as well, so nothing is proven.',
    noAnswer: 'Registration gave no usable answers.',
  },
  remediation:
    'Ask for at least 12 characters (NIST SP 800-63B: 15 where it is the only factor), refuse passwords from lists of leaked ones and those that hold the user name, and set no other rules.',
  article: 'identification-failures',

  appliesTo: ({ accounts }) => accounts.length > 0 || 'no account of the scan’s own was registered',

  async probe({ active }) {
    const attempts: Attempt[] = [];
    for (const [what, password] of weakPasswords) {
      const registered = await active.register({ password });
      if (registered === undefined) continue;
      const isSignedIn = registered.identity !== undefined;
      attempts.push({ what, exchange: registered.exchange, isSignedIn });
    }
    const isOpen = attempts.some(({ isSignedIn }) => isSignedIn) || (await active.register())?.identity !== undefined;
    return { attempts, isOpen };
  },

  judge({ attempts, isOpen }) {
    const taken = attempts.filter(({ isSignedIn }) => isSignedIn);
    const [first] = taken;
    if (first !== undefined) {
      return {
        outcome: 'vulnerable',
        message: 'accepted',
        confidence: 'confirmed',
        proof: taken.map(({ what, exchange }) => ({
          role: 'write',
          label: `registers with ${what}`,
          exchange,
          note: 'signs in',
        })),
        replay: 0,
        details: { passwords: taken.map(({ what }) => what).join(' and ') },
      };
    }
    if (attempts.every(({ exchange }) => isUnusable(exchange))) return { outcome: 'inconclusive', message: 'noAnswer' };
    if (!isOpen) return { outcome: 'inconclusive', message: 'closed' };
    return attempts.every(({ exchange }) => isRefusal(exchange))
      ? { outcome: 'hardened', message: 'refused' }
      : { outcome: 'inconclusive', message: 'notTold' };
  },
});

/** First on every list of leaked passwords, and shorter than any rule allows. */
const weakPasswords: readonly (readonly [what: string, password: string])[] = [
  ['"123456"', '123456'],
  ['a single letter', 'a'],
];
