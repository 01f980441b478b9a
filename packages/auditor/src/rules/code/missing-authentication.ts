import { isByCredential } from '../../flow/credentials.ts';
import { deepSources, isTainted } from '../../flow/sources.ts';
import { externalOf, type Value } from '../../flow/value.ts';
import type { Program } from '../../program/program.ts';
import type { RouteRun } from '../../program/run-route.ts';
import { accessHit } from '../access-hit.ts';
import { isCheckedByClaim, isClaim } from '../claims.ts';
import { chosenByCaller, isWrite, type ReachedAccess, reachedAccesses } from '../code-facts.ts';
import { defineRule, type Hit } from '../contract.ts';
import { isOwnerAttribute } from '../owner-attribute.ts';
import { isForSigningIn } from '../signing-in.ts';
import { isUnsignedWebhook } from '../unsigned-webhook.ts';

export default defineRule({
  id: 'code/missing-authentication',
  title: 'Private data is reached without signing in',
  category: 'authentication',
  severity: 'high',
  cwe: [306],
  owasp: 'API2:2023',
  messages: {
    open: '{operation} reaches {call} without asking who the caller is.',
  },
  remediation: 'Require a verified identity on the route, and take the key from it.',
  article: 'identification-failures',
  isPerHandler: true,

  find: (program: Program) => reachedAccesses(program).filter(isOpen).map(openHit),
});

function openHit(reached: ReachedAccess): Hit<'open'> {
  const { access, run, colour } = reached;
  // Forms that everybody may send, and counters of visits, look like this as well.
  const isPerhapsMeant = isWrite(access) && colour === 'server';
  if (isUnsignedWebhook(run)) return accessHit('open', reached, { confidence: 'tentative' });
  return accessHit('open', reached, isPerhapsMeant ? { severity: 'medium', confidence: 'tentative' } : {});
}

function isOpen(reached: ReachedAccess): boolean {
  const { access, run, isAuthenticated, isPrivileged, answers, colour } = reached;
  if (access.store !== 'DynamoDB' || isAuthenticated || isPrivileged) return false;
  if (isForSigningIn(run.route.path) && !(isWrite(access) && isUnsignedWebhook(run))) return false;
  if (access.isCount || isSigned(reached) || isByCredential(access, deepSources) || isBelieved(reached)) return false;
  if (isWrite(access) || access.kind === 'scan') return true;
  return answers.length > 0 && (chosenByCaller(reached) || colour === 'none');
}

/** Whether a claim of who the caller is stands for the identity: that it is believed is the flaw. */
function isBelieved({ access, chosenBy, run }: ReachedAccess): boolean {
  const item = access.item?.shape;
  const owners = item?.kind === 'dict' ? [...item.fields].filter(([name]) => isOwnerAttribute(name)) : [];
  const said = [...chosenBy, ...owners.flatMap(([, value]) => deepSources(value))];
  return said.some(isClaim) || isCheckedByClaim(access, chosenBy, run);
}

/** Whether the request was compared with a signature of it before: who sends it has the key. */
function isSigned({ access, run }: ReachedAccess): boolean {
  const signed = signedFrom(run);
  if (signed < 0) return false;
  return run.events.some((event, at) => at > signed && event.kind === 'access' && event.access.id === access.id);
}

/** Each access of a run asks for it. */
const signedByRun = new WeakMap<RouteRun, number>();

/** The first event that compares a signature; -1 where none does. */
function signedFrom(run: RouteRun): number {
  const known = signedByRun.get(run);
  if (known !== undefined) return known;
  const first = run.events.findIndex((event) => {
    if (event.kind === 'compare') return isSignature(event.left) || isSignature(event.right);
    return event.kind === 'call' && comparing.test(event.path) && event.arguments.positional.some(isSignature);
  });
  signedByRun.set(run, first);
  return first;
}

const comparing = /^(?:hmac\.compare_digest|secrets\.compare_digest|crypto\.timingSafeEqual)$/;

function isSignature(value: Value): boolean {
  return (
    /^(?:hmac\.(?:new|digest)|crypto\.createHmac)\(\)/.test(externalOf(value)?.path ?? '') ||
    (value.treatments.has('hashed') && isTainted(value))
  );
}
