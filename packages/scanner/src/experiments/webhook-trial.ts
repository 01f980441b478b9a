import { anonymous, type Exchange, type JsonObject, type Operation } from '@middlebrick/model';
import { bodyParameters } from '../surface/index.ts';
import { type WriteTarget, writeTargets } from '../survey/write-targets.ts';
import { changedValues } from '../verdict/changed-values.ts';
import { isRefusal } from '../verdict/compare.ts';
import type { DeliveryEvidence } from '../verdict/delivered.ts';
import { freshObject } from './spares.ts';
import { ownersView, type Trial, type TrialTools } from './write-trial.ts';

/** How it came out, or why there was none. */
export type WebhookTrial = Trial<DeliveryEvidence, 'nothingOwn' | 'noBody' | 'noView'>;

/** What signs deliveries: Standard Webhooks, GitHub, Stripe, Slack and the usual names. */
const signatureHeaders: readonly [string, string][] = [
  ['webhook-signature', 'v1,bm90IGEgc2lnbmF0dXJl'],
  ['X-Hub-Signature-256', `sha256=${'0'.repeat(64)}`],
  ['Stripe-Signature', `t=1,v1=${'0'.repeat(64)}`],
  ['X-Slack-Signature', `v0=${'0'.repeat(64)}`],
  ['X-Signature', '0'.repeat(64)],
];
/** Kinds of event that are tried. */
const mostKinds = 4;
const kindName = /^(?:type|event|event_?type|status|state|topic|action|name)$/i;

/** Delivers events without a valid signature about a fresh object, while its twin is left alone. */
export async function webhookTrial(operation: Operation, tools: TrialTools): Promise<WebhookTrial> {
  const known = writeTargets(operation, tools.things).find(({ made }) => made !== undefined);
  if (known === undefined) return { reason: 'nothingOwn' };
  const target = (await freshObject(operation, known, tools)) ?? known;
  const other = await freshObject(operation, known, tools);
  const { owner, values } = target;
  const body = tools.active.fill(operation, anonymous, { values })?.value;
  if (body === undefined) return { reason: 'noBody' };
  const object = await watched(target, tools);
  const twin = other === undefined ? undefined : await watched(other, tools);
  if (object === undefined) return { reason: 'noView' };
  const deliveries: DeliveryEvidence['deliveries'][number][] = [];
  let after = object.before[1];
  for (const sent of variants(body, operation, tools)) {
    for (const headers of [[], signatureHeaders]) {
      const plan = {
        operation,
        values,
        body: sent,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
      };
      const exchange = await tools.active.write(plan, anonymous, 'delivers an event without a valid signature');
      deliveries.push({ exchange, sent });
      after = await readAfter(exchange, object, tools);
      if (changedValues(object.before, after).length > 0) break;
    }
    if (changedValues(object.before, after).length > 0) break;
  }
  const untouched = twin === undefined ? null : { before: twin.before, after: await twin.read() };
  return { evidence: { owner: owner.name, before: object.before, deliveries, after, twin: untouched } };
}

interface Watched {
  before: [Exchange, Exchange];
  read(): Promise<Exchange>;
}

/** An object by itself; in a list others change, too. */
async function watched(target: WriteTarget, tools: TrialTools): Promise<Watched | undefined> {
  const seen = await ownersView(target, tools);
  if (seen === undefined || seen.view.isList) return undefined;
  const { view, exchange } = seen;
  const read = (): Promise<Exchange> => tools.send(view.request, target.owner, 'owner reads again', { fresh: true });
  return { before: [exchange, await read()], read };
}

async function readAfter(delivery: Exchange, { before, read }: Watched, { active }: TrialTools): Promise<Exchange> {
  let after = await read();
  for (const pause of isRefusal(delivery) ? [] : active.pauses) {
    if (changedValues(before, after).length > 0) break;
    await active.pause(pause);
    after = await read();
  }
  return after;
}

/** The same event of every kind that the description names. */
function variants(body: JsonObject, operation: Operation, { things }: TrialTools): JsonObject[] {
  for (const { name, schema } of bodyParameters(operation, things.surface)) {
    const declared = schema === undefined ? {} : things.surface.resolve(schema);
    if (!kindName.test(name) || !Array.isArray(declared.enum) || !Object.hasOwn(body, name)) continue;
    const kinds = declared.enum.filter((kind): kind is string => typeof kind === 'string').slice(0, mostKinds);
    return kinds.map((kind) => ({ ...body, [name]: kind }));
  }
  return [body];
}
