import { defineCheck } from '../../define-check.ts';
import { unlessUnsafe } from '../../experiments/unless-unsafe.ts';
import { webhookTrial } from '../../experiments/webhook-trial.ts';
import { choosing } from '../../survey/write-targets.ts';
import { judgeDelivery } from '../../verdict/delivered.ts';
import { isInboundWebhook } from '../../verdict/webhook.ts';

export default defineCheck({
  id: 'consumption/unsigned-webhook',
  title: 'A webhook believes events that nobody signed',
  category: 'unsafeConsumption',
  severity: 'high',
  cwe: [345],
  owasp: 'API10:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N',
  sends: 'writes',
  needs: ['identities', 'made', 'accounts', 'surface'],
  messages: {
    believed: "An event without a valid signature changes {owner}'s object: {fields}.",
    refused: 'Events without a valid signature are refused.',
    noEffect: 'The event was answered, but no effect on the object that it names could be seen.',
    nothingOwn: 'Nothing of the scan’s own is known that an event could name.',
    noBody: 'No event could be made from the description.',
    noView: 'The object that an event could name cannot be read.',
    otherwiseRefused: 'The events were refused, but not plainly for their signature.',
    noAnswer: 'The webhook gave no usable answer.',
  },
  remediation:
    'Verify the signature over the raw body with the shared secret, in constant time, and refuse old timestamps, before the event is parsed; ask the sender for the state of the object instead of believing what the event says.',
  article: 'identification-failures',

  appliesTo: (operation, { surface }) => {
    if (!isInboundWebhook(operation)) return 'is no inbound webhook';
    return choosing(operation, surface) !== undefined || 'its events name no object';
  },

  async probe({ operation, survey, send, active }) {
    const tools = { send, active, things: survey };
    const trial = await unlessUnsafe(() => webhookTrial(operation, tools), { reason: 'noBody' } as const);
    return { trial };
  },

  judge({ trial }) {
    if ('reason' in trial) return { outcome: 'inconclusive', message: trial.reason };
    const { owner, before, deliveries, after } = trial.evidence;
    const { rule, found, isAsSent } = judgeDelivery(trial.evidence);
    if (rule === 'refused') return { outcome: 'hardened', message: rule };
    const delivery = deliveries.at(-1);
    if (rule !== 'believed' || delivery === undefined) {
      return { outcome: 'inconclusive', message: rule === 'believed' ? 'noAnswer' : rule };
    }
    const paths = found.map(({ path }) => path);
    return {
      outcome: 'vulnerable',
      message: 'believed',
      confidence: isAsSent ? 'confirmed' : 'firm',
      values: found,
      proof: [
        { role: 'before', label: `${owner} reads it`, exchange: before[1] },
        { role: 'write', label: 'anonymous delivers an event', exchange: delivery.exchange },
        { role: 'after', label: `${owner} reads it again`, exchange: after, shows: paths, note: 'changed' },
      ],
      replay: 1,
      details: { owner, fields: paths.join(', ') },
    };
  },
});
