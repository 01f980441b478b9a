import type { Confidence } from '@middlebrick/model';
import type { Site } from '../flow/value.ts';
import { placeOf } from '../program/place.ts';
import type { Route } from '../program/routes.ts';
import { operationOf } from './access-hit.ts';
import type { Hit } from './contract.ts';

/** The hit of a rule on a stretch of code that is no access: an answer, a call, a setting. */
export function siteHit<M extends string>(
  message: M,
  site: Site,
  route: Route | null,
  subject: string,
  details: Readonly<Record<string, string>>,
  steps: readonly { site: Site; note: string }[] = [],
  confidence: Confidence = 'firm',
): Hit<M> {
  const place = placeOf(site);
  const id = route === null ? '' : operationOf(route);
  const operation = id === '' ? {} : { operation: id };
  const named = { operation: id === '' ? 'The handler of errors' : id };
  return {
    message,
    place,
    confidence,
    subject,
    details: { ...(route === null ? {} : named), ...details },
    flow: [...steps.map(({ site: at, note }) => ({ place: placeOf(at), note })), { place, note: 'it is used here' }],
    ...operation,
  };
}
