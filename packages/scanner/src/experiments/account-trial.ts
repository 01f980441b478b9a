import type { Identity, Json, Operation, Surface } from '@middlebrick/model';
import type { SignIn } from '../active/contract.ts';
import { bodyParameters } from '../surface/index.ts';
import { isPasswordName } from '../surface/password-name.ts';
import { type AccountEvidence, hasEffect, type SignInReading } from '../verdict/account.ts';
import { spareAccount } from './spares.ts';
import type { Trial, TrialTools } from './write-trial.ts';

/** Whether a write sets a password: a password in its body, and hardly anything besides. */
export function setsPassword(operation: Operation, surface: Surface): boolean {
  const fields = bodyParameters(operation, surface).filter(({ required }) => required);
  return fields.some(({ name }) => isPasswordName(name)) && fields.every(({ name }) => isPasswordName(name));
}

/**
 * A stranger sets the password of a spare account; it worked when that password signs in and no other one does. Where
 * it did not, the account sets its own password in the same way.
 */
export async function takeoverTrial(
  operation: Operation,
  other: Identity,
  tools: TrialTools,
): Promise<Trial<AccountEvidence>> {
  const { active } = tools;
  const present = active.password();
  const spare = await spareAccount(operation, tools, present);
  if (spare?.account.login === undefined) return { reason: 'noSpare' };
  const { account, values } = spare;
  const set = async (as: Identity, present: string): Promise<Pick<AccountEvidence, 'write' | 'after'> | undefined> => {
    const password = active.password();
    const body = bodyWith(operation, { password, present }, tools);
    if (body === undefined) return undefined;
    const write = await active.write({ operation, values, body }, as, "sets the owner's password");
    return { write, after: reading(await active.signIn(account, { password })) };
  };
  const before = reading(await active.signIn(account));
  // A stranger knows no present password, and one that is not asked for is the flaw.
  const attack = await set(other, active.password());
  if (attack === undefined) return { reason: 'noBody' };
  if (hasEffect('takeover', attack.after)) {
    const check = reading(await active.signIn(account, { password: active.password() }));
    return { evidence: { intent: 'takeover', before, ...attack, check, control: null } };
  }
  const control = (await set(spare.owner, present)) ?? null;
  return { evidence: { intent: 'takeover', before, ...attack, check: null, control } };
}

/** A stranger deletes a spare account; where that did nothing, the account deletes itself. */
export async function removeAccountTrial(
  operation: Operation,
  other: Identity,
  tools: TrialTools,
): Promise<Trial<AccountEvidence>> {
  const { active, things } = tools;
  const spare = await spareAccount(operation, tools);
  if (spare?.account.login === undefined) return { reason: 'noSpare' };
  const { account, values } = spare;
  const before = reading(await active.signIn(account));
  const remove = async (as: Identity): Promise<Pick<AccountEvidence, 'write' | 'after'>> => ({
    write: await active.write({ operation, values }, as, 'deletes an account'),
    after: reading(await active.signIn(account)),
  });
  const attack = await remove(other);
  if (hasEffect('remove', attack.after)) {
    const witness = things.accounts.find((entry) => entry.login !== undefined && entry.identity !== account.identity);
    const check = witness === undefined ? null : reading(await active.signIn(witness));
    return { evidence: { intent: 'remove', before, ...attack, check, control: null } };
  }
  return { evidence: { intent: 'remove', before, ...attack, check: null, control: await remove(spare.owner) } };
}

/** Every password of the body set to one, but the present one where it is asked for. */
function bodyWith(
  operation: Operation,
  { password, present }: { password: string; present: string },
  { things }: TrialTools,
): Json | undefined {
  const fields = bodyParameters(operation, things.surface).filter(({ name }) => isPasswordName(name));
  if (fields.length === 0) return undefined;
  return Object.fromEntries(fields.map(({ name }) => [name, presentName.test(name) ? present : password]));
}

const presentName = /current|old|present|existing/i;

function reading({ exchange, isSignedIn }: SignIn): SignInReading {
  return { exchange, isSignedIn };
}
