import type { Exchange } from '@middlebrick/model';
import { isRefusal, isUnusable } from './compare.ts';

/** A sign-in, with whether it handed out a credential. */
export interface SignInReading {
  exchange: Exchange;
  isSignedIn: boolean;
}

/** A stranger's write to a spare account of the scan's own: its password is changed, or it is deleted. */
export interface AccountEvidence {
  intent: 'takeover' | 'remove';
  /** The account signs in with its own password. */
  before: SignInReading;
  write: Exchange;
  /** Of a takeover with the stranger's password, of a removal with its own. */
  after: SignInReading;
  /**
   * After an effect: of a takeover a sign-in with a password that nobody set, which must fail; of a removal another
   * account's, which must not.
   */
  check: SignInReading | null;
  /** Of a write that did nothing: the owner does the same to its own account, and signs in again. */
  control: { write: Exchange; after: SignInReading } | null;
}

export type AccountRule =
  | 'takenOver'
  | 'removed'
  | 'anyPassword'
  | 'lostAll'
  | 'noAnswer'
  | 'ownerCannotSignIn'
  | 'ownerCannotWrite'
  | 'refused'
  | 'ineffective';

/** What a stranger's write did to an account: the effect on signing in tells, never the status. */
export function judgeAccount(evidence: AccountEvidence): {
  rule: AccountRule;
  outcome: 'vulnerable' | 'hardened' | 'inconclusive';
} {
  const { intent, before, write, after, check, control } = evidence;
  if (!before.isSignedIn) return { rule: 'ownerCannotSignIn', outcome: 'inconclusive' };
  if (isUnusable(after.exchange)) return { rule: 'noAnswer', outcome: 'inconclusive' };
  if (hasEffect(intent, after)) {
    if (intent === 'takeover') {
      return check !== null && !check.isSignedIn
        ? { rule: 'takenOver', outcome: 'vulnerable' }
        : { rule: 'anyPassword', outcome: 'inconclusive' };
    }
    return check?.isSignedIn === true
      ? { rule: 'removed', outcome: 'vulnerable' }
      : { rule: 'lostAll', outcome: 'inconclusive' };
  }
  if (isUnusable(write)) return { rule: 'noAnswer', outcome: 'inconclusive' };
  const works = control !== null && !isRefusal(control.write) && hasEffect(intent, control.after);
  if (!works || isUnusable(control.after.exchange)) return { rule: 'ownerCannotWrite', outcome: 'inconclusive' };
  return { rule: isRefusal(write) ? 'refused' : 'ineffective', outcome: 'hardened' };
}

/** Whether a sign-in shows that the account was taken over, or that it is gone. */
export function hasEffect(intent: AccountEvidence['intent'], { isSignedIn }: SignInReading): boolean {
  return intent === 'takeover' ? isSignedIn : !isSignedIn;
}
