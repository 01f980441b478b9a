import type { FlowEvent } from '../flow/events.ts';
import { deepSources } from '../flow/sources.ts';
import { externalOf, type Source, type Value } from '../flow/value.ts';
import type { RouteRun } from '../program/run-route.ts';

/** What may ask who sent a request, by its name. */
const asking = /verif|signature|construct_?event|valid|hmac|digest|auth|secret|token|webhook|headers?(?:\.get)?$/i;

/** Names of fields and parameters by which a sender may show that it knows a secret. */
const secretName = /secret|token|key|sign|hash|hmac|auth/i;

/**
 * Whether a route is a webhook that writes down whatever arrives: nobody signs in there, so a signature has to stand
 * for it, and nothing looks at a header or at anything else that a sender could prove itself by.
 */
export function isUnsignedWebhook({ route, events }: RouteRun): boolean {
  if (!/(?:^|\/)webhooks?(?:\/|$)/i.test(route.path)) return false;
  const handlers = [...route.guards.flatMap((guard) => guard.handlers), ...route.draft.handlers];
  return !handlers.some((handler) => asking.test(externalOf(handler)?.path ?? '')) && !events.some(mayAsk);
}

function mayAsk(event: FlowEvent): boolean {
  switch (event.kind) {
    case 'call':
      return (
        asking.test(event.path) || [...event.arguments.positional, ...event.arguments.named.values()].some(isProof)
      );
    case 'compare':
      return isProof(event.left) || isProof(event.right);
    case 'access':
      return event.access.key.some(({ value }) => isProof(value));
    default:
      return false;
  }
}

function isProof(value: Value): boolean {
  return deepSources(value).some(isProofSource);
}

function isProofSource(source: Source): boolean {
  return source.kind === 'request' && (source.origin === 'header' || secretName.test(source.name));
}
