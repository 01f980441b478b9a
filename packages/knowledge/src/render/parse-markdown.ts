/** The blocks that articles are made of. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'code'; language: string; lines: readonly string[] }
  | { kind: 'table'; header: readonly string[]; rows: readonly (readonly string[])[] };

/**
 * Reads the Markdown of an article: front matter and comments are left out; headings, paragraphs, flat lists, fenced
 * code and tables are kept. Anything else is a paragraph, so no text is lost.
 */
export function parseMarkdown(markdown: string): Block[] {
  const lines = markdown.replace(/^---\n[\s\S]*?\n---\n/, '').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const { block, next } = readBlock(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Read {
  block: Block | undefined;
  next: number;
}

function readBlock(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? '';
  if (line.trim() === '' || /^<!--.*-->$/.test(line)) return { block: undefined, next: at + 1 };
  if (line.startsWith('```')) return readCode(lines, at);
  const heading = /^(#{1,6}) (.*)$/.exec(line);
  if (heading) {
    return {
      block: { kind: 'heading', level: heading[1]?.length ?? 1, text: (heading[2] ?? '').trim() },
      next: at + 1,
    };
  }
  if (isTableAt(lines, at)) return readTable(lines, at);
  return line.startsWith('- ') ? readList(lines, at) : readParagraph(lines, at);
}

function readCode(lines: readonly string[], at: number): Read {
  const end = lines.indexOf('```', at + 1);
  const last = end === -1 ? lines.length : end;
  const language = (lines[at] ?? '').slice(3).trim();
  return { block: { kind: 'code', language, lines: lines.slice(at + 1, last) }, next: last + 1 };
}

function isTableAt(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? '').startsWith('| ') && /^\|(?: --- \|)+$/.test(lines[at + 1] ?? '');
}

function readTable(lines: readonly string[], at: number): Read {
  const rows: string[][] = [];
  let next = at + 2;
  while ((lines[next] ?? '').startsWith('| ')) rows.push(cellsOf(lines[next++] ?? ''));
  return { block: { kind: 'table', header: cellsOf(lines[at] ?? ''), rows }, next };
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\| /, '')
    .replace(/ \|$/, '')
    .split(' | ')
    .map((cell) => cell.trim());
}

function readList(lines: readonly string[], at: number): Read {
  const items: string[] = [];
  let next = at;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (line.startsWith('- ')) items.push(line.slice(2).trim());
    else if (line.startsWith('  ') && line.trim() !== '') items.push(`${items.pop() ?? ''} ${line.trim()}`);
    else break;
  }
  return { block: { kind: 'list', items }, next };
}

function readParagraph(lines: readonly string[], at: number): Read {
  let next = at + 1;
  while (next < lines.length && !startsBlock(lines, next)) next++;
  const text = lines
    .slice(at, next)
    .map((line) => line.trim())
    .join(' ');
  return { block: { kind: 'paragraph', text }, next };
}

function startsBlock(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return line.trim() === '' || /^(?:```|#{1,6} |- |<!--)/.test(line) || isTableAt(lines, at);
}
