import { type Identity, type Operation, pathParameters } from '@middlebrick/model';
import type { Account, MadeObject } from '../active/contract.ts';
import type { Values } from '../survey/survey.ts';
import { targetFor, type WriteTarget, writeTargets } from '../survey/write-targets.ts';
import type { TrialTools } from './write-trial.ts';

/** An account that may be changed and deleted: nobody else in the scan asks as it. */
export interface SpareAccount {
  account: Account;
  owner: Identity;
}

/** Registers an account of its own for one trial. */
export async function registerSpare(
  { active }: Pick<TrialTools, 'active'>,
  password?: string,
): Promise<SpareAccount | undefined> {
  const registered = await active.register(password === undefined ? undefined : { password });
  return registered?.account === undefined || registered.identity === undefined
    ? undefined
    : { account: registered.account, owner: registered.identity };
}

/** Registers an account that an operation on users can be aimed at, with what fills its identifiers. */
export async function spareAccount(
  operation: Operation,
  tools: TrialTools,
  password?: string,
): Promise<(SpareAccount & { values: Values; target: WriteTarget }) | undefined> {
  const spare = await registerSpare(tools, password);
  if (spare === undefined) return undefined;
  const { account, owner } = spare;
  const things = { ...tools.things, made: [], accounts: [account], identities: [owner] };
  const [target] = writeTargets(operation, things);
  return target === undefined ? undefined : { ...spare, values: target.values, target };
}

/** Makes one more object like a known one, for one trial: by the same operation, as the same owner, below the same parents. */
export async function freshObject(
  operation: Operation,
  { made, owner }: WriteTarget,
  { active, things }: TrialTools,
): Promise<WriteTarget | undefined> {
  const maker = things.surface.operations.find(({ id }) => id === made?.operation);
  const spare = maker === undefined ? undefined : await active.make(maker, owner, parentsOf(made, maker));
  if (spare === undefined || typeof spare === 'string') return undefined;
  return targetFor(operation, spare, { ...things, made: [...things.made, spare] });
}

/** A PUT names the new object in the last part of its path: that key is taken, the rest names where it stands. */
function parentsOf(made: MadeObject | undefined, { method, path }: Operation): Values {
  const key = method === 'PUT' ? pathParameters(path).at(-1) : undefined;
  return Object.fromEntries(Object.entries(made?.values ?? {}).filter(([name]) => name !== key));
}
