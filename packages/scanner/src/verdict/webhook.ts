import type { Operation } from '@middlebrick/model';

/** Names of what takes events from others. */
const webhookWords =
  /(?:^|[/_-])(?:web-?hooks?|hooks?|ipn|callbacks?|notify|notifications?\/(?:inbound|incoming))(?:$|[/_-])/i;

/** Whether an operation takes events that another system delivers; who may deliver them is not a question of owners. */
export function isInboundWebhook({ method, path }: Operation): boolean {
  return method === 'POST' && webhookWords.test(path);
}
