import { concatTrees, unknown } from '../text.ts';
import { isOn, type TextTree, type Tree, textOf, textTree } from '../tree.ts';
import { evaluate, withLoopNames } from './evaluate.ts';
import type { TemplateExpression, TemplatePart } from './hcl.ts';
import { jsonText } from './json-text.ts';
import type { Scope } from './module.ts';
import { pairsOf } from './pairs.ts';
import { choiceOf, countText, nameOf, type Run } from './run.ts';

/** A document that is put together from expressions; policies end at a tenth of it. */
const maxText = 131_072;

interface Piece {
  readonly tree: Tree;
  /** Offset in the file. */
  readonly start: number;
}

/** The value of a text with expressions: a lone expression stays what it is. */
export function evaluateTemplate(expression: TemplateExpression, scope: Scope, run: Run): Tree {
  const [first] = expression.parts;
  if (expression.parts.length === 1 && first?.kind === 'value') return evaluate(first.value, scope, run);
  const pieces = piecesOf(expression, expression.parts, scope, run);
  const likeliest = joined(expression, pieces);
  countText(run, likeliest.text.length);
  if (pieces.every(({ tree }) => tree.kind !== 'choice')) return likeliest;
  const all = concatTrees(
    expression,
    pieces.map(({ tree }) => tree),
    textFor,
  );
  return all.kind === 'choice' ? choiceOf(expression, [likeliest, ...all.options.slice(1)]) : likeliest;
}

function piecesOf(expression: TemplateExpression, parts: readonly TemplatePart[], scope: Scope, run: Run): Piece[] {
  return parts.flatMap((part): Piece[] => {
    if (part.kind === 'plain') return [{ tree: textTree(expression, part.text), start: part.start }];
    if (part.kind === 'value') return [{ tree: evaluate(part.value, scope, run), start: part.value.start }];
    if (part.kind === 'if') {
      const holds = isOn(evaluate(part.condition, scope, run));
      return piecesOf(expression, holds === false ? part.otherwise : part.then, scope, run);
    }
    return pairsOf(evaluate(part.collection, scope, run), nameOf(part.collection)).flatMap((pair) =>
      piecesOf(expression, part.body, { ...scope, names: withLoopNames(scope.names, part.names, pair) }, run),
    );
  });
}

/** The text, and where its pieces stand. */
function joined(expression: TemplateExpression, pieces: readonly Piece[]): TextTree {
  const origin: [number, number][] = [];
  const texts: string[] = [];
  let length = 0;
  for (const { tree, start } of pieces) {
    const text = textFor(tree);
    if (length + text.length > maxText && pieces.length > 1) return textTree(expression, unknown('long'));
    origin.push([length, start]);
    texts.push(text);
    length += text.length;
  }
  return { ...textTree(expression, texts.join('')), origin };
}

/** Maps and lists within a text were encoded as JSON. */
function textFor(tree: Tree): string {
  return textOf(tree) ?? jsonText(tree);
}
