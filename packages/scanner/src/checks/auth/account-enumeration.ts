import type { Exchange } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';
import { complaintsIn } from '../../generate/complaints.ts';
import { isUnusable, sameAnswer } from '../../verdict/compare.ts';

/** Wrong passwords for an account that exists and for one that does not, in turns. */
interface Pair {
  known: Exchange;
  unknown: Exchange;
}

interface Evidence {
  operation: string;
  /** The names that were tried, which an answer may repeat. */
  names: { known: string; unknown: string };
  pairs: Pair[];
}

/** Times that each is asked: fewer than any lock that is of use to its users. */
const times = 3;

export default defineTargetCheck({
  id: 'auth/account-enumeration',
  title: 'Strangers can find out which accounts exist',
  category: 'authentication',
  severity: 'medium',
  cwe: [204],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
  sends: 'writes',
  needs: ['accounts'],
  messages: {
    told: 'Signing in with a wrong password is answered otherwise for an account that exists than for one that does not.',
    alike: 'A wrong password is answered alike, whether the account exists or not.',
    noUnknown: 'No name could be made up that surely belongs to nobody.',
    noAnswer: 'The login gave no usable answers.',
    unsteady: 'The login answers the same question differently from time to time, so nothing can be compared.',
  },
  remediation:
    'Answer an unknown name and a wrong password with the same status and text, and hash a dummy password for unknown names, so that both take the same time. Tell neither apart when a password is to be reset.',
  article: 'identification-failures',

  appliesTo: ({ accounts }) =>
    accounts.some(({ login }) => login !== undefined) || 'no account of the scan’s own signs in',

  async probe({ survey, active }) {
    // Wrong passwords may lock an account: better one that nobody needs.
    const spare = (await active.register())?.account;
    const account = spare?.login === undefined ? survey.accounts.find(({ login }) => login !== undefined) : spare;
    const known = account?.username.value ?? '';
    const unknown = likeName(known, active.unique());
    if (account?.login === undefined || unknown === undefined) return { evidence: null };
    const pairs: Pair[] = [];
    for (let time = 0; time < times; time++) {
      const password = active.password();
      const first = await active.signIn(account, { password });
      const second = await active.signIn(account, { username: unknown, password });
      pairs.push({ known: first.exchange, unknown: second.exchange });
    }
    const evidence: Evidence = { operation: account.login, names: { known, unknown }, pairs };
    return { evidence: evidence as Evidence | null };
  },

  judge({ evidence }) {
    if (evidence === null) return { outcome: 'inconclusive', message: 'noUnknown' };
    const { operation, names, pairs } = evidence;
    const [first] = pairs;
    const answers = pairs.flatMap(({ known, unknown }) => [known, unknown]);
    if (first === undefined || answers.some(isUnusable)) return { outcome: 'inconclusive', message: 'noAnswer' };
    const masking = { echoesA: Object.values(names), echoesB: Object.values(names) };
    const isSteady = (side: keyof Pair): boolean => pairs.every((pair) => sameAnswer(pair[side], first[side], masking));
    if (pairs.every(({ known, unknown }) => sameAnswer(known, unknown, masking)))
      return { outcome: 'hardened', message: 'alike' };
    if (!isSteady('known') || !isSteady('unknown')) return { outcome: 'inconclusive', message: 'unsteady' };
    return {
      outcome: 'vulnerable',
      message: 'told',
      confidence: 'confirmed',
      kind: 'login',
      places: [operation],
      proof: [
        {
          role: 'control',
          label: 'an account that exists, a wrong password',
          exchange: first.known,
          note: said(first.known),
        },
        { role: 'nonexistent', label: 'no such account', exchange: first.unknown, note: said(first.unknown) },
      ],
      replay: 1,
      details: { operation },
    };
  },
});

/**
 * A name of the same kind that nobody has, so that a login which looks at its form first treats both alike: as long, of
 * letters alone where the other is, an e-mail address if it is one. A made-up telephone number may be somebody's.
 */
function likeName(name: string, unique: string): string | undefined {
  if (!/[a-z]/i.test(name)) return undefined;
  const at = name.indexOf('@');
  if (at !== -1) return `${unique}${name.slice(at)}`;
  const made = unique.slice(0, Math.max(8, name.length)).padEnd(name.length, 'x');
  return /\d/.test(name) ? made : made.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] as string);
}

function said(exchange: Exchange): string {
  return (complaintsIn(exchange)[0]?.text ?? `status ${exchange.response?.status}`).slice(0, 60);
}
