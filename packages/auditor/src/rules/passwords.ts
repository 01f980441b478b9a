import type { Access } from '../flow/events.ts';
import { deepSources } from '../flow/sources.ts';
import type { Site, Value } from '../flow/value.ts';
import type { RouteRun } from '../program/run-route.ts';
import { leavesIn } from './answer-facts.ts';

/** `password`, `newPassword`, `:password` of an update. */
function isPasswordName(name: string): boolean {
  return /(?:^|[_.:])(?:pass(?:word|wd|code|phrase)?|pwd)$/i.test(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

/** Whether what is written holds a password as the client sent it. */
export function storesPassword({ item, store }: Access): boolean {
  if (store !== 'DynamoDB' || item?.shape.kind !== 'dict') return false;
  return [...item.shape.fields].some(([name, value]) =>
    leavesIn(value).some(
      ({ source, treatments }) =>
        source.kind === 'request' &&
        !treatments.has('hashed') &&
        (isPasswordName(source.name) || (isPasswordName(name) && source.origin === 'body')),
    ),
  );
}

/** Where the password of a request is compared with a stored one by `==`. */
export function comparedPasswords({ events }: RouteRun): Site[] {
  return events.flatMap((event) => {
    if (event.kind !== 'compare' || (event.operator !== '==' && event.operator !== '!=')) return [];
    const { left, right } = event;
    return (isSent(left) && isStored(right)) || (isStored(left) && isSent(right)) ? [event.site] : [];
  });
}

function isSent(value: Value): boolean {
  return (
    !value.treatments.has('hashed') &&
    deepSources(value).some((source) => source.kind === 'request' && isPasswordName(source.name))
  );
}

function isStored(value: Value): boolean {
  return deepSources(value).some((source) => source.kind === 'item' && isPasswordName(source.path.at(-1) ?? ''));
}
