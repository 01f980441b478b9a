import type { Policy, PolicyStatement } from '../infrastructure.ts';
import type { Drafts } from './drafts.ts';
import { isPolicyDocument, readStatements } from './policy.ts';
import { placeOf } from './source.ts';
import { at, type Tree, textOf } from './tree.ts';
import type { Warnings } from './warnings.ts';

/** Adds every policy document in a tree: a file may be one, a list of them, or what the command line of AWS prints. */
export function readPlainPolicies(root: Tree, drafts: Drafts, warnings: Warnings): void {
  const scope = root.source.path;
  const visit = (tree: Tree, { name, isGiven }: Name): void => {
    const inner = (key: string | number): Name => (isGiven ? { name, isGiven } : { name: `${name}/${key}`, isGiven });
    if (isPolicyDocument(tree)) {
      const statements = readStatements(tree, warnings);
      const policy = { name, kind: kindOf(statements), statements, place: placeOf(tree) };
      drafts.policies.push({ scope, policy, holders: [] });
    } else if (tree.kind === 'list') {
      for (const [index, item] of tree.items.entries()) visit(item, inner(index));
    } else if (tree.kind === 'map') {
      const given = textOf(at(tree, 'PolicyName')) ?? textOf(at(tree, 'RoleName'));
      for (const [key, { value }] of tree.entries) {
        visit(value, given === undefined ? inner(key) : { name: given, isGiven: true });
      }
    }
  };
  visit(root, { name: scope, isGiven: false });
}

interface Name {
  readonly name: string;
  /** Whether it is what the policy is called, and not the way to it. */
  readonly isGiven: boolean;
}

/** Only policies of resources and of roles say who; those of roles are about becoming it. */
export function kindOf(statements: readonly PolicyStatement[]): Policy['kind'] {
  if (statements.every(({ principals }) => principals.length === 0)) return 'identity';
  const actions = statements.flatMap((statement) => statement.actions);
  return actions.every((action) => action.toLowerCase().startsWith('sts:')) ? 'trust' : 'resource';
}
