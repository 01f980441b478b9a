import type { FlowEvent } from '../flow/events.ts';
import { belongs } from '../flow/facts.ts';
import { deepSources, isIdentity } from '../flow/sources.ts';
import type { RequestSource, Value } from '../flow/value.ts';
import type { RouteRun } from '../program/run-route.ts';
import { isClaimedIdentity, isUnverifiedToken } from './claims.ts';
import { isOwnerAttribute } from './owner-attribute.ts';

/** Headers, cookies and the like that a route takes for the identity of the caller: as a key, as an owner, or to compare with. */
export function claimedIdentities(run: RouteRun): RequestSource[] {
  return bySite(usedAsIdentity(run.events).filter(isClaimedIdentity));
}

/** Claims of tokens whose signature nobody verified, used in the same way. */
export function unverifiedTokens(run: RouteRun): RequestSource[] {
  return bySite(usedAsIdentity(run.events).filter((source) => isUnverifiedToken(source) && !isAboutToken(source)));
}

/** What chooses the key to verify a token with has to be read before. */
function isAboutToken({ name }: RequestSource): boolean {
  return /^(?:iss|kid|alg|typ|aud|azp|exp|iat|nbf|jti)$/.test(name);
}

/** Each place where it is read, once. */
function bySite(sources: readonly RequestSource[]): RequestSource[] {
  const found = new Map(sources.map((source) => [`${source.site.module.path}:${source.site.span.start}`, source]));
  return [...found.values()];
}

/** What the request says, wherever it stands for the identity of the caller and nothing asked whether it is true. */
function usedAsIdentity(events: readonly FlowEvent[]): RequestSource[] {
  return events.flatMap((event) => {
    if (event.kind === 'compare') return comparedAsIdentity(event.left, event.right);
    if (event.kind !== 'access') return [];
    const { key, keyValue, filter, condition, item, facts } = event.access;
    const owners =
      item?.shape.kind === 'dict'
        ? [...item.shape.fields].flatMap(([name, value]) => (isOwnerAttribute(name) ? [value] : []))
        : [];
    const compared = [...key, ...filter, ...condition].map(({ value }) => value);
    const used = requested([...compared, ...(keyValue === null ? [] : [keyValue]), ...owners]);
    return used.filter((source) => !facts.has(belongs(source)));
  });
}

/** A comparison with a verified identity is a check; with a constant it asks whether there is one. */
function comparedAsIdentity(left: Value, right: Value): RequestSource[] {
  if (isIdentity(left) || isIdentity(right)) return [];
  return deepSources(left).length === 0 || deepSources(right).length === 0 ? [] : requested([left, right]);
}

function requested(values: readonly Value[]): RequestSource[] {
  return values
    .flatMap((value) => deepSources(value))
    .filter((source): source is RequestSource => source.kind === 'request');
}
