import type { CallExpression, Expression, ListExpression, Module, Span } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import type { Repair } from './contract.ts';
import type { Edit } from './edit.ts';

/** `algorithms=['HS256', 'none']`: what is signed stays in order, and only tokens that anybody can make are refused. */
export const noNoneAlgorithm: Repair = {
  rule: 'code/weak-session-or-jwt-settings',
  message: 'anyAlgorithm',
  does: 'Tokens without a signature are refused.',
  mend: ({ module, span, text }) => {
    const lists = callsAt(module, span).flatMap(algorithmsOf);
    const [list] = lists;
    return list === undefined || lists.length > 1 ? undefined : withoutNone(list, text);
  },
};

function callsAt(module: Module, { start, end }: Span): CallExpression[] {
  const found: CallExpression[] = [];
  walk(module, {
    expression: (expression) => {
      if (expression.kind === 'call' && expression.start === start && expression.end === end) found.push(expression);
    },
  });
  return found;
}

/** The list as it stands in the call: one that is named elsewhere may be for others, too. */
function algorithmsOf(call: CallExpression): ListExpression[] {
  return call.arguments.flatMap(({ name, value }) => {
    if (name === 'algorithms') return value.kind === 'list' ? [value] : [];
    if (name !== undefined || value.kind !== 'dict') return [];
    const entry = value.entries.find(({ key }) => key !== null && wordOf(key) === 'algorithms');
    return entry?.value.kind === 'list' ? [entry.value] : [];
  });
}

function wordOf(key: Expression): unknown {
  return key.kind === 'name' ? key.name : key.kind === 'literal' ? key.value : undefined;
}

/** With the comma before it, or that behind it where it is the first; nothing where it is all that there is. */
function withoutNone({ items }: ListExpression, text: string): Edit[] | undefined {
  const isNone = (item: Expression): boolean =>
    item.kind === 'literal' && typeof item.value === 'string' && item.value.toLowerCase() === 'none';
  const kept = items.filter((item) => !isNone(item));
  if (kept.length === items.length || kept.length === 0 || kept.some(({ kind }) => kind !== 'literal'))
    return undefined;
  const first = items.findIndex((item) => !isNone(item));
  const edits = items.flatMap((item, index): Edit[] => {
    if (!isNone(item)) return [];
    const [before, behind] = [items[index - 1], items[index + 1]];
    if (index > first && before !== undefined) return [{ start: before.end, end: item.end, text: '' }];
    return behind === undefined ? [] : [{ start: item.start, end: behind.start, text: '' }];
  });
  // A comment in between would go, too.
  return edits.some(({ start, end }) => /[#\n]|\/[/*]/.test(text.slice(start, end))) ? undefined : edits;
}
