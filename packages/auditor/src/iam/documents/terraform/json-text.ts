import { unknown } from '../text.ts';
import { isAbsent, type Tree } from '../tree.ts';

/** More than a policy may have. */
const maxText = 65_536;

/** A value as JSON; of a choice the likeliest. */
export function jsonText(tree: Tree): string {
  const texts: string[] = [];
  let length = 0;
  const write = (text: string) => {
    length += text.length;
    if (length <= maxText) texts.push(text);
  };
  const visit = (value: Tree): void => {
    if (length > maxText) return;
    if (value.kind === 'text') write(JSON.stringify(value.text));
    else if (value.kind === 'scalar') write(String(value.value));
    else if (value.kind === 'choice') visit(value.options.find((option) => !isAbsent(option)) ?? nothing(value));
    else visitParts(value, write, visit);
  };
  visit(tree);
  return length > maxText ? unknown('long') : texts.join('');
}

function visitParts(
  tree: Extract<Tree, { kind: 'list' | 'map' }>,
  write: (text: string) => void,
  visit: (value: Tree) => void,
): void {
  const isList = tree.kind === 'list';
  const parts: readonly (readonly [string, Tree])[] = isList
    ? tree.items.map((item) => ['', item] as const)
    : [...tree.entries].map(([key, { value }]) => [`${JSON.stringify(key)}:`, value] as const);
  write(isList ? '[' : '{');
  for (const [index, [label, value]] of parts.entries()) {
    write(index === 0 ? label : `,${label}`);
    visit(value);
  }
  write(isList ? ']' : '}');
}

function nothing(tree: Tree): Tree {
  return { kind: 'scalar', value: null, text: 'null', source: tree.source, start: tree.start, end: tree.end };
}
