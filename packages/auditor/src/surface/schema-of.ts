import type { SchemaNode } from '@middlebrick/model';
import type { RequestRead } from './request-reads.ts';

/** The schema of a part of the request, as far as its code tells. */
export function schemaOf({ type, choices }: Pick<RequestRead, 'type' | 'choices'>): SchemaNode {
  if (choices !== undefined) return { type: 'string', enum: [...choices] };
  if (type === 'uuid') return { type: 'string', format: 'uuid' };
  // What kind of value a field holds is not known, and most hold texts.
  return { type: type ?? 'string' };
}
