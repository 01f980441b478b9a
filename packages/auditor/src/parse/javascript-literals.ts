import type { Expression } from '../ir/ir.ts';
import { childAt, type Lowering, literal, unknown } from './javascript-lowering.ts';
import type { SyntaxNode } from './javascript-nodes.ts';
import { sharedName } from './shared-names.ts';

const escapes = /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r\n|[\s\S]))/g;

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  // A line that goes on below.
  ...['\n', '\r', '\r\n', '\u2028', '\u2029'].map((end) => [end, ''] as const),
]);

/** The text that a piece of a string literal stands for. What is no valid escape stays as it is. */
export function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(escapes, (whole, point, four, two, octal, single) => {
    if (single !== undefined) return shortEscapes.get(single) ?? single;
    const code = octal === undefined ? Number.parseInt(point ?? four ?? two, 16) : Number.parseInt(octal, 8);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** A name as it is meant: `\u0061` in it is `a`. */
export function nameOf({ start, end }: SyntaxNode, { text }: Lowering): string {
  return sharedName(unescaped(text.slice(start, end)));
}

/** The text of a string literal; one without its second quote goes to its end. */
export function stringOf({ start, end }: SyntaxNode, { text }: Lowering): string {
  const isClosed = end - start > 1 && text[end - 1] === text[start];
  return unescaped(text.slice(start + 1, isClosed ? end - 1 : end));
}

/** A number; of a bigint the nearest one. */
export function numberFrom(node: SyntaxNode, { text }: Lowering): Expression {
  const digits = text.slice(node.start, node.end).replaceAll('_', '').replace(/n$/, '');
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return Number.isNaN(value) ? unknown(node) : literal(node, value);
}

/** The text between the slashes. */
export function regexFrom(node: SyntaxNode, { text }: Lowering): Expression {
  const written = text.slice(node.start, node.end);
  return literal(node, written.slice(1, Math.max(1, written.lastIndexOf('/'))));
}

/** A template literal; without anything to fill in it is a string. */
export function templateFrom(node: SyntaxNode, lowering: Lowering): Expression {
  const parts: Expression[] = [];
  let start = node.start + 1;
  const addText = (end: number) => {
    const raw = lowering.text.slice(start, end).replaceAll('\r\n', '\n');
    if (raw !== '') parts.push(literal({ start, end }, unescaped(raw)));
  };
  for (const substitution of node.children) {
    addText(substitution.start);
    parts.push(lowering.expression(childAt(substitution, 0)));
    start = substitution.end;
  }
  addText(lowering.text[node.end - 1] === '`' ? node.end - 1 : node.end);

  if (node.children.length > 0) return { kind: 'template', start: node.start, end: node.end, parts };
  const [only] = parts;
  return literal(node, only?.kind === 'literal' ? only.value : '');
}
