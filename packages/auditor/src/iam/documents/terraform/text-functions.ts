import { readJson } from '../json-tree.ts';
import { spotOf } from '../source.ts';
import { concatTrees, splitText, unknown } from '../text.ts';
import { choiceTree, itemsOf, listTree, type Tree, textOf, textTree } from '../tree.ts';
import type { TerraformFunction } from './functions.ts';
import type { CallExpression } from './hcl.ts';
import { jsonText } from './json-text.ts';
import { listOf } from './run.ts';

/** Functions of texts. What is unknown in a text stays as it is. */
export const textFunctions: Readonly<Record<string, TerraformFunction>> = {
  join: ([separator, ...lists], call) => {
    const items = lists.flatMap(itemsOf);
    const glue = textTree(call, textOf(separator) ?? '');
    return concat(
      call,
      items.flatMap((item, index) => (index === 0 ? [item] : [glue, item])),
    );
  },
  split: ([separator, value], call) => {
    const parts = splitText(textOf(value) ?? '', textOf(separator) ?? '');
    return listTree(
      call,
      parts.slice(0, 1000).map((part) => textTree(call, part)),
    );
  },
  format: ([template, ...values], call) => concat(call, formatted(textOf(template) ?? '', values, call)),
  formatlist: ([template, ...lists], call) => {
    const rows = Math.max(0, ...lists.map((list) => (list.kind === 'list' ? list.items.length : 0)));
    const rowOf = (index: number) => lists.map((list) => (list.kind === 'list' ? (list.items[index] ?? list) : list));
    return listOf(
      call,
      Array.from({ length: Math.min(rows, 1000) }, (_, index) =>
        concat(call, formatted(textOf(template) ?? '', rowOf(index), call)),
      ),
    );
  },
  lower: inPieces((text) => text.toLowerCase()),
  upper: inPieces((text) => text.toUpperCase()),
  title: inPieces((text) => text.replace(/(^|\s)([a-z])/g, (start) => start.toUpperCase())),
  trimspace: changed((text) => text.trim()),
  chomp: changed((text) => text.replace(/\n+$/, '')),
  trimprefix: changed((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: changed((text, suffix) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  // A pattern between slashes is a regular expression of Go: what it changes is unknown.
  replace: ([value, from, to], call) => {
    const [text, search, replacement] = [value, from, to].map(textOf);
    if (text === undefined || search === undefined || search === '' || /^\/.*\/$/.test(search)) return undefined;
    const result = text.split(search).join(replacement ?? '');
    return result.length > 16_384 ? undefined : textTree(call, result);
  },
  substr: ([value, from, count], call) => {
    const text = textOf(value);
    const [start, length] = [from, count].map((number) => Number(textOf(number) ?? Number.NaN));
    if (text === undefined || text.includes('${?') || start === undefined || length === undefined) return undefined;
    return textTree(call, length < 0 ? text.slice(start) : text.slice(start, start + length));
  },
  jsonencode: ([value]) => value && encoded(value),
  jsondecode: ([value]) => {
    if (value === undefined || value.kind !== 'text') return value;
    const reading = readJson(value.text, () => spotOf(value));
    return reading.problem === undefined && 'tree' in reading ? reading.tree : undefined;
  },
};

function changed(change: (text: string, other: string) => string): TerraformFunction {
  return ([value, other], call) => {
    const text = textOf(value);
    return text === undefined ? undefined : textTree(call, change(text, textOf(other) ?? ''));
  };
}

/** Changes what is known of a text and leaves the names of what is not. */
function inPieces(change: (text: string) => string): TerraformFunction {
  return changed((text) =>
    text
      .split(/(\$\{\?[^}]{0,200}\})/)
      .map((piece) => (piece.startsWith('${?') ? piece : change(piece)))
      .join(''),
  );
}

/** Policies are read as they are: a map or list that is encoded as JSON stays the document itself. */
function encoded(value: Tree): Tree {
  if (value.kind === 'choice') return choiceTree(value, value.options.map(encoded));
  return value.kind === 'text' || value.kind === 'scalar' ? textTree(value, jsonText(value)) : value;
}

const verbs = /%(?:%|[-+ #0]{0,3}\d{0,3}(?:\.\d{0,3})?[a-zA-Z])/g;

function formatted(template: string, values: readonly Tree[], call: CallExpression): Tree[] {
  const parts: Tree[] = [];
  let [end, used] = [0, 0];
  for (const { 0: verb, index } of template.matchAll(verbs)) {
    parts.push(textTree(call, template.slice(end, index)));
    parts.push(verb === '%%' ? textTree(call, '%') : (values[used++] ?? textTree(call, unknown('format'))));
    end = index + verb.length;
  }
  return [...parts, textTree(call, template.slice(end))];
}

function concat(call: CallExpression, parts: readonly Tree[]): Tree {
  return concatTrees(call, parts, jsonText);
}
