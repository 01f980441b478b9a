import type { Spot } from './source.ts';
import { choiceTree, type Tree, textOf, textTree } from './tree.ts';

/** Longer texts come from expressions that repeat each other, not from people. */
const maxText = 4096;
/** More combinations than a name ever has. */
const maxOptions = 8;

/** The text for what only the deployment knows. */
export function unknown(name: string): string {
  return `\${?${name.replace(/[{}$\s]+/g, '').slice(0, 120) || 'unknown'}}`;
}

/** Whether nothing of the text is known. */
export function isUnknown(text: string): boolean {
  return text.startsWith('${?') && text.indexOf('}') === text.length - 1;
}

/** The name in `${?name}`, when the text is nothing else. */
export function unknownName(text: string): string | undefined {
  return isUnknown(text) ? text.slice(3, -1) : undefined;
}

/** Texts one after the other; a choice of texts when parts of it are choices. */
export function concatTrees(spot: Spot, parts: readonly Tree[], nameOf: (tree: Tree) => string): Tree {
  let texts = [''];
  for (const part of parts) {
    const options = part.kind === 'choice' ? part.options : [part];
    const tails = [...new Set(options.map((option) => textOf(option) ?? nameOf(option)))];
    texts = texts.flatMap((text) => tails.map((tail) => text + tail)).slice(0, maxOptions);
    if (texts.some((text) => text.length > maxText)) return textTree(spot, unknown('long'));
  }
  return choiceTree(
    spot,
    texts.map((text) => textTree(spot, text)),
  );
}

/** Splits where the separator stands outside of `${…}`. */
export function splitText(text: string, separator: string): string[] {
  if (separator === '' || text.length > maxText) return [text];
  const parts: string[] = [];
  let [start, position] = [0, 0];
  while (position < text.length) {
    const end = text.startsWith('${', position) ? text.indexOf('}', position) : -1;
    if (end > 0) position = end + 1;
    else if (text.startsWith(separator, position)) {
      parts.push(text.slice(start, position));
      position += separator.length;
      start = position;
    } else position++;
  }
  return [...parts, text.slice(start)];
}

/** What stays of a text when what is unknown in it may be anything: equal for texts that may be the same. */
export function shapeOf(text: string): string {
  return text.slice(0, maxText).replace(/\$\{\?[^}]*\}/g, '*');
}
