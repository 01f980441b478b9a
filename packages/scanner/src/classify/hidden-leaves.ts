import { type Exchange, jsonOf, leavesOf, type Severity } from '@middlebrick/model';
import { classifiedLeaves, fieldOf } from './classified-answer.ts';
import { worstClass } from './classify-leaf.ts';
import { internalName } from './internal-names.ts';

/** A value that the normal answer of an operation keeps back. */
export interface HiddenLeaf {
  path: string;
  key: string;
  value: string;
}

/**
 * Leaves of an answer that a service would not show by choice: classified values and internal fields. One's own e-mail
 * address is not among them, since to select it is what selection is for; in a list it is everybody's.
 */
export function hiddenLeaves(exchange: Exchange): HiddenLeaf[] {
  const contacts = new Set(
    classifiedLeaves(exchange)
      .filter((leaf) => leaf.class === 'contact')
      .map((leaf) => leaf.value),
  );
  const classed = classifiedLeaves(exchange).filter(
    (leaf) => leaf.class !== 'contact' || (contacts.size > 1 && leaf.path.includes('[]')),
  );
  const internal = leavesOf(jsonOf(exchange) ?? null).filter(
    (leaf) => leaf.value !== null && internalName(fieldOf(leaf)) !== undefined,
  );
  const all = [...classed, ...internal.map((leaf) => ({ path: leaf.path, key: leaf.key, value: String(leaf.value) }))];
  return all
    .map(({ path, key, value }) => ({ path, key, value }))
    .filter(
      (leaf, index) => all.findIndex((other) => other.path === leaf.path && other.value === leaf.value) === index,
    );
}

/** High for documents, money, health, credentials and keys; medium for contact data and internal fields. */
export function severityOfHidden(exchange: Exchange, brought: readonly HiddenLeaf[]): Severity {
  const paths = new Set(brought.map((leaf) => leaf.path));
  const worst = worstClass(
    classifiedLeaves(exchange)
      .filter((leaf) => paths.has(leaf.path))
      .map((leaf) => leaf.class),
  );
  return worst === undefined || worst === 'contact' ? 'medium' : 'high';
}
