import type { Access } from '../flow/events.ts';
import { deepSources, sourceKey } from '../flow/sources.ts';
import type { RequestSource, Source, Value } from '../flow/value.ts';
import type { RouteRun } from '../program/run-route.ts';

/*
 * What a caller says about who it is, and nobody verified. Where an application believes it, that is the flaw, and not
 * each access behind it.
 */

/** Headers and cookies by which a caller says who it is. */
const identityName =
  /(?:^|[-_.])(?:user|tenant|owner|account|caller|principal|identity|customer|member|org(?:anization)?|actor|subject|uid|sub)(?:[-_.]?(?:id|name|email))?$/i;

/** A parameter that is called as if it were the identity. */
const calledIdentity =
  /^(?:current|authenticated|auth|logged_?in|session|acting)_?(?:user|account|tenant|principal|customer)(?:_?(?:id|name|email))?$/i;

/** Whether a source is the caller's own word for who it is: a header, an unsigned cookie. */
export function isClaimedIdentity({ origin, name }: RequestSource): boolean {
  if (origin === 'header' || origin === 'cookie') return identityName.test(name);
  return (origin === 'query' || origin === 'body') && calledIdentity.test(name);
}

export function isUnverifiedToken({ origin }: RequestSource): boolean {
  return origin === 'token';
}

export function isClaim(source: Source): boolean {
  return source.kind === 'request' && (isClaimedIdentity(source) || isUnverifiedToken(source));
}

/** Whether a check of the key or of the item stands before an access or after it, which believes such a claim. */
export function isCheckedByClaim(access: Access, chosenBy: readonly Source[], { events }: RouteRun): boolean {
  if ([...access.condition, ...access.filter].some(({ value }) => holdsClaim(value))) return true;
  const keys = new Set(chosenBy.map(sourceKey));
  const isOfAccess = (value: Value): boolean =>
    deepSources(value).some((source) =>
      source.kind === 'item' ? source.access.id === access.id : keys.has(sourceKey(source)),
    );
  return events.some((event) => {
    if (event.kind !== 'compare' || !/^[=!]=$/.test(event.operator)) return false;
    const { left, right } = event;
    return (holdsClaim(left) && isOfAccess(right)) || (holdsClaim(right) && isOfAccess(left));
  });
}

function holdsClaim(value: Value): boolean {
  return deepSources(value).some(isClaim);
}
