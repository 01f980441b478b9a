import { type Exchange, type Headers, headersOf, type Operation } from '@middlebrick/model';

/**
 * The header by which a write says of which state it is a change (RFC 9110, section 13.1.1), where the operation
 * declares it, or has asked for it by 428 (RFC 6585, section 3): without it everybody is refused.
 */
export function preconditionOf(operation: Operation, reading: Exchange, refusal?: Exchange): Headers {
  const isDeclared = operation.parameters.some(
    ({ in: place, name }) => place === 'header' && name.toLowerCase() === 'if-match',
  );
  if (!isDeclared && refusal?.response?.status !== 428) return [];
  const [tag] = headersOf(reading, 'etag');
  return tag === undefined ? [] : [['If-Match', tag]];
}
