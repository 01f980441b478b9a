import type { Confidence } from '@middlebrick/model';
import { all } from '../flow/calls.ts';
import type { Access, FlowEvent } from '../flow/events.ts';
import { deepSources } from '../flow/sources.ts';
import type { Site, Source, Value } from '../flow/value.ts';
import type { RouteRun } from '../program/run-route.ts';

/** `password`, `newPassword`, `:password` of an update. */
function isPasswordName(name: string): boolean {
  return /(?:^|[_.:])(?:pass(?:word|wd|code|phrase)?|pwd)$/i.test(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

/** What hashes or encrypts, as far as its name says so. */
const hashingName = /hash|digest|crypt|kdf|argon|cipher|seal|hashlib/i;

/** Something of the request that was not hashed, and whether all that was done to it is known. */
interface Raw {
  readonly source: Source;
  readonly isSeen: boolean;
}

/** What of a value is as the client sent it. */
function rawIn(value: Value, depth = 8, isSeen = true): Raw[] {
  const { shape, sources, treatments } = value;
  if (treatments.has('hashed')) return [];
  const below = (parts: Iterable<Value>, seen = isSeen): Raw[] =>
    [...parts].flatMap((part) => rawIn(part, depth - 1, seen));
  const own = (seen = isSeen): Raw[] => sources.map((source) => ({ source, isSeen: seen }));
  if (depth === 0) return own();
  switch (shape.kind) {
    case 'list':
      return below(shape.items);
    case 'text':
      return below(shape.parts);
    case 'dict':
      return below([...shape.fields.values(), ...(shape.rest === null ? [] : [shape.rest])]);
    case 'object':
      return below(shape.object.fields.values());
    case 'external': {
      const { path, arguments: given } = shape.external;
      if (hashingName.test(path)) return [];
      return given === undefined || all(given).length === 0 ? own(false) : below(all(given), false);
    }
    default:
      return own();
  }
}

/** How sure it is that what is written holds a password as the client sent it; `undefined` where it does not. */
export function storedPassword({ item, store }: Access): Confidence | undefined {
  if (store !== 'DynamoDB' || item?.shape.kind !== 'dict') return undefined;
  const raw = [...item.shape.fields].flatMap(([name, value]) =>
    rawIn(value).filter(
      ({ source }) =>
        source.kind === 'request' &&
        (isPasswordName(source.name) || (isPasswordName(name) && source.origin === 'body')),
    ),
  );
  if (raw.length === 0) return undefined;
  return raw.some(({ isSeen }) => isSeen) ? 'firm' : 'tentative';
}

/** Whether a search or a condition of the store compares a password as the client sent it. */
export function asksForPassword({ filter, condition, key, store }: Access): boolean {
  if (store !== 'DynamoDB') return false;
  return [...filter, ...condition, ...key].some(({ attribute, value }) => isPasswordName(attribute) && isSent(value));
}

/** Where the password of a request is compared with a stored one as it is. */
export function comparedPasswords({ events }: RouteRun): Site[] {
  return events.flatMap((event) => {
    const pair = comparedIn(event);
    if (pair === undefined || event.kind === 'access') return [];
    const [left, right] = pair;
    return (isSent(left) && isStored(right)) || (isStored(left) && isSent(right)) ? [event.site] : [];
  });
}

/** Both sides of `==`, and of a comparison that takes the same time whatever is compared. */
function comparedIn(event: FlowEvent): readonly [Value, Value] | undefined {
  if (event.kind === 'compare') return /^[=!]=$/.test(event.operator) ? [event.left, event.right] : undefined;
  if (event.kind !== 'call' || !/\.(?:compare_digest|timingSafeEqual)$/.test(event.path)) return undefined;
  const [left, right] = event.arguments.positional;
  return left === undefined || right === undefined ? undefined : [left, right];
}

function isSent(value: Value): boolean {
  return rawIn(value).some(({ source }) => source.kind === 'request' && isPasswordName(source.name));
}

function isStored(value: Value): boolean {
  return deepSources(value).some((source) => source.kind === 'item' && isPasswordName(source.path.at(-1) ?? ''));
}
