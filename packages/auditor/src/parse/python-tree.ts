import type { Language, Parser, TreeCursor } from 'web-tree-sitter';
import type { Span } from '../ir/ir.ts';
import { forParser } from './python-comments.ts';

/** A node of the syntax tree, copied: to ask the parser for one property after the other would be slow. */
export interface SyntaxNode extends Span {
  readonly type: string;
  /** Named nodes without comments; operators and other tokens only where they make a difference. */
  readonly children: readonly SyntaxNode[];
  /** What does not parse in an expression. In a block it is among the children, in its place. */
  readonly broken: readonly SyntaxNode[];
}

/** A whole file. */
export interface SyntaxTree {
  readonly root: SyntaxNode;
  readonly comments: readonly Span[];
  /** What does not parse, and where something is missing. */
  readonly errors: readonly Span[];
}

/** How many milliseconds a text may take: 20 times of what people's files need. Only what was made for it takes longer. */
const longestParse = ({ length }: string) => 2000 + length / 200;

/** The type of what does not parse is outside of the grammar. */
const errorType = 0xffff;

/** Shared by all nodes that have none; frozen, so that adding to it by mistake is an error. */
const none: SyntaxNode[] = [];
Object.freeze(none);

const leaves = words(`identifier integer float true false none ellipsis pass_statement break_statement
  continue_statement import_prefix wildcard_import keyword_separator positional_separator`);

/** Parts of strings, which are read from the text itself, and what may stand anywhere. */
const ignored = words(`string_start string_content string_end escape_sequence escape_interpolation type_conversion
  line_continuation`);

const withTokens = words(`binary_operator boolean_operator unary_operator comparison_operator augmented_assignment
  slice interpolation format_expression case_pattern union_pattern complex_pattern keyword_pattern dict_pattern`);

const blocks = words('module block ERROR');

/** What is done with a type of node. */
interface Role {
  readonly type: string;
  readonly kind: 'token' | 'leaf' | 'inner' | 'string' | 'comment' | 'ignored';
  readonly keepsTokens: boolean;
  readonly isBlock: boolean;
}

const error: Role = { type: 'ERROR', kind: 'inner', keepsTokens: false, isBlock: true };
const rolesOf = new WeakMap<Language, readonly Role[]>();

/**
 * Parses the text and copies its tree. Null when that takes too long. Nothing here recurses, so that no nesting is too
 * deep. `offsetOf` moves all places.
 */
export function readTree(parser: Parser, text: string, offsetOf: OffsetOf = same): SyntaxTree | null {
  const { language } = parser;
  if (!language) return null;
  const deadline = performance.now() + longestParse(text);
  const tree = parser.parse(forParser(text), null, { progressCallback: () => performance.now() > deadline });
  if (!tree) {
    // Otherwise the next text would be taken for the rest of this one.
    parser.reset();
    return null;
  }
  const cursor = tree.walk();
  try {
    const { hasError } = tree.rootNode;
    const roles = rolesFor(language);
    return copyTree(cursor, { text, offsetOf, roles, hasError, comments: [], errors: [], open: [], waiting: [] });
  } finally {
    cursor.delete();
    tree.delete();
  }
}

type OffsetOf = (offset: number) => number;

const same: OffsetOf = (offset) => offset;

interface Growing extends SyntaxNode {
  children: readonly SyntaxNode[];
  broken: SyntaxNode[];
}

/** A node whose children are being copied. */
interface OpenNode {
  readonly node: Growing;
  readonly role: Role;
  /** Where its children begin among those that wait for their parents. */
  readonly from: number;
}

/** A tree that is being copied. */
interface Copy {
  readonly text: string;
  readonly offsetOf: OffsetOf;
  readonly roles: readonly Role[];
  readonly hasError: boolean;
  readonly comments: Span[];
  readonly errors: Span[];
  /** The nodes around the place of the cursor, from the root on. */
  readonly open: OpenNode[];
  /** Children of the open nodes. A list of its own for each would be larger than what is in it. */
  readonly waiting: SyntaxNode[];
}

function copyTree(cursor: TreeCursor, copy: Copy): SyntaxTree {
  const root: Growing = {
    type: 'module',
    start: 0,
    end: copy.offsetOf(copy.text.length),
    children: none,
    broken: none,
  };
  copy.open.push({ node: root, role: error, from: 0 });
  noteError(copy, cursor, cursor.nodeTypeId);
  for (let more = cursor.gotoFirstChild(); more; ) {
    const { nodeTypeId } = cursor;
    const role = copy.roles[nodeTypeId] ?? error;
    noteError(copy, cursor, nodeTypeId);
    const node = copyNode(copy, cursor, role);
    if (node && mayHaveChildren(copy, cursor, role) && cursor.gotoFirstChild()) {
      copy.open.push({ node, role, from: copy.waiting.length });
    } else more = toNext(copy, cursor);
  }
  root.children = copy.waiting;
  return { root, comments: copy.comments, errors: copy.errors };
}

function noteError({ hasError, errors, offsetOf }: Copy, cursor: TreeCursor, type: number): void {
  if (!hasError || (type !== errorType && !cursor.nodeIsMissing)) return;
  const [start, end] = [offsetOf(cursor.startIndex), offsetOf(cursor.endIndex)];
  const last = errors.at(-1);
  if (last?.start !== start || last.end !== end) errors.push({ start, end });
}

/** The node at the cursor, added to its parent. Null for what is left out. */
function copyNode(copy: Copy, cursor: TreeCursor, { kind, type }: Role): Growing | null {
  const parent = copy.open[copy.open.length - 1];
  if (!parent || kind === 'ignored' || (kind === 'token' && !parent.role.keepsTokens)) return null;
  const { startIndex } = cursor;
  const start = copy.offsetOf(startIndex);
  const end = copy.offsetOf(cursor.endIndex);
  if (kind === 'comment') {
    copy.comments.push({ start, end });
    return null;
  }
  const node: Growing = { type, start, end, children: none, broken: none };
  add(copy, parent, node);
  return node;
}

function mayHaveChildren({ text }: Copy, cursor: TreeCursor, { kind }: Role): boolean {
  return kind === 'inner' || (kind === 'string' && isFormatted(text, cursor.startIndex));
}

/** To the next sibling, or to that of the innermost node around that has one. */
function toNext({ open, waiting }: Copy, cursor: TreeCursor): boolean {
  while (!cursor.gotoNextSibling()) {
    if (open.length === 1) return false;
    const closed = open.pop();
    if (closed && closed.from < waiting.length) closed.node.children = waiting.splice(closed.from);
    cursor.gotoParent();
  }
  return true;
}

function add({ waiting }: Copy, { node: parent, role }: OpenNode, node: SyntaxNode): void {
  if (node.type !== 'ERROR' || role.isBlock) waiting.push(node);
  else if (parent.broken === none) parent.broken = [node];
  else parent.broken.push(node);
}

/** Whether a string has an `f` before it: only then there is something in it that its text does not say plainly. */
function isFormatted(text: string, start: number): boolean {
  for (let index = start; index < start + 3; index++) {
    const letter = text[index];
    if (letter === '"' || letter === "'") return false;
    if (letter === 'f' || letter === 'F' || letter === 't' || letter === 'T') return true;
  }
  return false;
}

function rolesFor(language: Language): readonly Role[] {
  const known = rolesOf.get(language);
  if (known) return known;
  const roles = language.types.map(
    (type, id): Role => ({
      type,
      kind: language.nodeTypeIsNamed(id) ? kindOf(type) : 'token',
      keepsTokens: withTokens.has(type),
      isBlock: blocks.has(type),
    }),
  );
  rolesOf.set(language, roles);
  return roles;
}

function kindOf(type: string): Role['kind'] {
  if (type === 'string' || type === 'comment') return type;
  if (leaves.has(type)) return 'leaf';
  return ignored.has(type) ? 'ignored' : 'inner';
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
