import type { Identity, Operation } from '@middlebrick/model';
import type { FilledBody } from '../active/contract.ts';
import { removes } from '../survey/several.ts';
import type { Values } from '../survey/survey.ts';
import type { Viewed } from '../survey/views.ts';
import { writeTargets } from '../survey/write-targets.ts';
import type { AdministeredEvidence } from '../verdict/administered.ts';
import type { Sight } from '../verdict/write.ts';
import { freshObject, spareAccount } from './spares.ts';
import { unlikeBody } from './telling-body.ts';
import { unlessUnsafe } from './unless-unsafe.ts';
import { ownersView, readBack, type Trial, type TrialTools } from './write-trial.ts';

/** Something of the scan's own that an administrative write is aimed at. */
export interface PrivilegedTarget {
  viewed: Viewed;
  values: Values;
}

/**
 * A spare account where the operation is about users, else a spare object: what is done to it must change neither who
 * asks nor what other checks look at.
 */
export async function privilegedTarget(operation: Operation, tools: TrialTools): Promise<PrivilegedTarget | undefined> {
  const [known] = writeTargets(operation, tools.things);
  if (known === undefined) return undefined;
  if (known.made === undefined) {
    const spare = await spareAccount(operation, tools);
    return spare === undefined
      ? undefined
      : { viewed: { owner: spare.owner, account: spare.account }, values: spare.values };
  }
  const target = (await freshObject(operation, known, tools)) ?? known;
  return { viewed: target, values: target.values };
}

/** How it came out, or why there was none. */
export type PrivilegedTrial = Trial<AdministeredEvidence, 'noView' | 'noBody'>;

/** An ordinary user carries out an administrative write; the owner of its object reads what came of it. */
export async function privilegedTrial(
  operation: Operation,
  { viewed, values }: PrivilegedTarget,
  caller: Identity,
  tools: TrialTools,
): Promise<PrivilegedTrial> {
  const { owner } = viewed;
  const things = viewed.account === undefined ? tools.things : { ...tools.things, accounts: [viewed.account] };
  const seen = await ownersView(viewed, { ...tools, things });
  if (seen === undefined) return { reason: 'noView' };
  const { view, exchange: before } = seen;
  const again = await tools.send(view.request, owner, 'owner reads again', { fresh: true });
  const isRemoval = removes(operation);
  const filled = operation.body === undefined ? undefined : tools.active.fill(operation, caller, { values });
  if (filled === undefined && operation.body?.required === true) return { reason: 'noBody' };
  const unlike = filled === undefined ? undefined : unlikeBody(filled, before, operation, tools.things);
  const sight: Sight = { intent: isRemoval ? 'remove' : 'change', signs: view.signs, isList: view.isList };
  const carryOut = async (body: FilledBody | undefined) => {
    const plan = { operation, values, ...(body === undefined ? {} : { body: body.value }) };
    return { body, write: await tools.active.write(plan, caller, 'an ordinary user does what administrators do') };
  };
  // A refusal says something even where an effect could not be seen.
  const done =
    (unlike === undefined || isRemoval ? undefined : await unlessUnsafe(() => carryOut(unlike), undefined)) ??
    (await unlessUnsafe(() => carryOut(filled), undefined));
  if (done === undefined) return { reason: 'noBody' };
  const { write, body } = done;
  const canaries = isRemoval ? [] : (body?.canaries ?? []).map(({ value }) => value);
  const sent = { before, write, canaries, sent: isRemoval ? null : (body?.value ?? null) };
  return { evidence: { ...sight, attack: await readBack(sight, sent, view, owner, tools), again } };
}
