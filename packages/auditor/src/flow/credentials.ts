import type { ItemSource, Source } from './value.ts';

/** Headers and cookies that hold something that only its holder knows. */
const credentialName =
  /(?:^|[-_.])(?:(?:api|access|license)[-_]?key|key|token|secret|sid|sess(?:ion)?(?:[-_]?(?:id|key|token))?|authorization|bearer|credentials?)$/i;

/** Attributes that say whose something is: what is found by them needs no secret. */
const ownerName = /(?:user|owner|tenant|account|customer|member|principal|email)(?:_?(?:id|name))?$/i;

/** A key of the API or the id of a session, by a header or a cookie. */
export function isCredential(source: Source): boolean {
  if (source.kind !== 'request') return false;
  return (source.origin === 'header' || source.origin === 'cookie') && credentialName.test(source.name);
}

/**
 * Whether a key names something by nothing but what only its holder knows: the session of a cookie, the account behind
 * a key of the API. That there is such a thing says who is calling.
 */
export function isByCredential({ key }: ItemSource['access'], sourcesOf: SourcesOf): boolean {
  const sources = key.flatMap(({ value }) => sourcesOf(value));
  return sources.length > 0 && sources.every(isCredential) && !key.some(({ attribute }) => ownerName.test(attribute));
}

type SourcesOf = (value: ItemSource['access']['key'][number]['value']) => readonly Source[];
