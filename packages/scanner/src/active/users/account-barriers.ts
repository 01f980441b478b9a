import { type Exchange, jsonOf, leavesOf } from '@middlebrick/model';
import type { Complaint } from '../../generate/complaints.ts';
import { shown } from '../../surface/spec-node.ts';

/** Why nobody gets in by a program alone. */
export type Barrier = 'captcha' | 'invitation' | 'confirmation' | 'approval' | 'closed';

const closed =
  /(?:registration|sign-?ups?|signing up)\s(?:is|are|has been)?\s?(?:currently |temporarily )?(?:closed|disabled|not (?:allowed|open|enabled|available))/i;

/** What a refusal asks for that only a person can give. */
export function barrierIn(complaints: readonly Complaint[], step: 'registration' | 'login'): Barrier | undefined {
  for (const { kind, text } of complaints) {
    if (kind === 'captcha' || /captcha|turnstile|not a robot/i.test(text)) return 'captcha';
    if (closed.test(text)) return 'closed';
    if (kind === 'invitation' || /\binvit(?:e|ation)|(?:referral|access|sign-?up) code/i.test(text))
      return 'invitation';
    if (/approv|pending review|under review/i.test(text)) return 'approval';
    if (step === 'login' && (kind === 'confirmation' || wantsConfirmation(text))) return 'confirmation';
  }
  return undefined;
}

/** What an accepted registration says has to happen before the account can be used. */
export function pendingIn(registration: Exchange): { barrier: Barrier; said: string } | undefined {
  const json = jsonOf(registration);
  const leaves = json === undefined ? [] : leavesOf(json).slice(0, 200);
  const texts =
    json === undefined
      ? [registration.response?.body ?? '']
      : leaves.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  for (const text of texts.map((full) => full.slice(0, 500))) {
    if (wantsConfirmation(text)) return { barrier: 'confirmation', said: quoted(text) };
    if (/approv|pending review|under review/i.test(text)) return { barrier: 'approval', said: quoted(text) };
  }
  const flag = leaves.find(({ key, value }) => isUnconfirmedFlag(key, value));
  return flag === undefined
    ? undefined
    : { barrier: 'confirmation', said: quoted(`${flag.key}: ${String(flag.value)}`) };
}

function wantsConfirmation(text: string): boolean {
  return (
    /confirm|verif|activat|inactive/i.test(text) &&
    /e-?mail|account|inbox|address|user/i.test(text) &&
    !/passw/i.test(text)
  );
}

function isUnconfirmedFlag(key: string, value: unknown): boolean {
  if (value === false) return /^(?:is_?)?(?:e?mail_?)?(?:verified|confirmed|activated)$/i.test(key);
  return /^(?:account_?)?status$/i.test(key) && /^(?:pending|unverified|unconfirmed)/i.test(String(value));
}

/** What an answer said, on one line and in quotes; nothing for an empty one. */
export function saidIn(exchange: Exchange, complaints: readonly Complaint[]): string {
  const text = complaints[0]?.text ?? exchange.response?.body.slice(0, 400).replace(/<[^<>]{0,200}>/g, ' ') ?? '';
  return quoted(text);
}

const longestQuote = 120;

function quoted(text: string): string {
  const line = shown(text).replaceAll('"', "'");
  if (line === '') return '';
  return ` ("${line.length > longestQuote ? `${line.slice(0, longestQuote - 1)}…` : line}")`;
}
