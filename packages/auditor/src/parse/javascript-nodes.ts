import type { TreeCursor } from 'web-tree-sitter';
import type { Span } from '../ir/ir.ts';
import { type Kinds, roles, statementLists } from './javascript-kinds.ts';

/** What is read of a node of tree-sitter: its named children without comments and types. */
export interface SyntaxNode extends Span {
  readonly kind: string;
  readonly children: readonly SyntaxNode[];
  /** Tokens that mean something: `async`, operators. */
  readonly marks: readonly string[];
}

/** Deeper than people nest; what stands below is one node of the kind `too_deep`. */
const maxDepth = 400;

/** Tree-sitter's id of code that does not parse. */
const errorId = 0xffff;

interface OpenNode extends SyntaxNode {
  readonly id: number;
  kind: string;
  end: number;
  readonly children: SyntaxNode[];
  readonly marks: string[];
}

interface Reading {
  readonly cursor: TreeCursor;
  readonly kinds: Kinds;
  /** Where the text ends for which places are told. */
  readonly limit: number;
  readonly onComment: ((comment: Span) => void) | null;
  /** From the root to the node whose children are read. */
  readonly path: OpenNode[];
  parent: OpenNode;
  /** The role of a child by the id of its kind. */
  roleOf: Uint8Array;
  /** Whether the cursor is at the first child. */
  isFirst: boolean;
  /** Where the child before ends, if that is known. */
  lastEnd: number;
}

const none: readonly never[] = [];

/**
 * One pass over the tree with as few questions as possible, because each is a call into WebAssembly: a node begins where
 * its first child does and ends where its last one does.
 */
export function readNodes(
  cursor: TreeCursor,
  kinds: Kinds,
  limit: number,
  onComment: ((comment: Span) => void) | null,
): SyntaxNode {
  const id = idAt(cursor, kinds);
  const root = openNode(id, kinds, Math.min(cursor.startIndex, limit));
  root.end = Math.min(cursor.endIndex, limit);
  if (!cursor.gotoFirstChild()) return root;

  const path = [root];
  const roleOf = kinds.below(id);
  const reading: Reading = { cursor, kinds, limit, onComment, path, parent: root, roleOf, isFirst: true, lastEnd: -1 };
  let isAtNode = true;
  while (path.length > 0) isAtNode = isAtNode ? visit(reading) : leave(reading);
  return root;
}

const idAt = (cursor: TreeCursor, { names }: Kinds): number => {
  const id = cursor.nodeTypeId;
  return id === errorId ? names.length - 1 : id;
};

const openNode = (id: number, { names }: Kinds, start: number): OpenNode => {
  return { kind: names[id] ?? '', start, end: -1, children: [], marks: [], id };
};

const startAt = ({ cursor, limit, isFirst, parent }: Reading): number =>
  isFirst ? parent.start : Math.min(cursor.startIndex, limit);

const endAt = ({ cursor, limit }: Reading): number => Math.min(cursor.endIndex, limit);

/** Goes on to the first child or the next sibling; false when there is none. */
function visit(reading: Reading): boolean {
  const { cursor, kinds, parent } = reading;
  const id = idAt(cursor, kinds);
  const role = reading.roleOf[id];
  switch (role) {
    case roles.open:
    case roles.unparsed:
      if (enter(reading, id, role)) return true;
      break;
    case roles.whole: {
      const start = startAt(reading);
      const end = endAt(reading);
      parent.children.push({ kind: kinds.names[id] ?? '', start, end, children: none, marks: none });
      reading.lastEnd = end;
      break;
    }
    case roles.mark:
      parent.marks.push(kinds.names[id] ?? '');
      reading.lastEnd = -1;
      break;
    case roles.comment:
      // A statement without a semicolon does not end with the comment after it.
      reading.onComment?.({ start: startAt(reading), end: endAt(reading) });
      break;
    default:
      reading.lastEnd = -1;
  }
  reading.isFirst = false;
  return cursor.gotoNextSibling();
}

/** Whether the node has children to go on with. Code that does not parse is a statement of its own. */
function enter(reading: Reading, id: number, role: number): boolean {
  const { cursor, kinds, parent, path } = reading;
  const node = openNode(id, kinds, startAt(reading));
  const home = role === roles.unparsed ? path.findLast(({ kind }) => statementLists.has(kind)) : parent;
  (home ?? parent).children.push(node);

  const isTooDeep = path.length >= maxDepth;
  if (isTooDeep || !cursor.gotoFirstChild()) {
    if (isTooDeep) node.kind = 'too_deep';
    node.end = endAt(reading);
    reading.lastEnd = node.end;
    return false;
  }
  path.push(node);
  reading.parent = node;
  reading.roleOf = kinds.below(id);
  reading.isFirst = true;
  reading.lastEnd = -1;
  return true;
}

/** Goes on after the parent, all of whose children are read. */
function leave(reading: Reading): boolean {
  const { cursor, kinds, parent, path } = reading;
  path.pop();
  const above = path.at(-1);
  if (!above) return false;
  if (reading.lastEnd < 0) reading.lastEnd = endAt(reading);
  parent.end = reading.lastEnd;
  reading.parent = above;
  reading.roleOf = kinds.below(above.id);
  reading.isFirst = false;
  cursor.gotoParent();
  return cursor.gotoNextSibling();
}
