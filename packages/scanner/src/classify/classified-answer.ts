import { type Exchange, jsonOf, type Leaf, leavesOf } from '@middlebrick/model';
import { type DataClass, leafKind } from './classify-leaf.ts';
import { secretsIn } from './secrets.ts';

/** A value of an answer that is worth protecting. */
export interface ClassifiedLeaf {
  path: string;
  key: string;
  value: string;
  class: DataClass;
  kind: string;
}

const known = new WeakMap<Exchange, ClassifiedLeaf[]>();

/**
 * Everything in an answer that belongs to a data class, whatever its status. JSON is judged leaf by leaf, numbers
 * included; other text only by the formats of known keys. Found once per exchange.
 */
export function classifiedLeaves(exchange: Exchange): ClassifiedLeaf[] {
  let leaves = known.get(exchange);
  if (leaves === undefined) {
    const json = jsonOf(exchange);
    leaves =
      json === undefined ? secretsOf('text', '', exchange.response?.body ?? '') : leavesOf(json).flatMap(classified);
    known.set(exchange, leaves);
  }
  return leaves;
}

function classified(leaf: Leaf): ClassifiedLeaf[] {
  if (typeof leaf.value !== 'string' && typeof leaf.value !== 'number') return [];
  const value = String(leaf.value);
  const key = fieldOf(leaf);
  const kind = leafKind(key, value);
  if (kind !== undefined) return [{ path: leaf.path, key, value, ...kind }];
  return value.length > 4096 ? secretsOf(leaf.path, key, value) : [];
}

function secretsOf(path: string, key: string, text: string): ClassifiedLeaf[] {
  return secretsIn(text).map((found) => ({ path, key, value: found.value, class: 'secret', kind: found.title }));
}

/** In a low-level DynamoDB item the field is called `S`; the attribute's name is the one before it. */
export function fieldOf(leaf: Pick<Leaf, 'path' | 'key'>): string {
  if (!/^(?:S|N|B|BOOL|SS|NS|BS)$/.test(leaf.key)) return leaf.key;
  return leaf.path.replaceAll('[]', '').split('.').at(-2) ?? leaf.key;
}
