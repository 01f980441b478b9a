import type { Article } from '../article.ts';
import { paintCode } from './code.ts';
import { parseInline } from './inline.ts';
import { type Paint, paintLine, paintOf } from './paint.ts';
import { type Block, parseMarkdown } from './parse-markdown.ts';
import { drawTable } from './table.ts';
import { wrapSpans } from './wrap.ts';

export interface RenderOptions {
  /** Columns of the terminal. Code alone may be wider. */
  width: number;
  color: boolean;
}

const narrowest = 20;
const indent = '  ';
const codeIndent = '      ';

/** An article for the terminal, with a newline at its end. */
export function renderArticle(article: Pick<Article, 'markdown'>, options: RenderOptions): string {
  return renderMarkdown(article.markdown, options);
}

/** Any text in the Markdown of the articles, such as the page of a check, for the terminal. */
export function renderMarkdown(markdown: string, { width, color }: RenderOptions): string {
  const page = { width: Math.max(narrowest, Math.floor(width)), paint: paintOf(color) };
  const blocks = parseMarkdown(markdown).map((block) => drawBlock(block, page));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

interface Page {
  width: number;
  paint: Paint;
}

function drawBlock(block: Block, page: Page): string[] {
  switch (block.kind) {
    case 'heading':
      return drawHeading(block.text, block.level, page);
    case 'paragraph':
      return drawText(block.text, indent, indent, page);
    case 'list':
      return block.items.flatMap((item) => drawText(item, `${indent}- `, `${indent}  `, page));
    case 'code':
      return paintCode(block.lines.join('\n'), block.language, page.paint).map((line) =>
        line === '' ? '' : codeIndent + line,
      );
    case 'table':
      return drawTable(block.header, block.rows, { width: page.width - indent.length, paint: page.paint }).map(
        (line) => (line === '' ? '' : indent + line),
      );
  }
}

/** The two upper levels are underlined; all stand at the margin, which text does not. */
function drawHeading(text: string, level: number, { width, paint }: Page): string[] {
  const lines = wrapSpans(parseInline(text), width).map((line) => line.map((span) => span.text).join(''));
  const drawn = lines.map((line) => paint('title', line));
  if (level > 2) return drawn;
  const length = Math.max(0, ...lines.map((line) => [...line].length));
  return [...drawn, paint('rule', (level === 1 ? '═' : '─').repeat(length))];
}

function drawText(text: string, first: string, rest: string, { width, paint }: Page): string[] {
  return wrapSpans(parseInline(text), width - rest.length).map(
    (line, index) => (index === 0 ? first : rest) + paintLine(line, paint),
  );
}
