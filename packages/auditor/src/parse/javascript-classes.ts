import type { ClassNode, Entry, Expression, FunctionNode, Statement } from '../ir/ir.ts';
import { annotationOf, decoratorsOf, functionFrom } from './javascript-functions.ts';
import { nameOf } from './javascript-literals.ts';
import { childAt, childOf, type Lowering, literal } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';
import { keyFrom } from './javascript-patterns.ts';

/** A class; decorators can also stand before the `export` around it. */
export function classFrom(node: SyntaxNode, lowering: Lowering, outer: readonly Expression[] = []): ClassNode {
  const named = childOf(node, 'type_identifier', 'identifier');
  const heritage = childOf(node, 'class_heritage')?.children ?? [];
  const body = childOf(node, 'class_body')?.children ?? [];
  return {
    start: node.start,
    end: node.end,
    name: named ? nameOf(named, lowering) : '',
    bases: heritage.flatMap(({ children }) => children.map(lowering.expression)),
    decorators: [...outer, ...decoratorsOf(node, lowering)],
    body: members(body, lowering),
  };
}

function members(nodes: readonly SyntaxNode[], lowering: Lowering): Statement[] {
  const statements: Statement[] = [];
  let decorators: Expression[] = [];
  for (const node of nodes) {
    if (node.kind === 'decorator') {
      decorators.push(lowering.expression(childAt(node, 0)));
      continue;
    }
    statements.push(...member(node, decorators, lowering));
    decorators = [];
  }
  return statements;
}

function member(node: SyntaxNode, decorators: readonly Expression[], lowering: Lowering): Statement[] {
  const { start, end } = node;
  switch (node.kind) {
    case 'method_definition':
      return [{ kind: 'function', start, end, function: methodFrom(node, lowering, decorators) }];
    case 'public_field_definition':
      return field(node, decorators, lowering);
    case 'class_static_block':
      return [{ kind: 'block', start, end, body: lowering.statements(childAt(node, 0).children) }];
    default:
      return lowering.statements([node]);
  }
}

/** A field that is only declared for its type is none. */
function field(node: SyntaxNode, before: readonly Expression[], lowering: Lowering): Statement[] {
  if (node.marks.includes('declare') || node.marks.includes('abstract')) return [];
  const [named, value] = node.children.filter(({ kind }) => kind !== 'decorator' && kind !== 'type_annotation');
  if (!named) return [];
  const decorators = [...before, ...decoratorsOf(node, lowering)];
  const annotation = annotationOf(node, lowering);
  return [
    {
      kind: 'assignment',
      start: node.start,
      end: node.end,
      targets: [fieldTarget(named, lowering)],
      value: value ? lowering.expression(value) : literal({ start: node.end, end: node.end }, null),
      ...(annotation !== null && { annotation }),
      ...(decorators.length > 0 && { decorators }),
      ...(node.marks.includes('static') && { isStatic: true }),
      declares: true,
    },
  ];
}

/** A name, or for a computed one `this[key]`. */
function fieldTarget(node: SyntaxNode, lowering: Lowering): Expression {
  const { start, end } = node;
  const key = keyFrom(node, lowering);
  if (key.kind === 'literal') return { kind: 'name', start, end, name: String(key.value) };
  return { kind: 'index', start, end, object: { kind: 'name', start, end: start, name: 'this' }, index: key };
}

/** A method of a class or an object. A setter is called `set name`, because the name itself is not it. */
export function methodFrom(node: SyntaxNode, lowering: Lowering, decorators: readonly Expression[] = []): FunctionNode {
  const key = keyFrom(childAt(node, 0), lowering);
  const name = key.kind === 'literal' ? String(key.value) : '';
  return functionFrom(node, lowering, { name: node.marks.includes('set') ? `set ${name}` : name, decorators });
}

/** `{ method() {} }` */
export function methodEntry(node: SyntaxNode, lowering: Lowering): Entry {
  const { start, end } = node;
  const method = methodFrom(node, lowering);
  const named = childAt(node, 0);
  const key = node.marks.includes('set') ? literal(named, method.name) : keyFrom(named, lowering);
  return { key, value: { kind: 'function', start, end, function: method } };
}
