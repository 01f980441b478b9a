import type { SchemaNode } from '@middlebrick/model';

/** An object of a specification, of which nothing is known yet. */
export type SpecNode = SchemaNode;

export function isSpecNode(value: unknown): value is SpecNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An own property of a node. A specification comes from strangers: names such as `constructor` or `__proto__`
 * must never reach the prototype.
 */
export function field(node: unknown, name: string): unknown {
  return isSpecNode(node) && Object.hasOwn(node, name) ? node[name] : undefined;
}

export function nodeField(node: unknown, name: string): SpecNode | undefined {
  const value = field(node, name);
  return isSpecNode(value) ? value : undefined;
}

export function listField(node: unknown, name: string): readonly unknown[] {
  const value = field(node, name);
  return Array.isArray(value) ? value : [];
}

export function textField(node: unknown, name: string): string | undefined {
  const value = field(node, name);
  return typeof value === 'string' ? value : undefined;
}

const longestText = 300;

/** A text of the specification made fit to be shown: one line, without control characters, not too long. */
export function shown(text: string): string {
  const line = text
    .slice(0, longestText * 2)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length > longestText ? `${line.slice(0, longestText - 1)}…` : line;
}
