import { type Exchange, type JsonObject, jsonOf } from '@middlebrick/model';
import type { FilledBody } from '../active/contract.ts';
import { placesOf } from '../verdict/assigned.ts';

/** Names of what says which state a write is a change of: any other than the present one is refused, whoever asks. */
const versionName = /^(?:lock_?|row_?|_)?(?:version|rev|revision|etag)(?:_?number)?$/i;

/** A body that is of the version which the owner reads now. */
export function withPresentVersion(filled: FilledBody, reading: Exchange): FilledBody {
  const json = jsonOf(reading);
  const value: JsonObject = { ...filled.value };
  for (const name of Object.keys(value).filter((key) => versionName.test(key))) {
    const present = placesOf(json, name)[0]?.value;
    if (present !== undefined) value[name] = present;
  }
  return { value, canaries: filled.canaries };
}
