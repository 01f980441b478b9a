import type { Access } from '../flow/events.ts';
import { belongs, listed } from '../flow/facts.ts';
import { deepSources } from '../flow/sources.ts';
import type { RequestSource, Source, Value } from '../flow/value.ts';
import { leavesIn } from './answer-facts.ts';
import { isClaimedIdentity, isUnverifiedToken } from './code-facts.ts';
import { isOwnerAttribute } from './owner-attribute.ts';

/** Whether what is written is all that the client sent, and not what was picked of it. */
export function holdsWholeBody(item: Value): boolean {
  const { shape } = item;
  const loose = shape.kind === 'dict' ? (shape.rest === null ? [] : leavesIn(shape.rest)) : leavesIn(item);
  return loose.some(({ source, treatments }) => {
    if (source.kind !== 'request' || (source.origin !== 'body' && source.origin !== 'query')) return false;
    return !treatments.has('picked') && !treatments.has('listed') && isWhole(source);
  });
}

function isWhole({ name }: RequestSource): boolean {
  return name === '' || name === '*' || /^(?:body|data|json|payload|attributes|item)$/.test(name);
}

/** The attribute of a new item that says whose it is, where the client alone says it. */
export function requestedOwner({ item, facts }: Access): string | undefined {
  if (item?.shape.kind !== 'dict') return undefined;
  for (const [attribute, value] of item.shape.fields) {
    if (
      !isOwnerAttribute(attribute) ||
      !/user|owner|tenant|account|customer|member|author|creat|principal|org/i.test(attribute)
    )
      continue;
    const sources = deepSources(value);
    const isAsked = sources.some(
      (source) => source.kind === 'identity' || facts.has(belongs(source)) || facts.has(listed(source)),
    );
    if (!isAsked && sources.some(isPlainRequest)) return attribute;
  }
  return undefined;
}

function isPlainRequest(source: Source): boolean {
  return source.kind === 'request' && !isClaimedIdentity(source) && !isUnverifiedToken(source);
}
