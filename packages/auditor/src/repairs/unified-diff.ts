import { applied, type Edit, inOrder } from './edit.ts';

/** Lines that are shown before and after a change. */
const around = 3;

/** Lines of a text, counted from 0, that are replaced. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** The edits of a text as a unified diff, as `patch` and `git apply` take it. Empty without edits. */
export function unifiedDiff(path: string, text: string, edits: readonly Edit[]): string {
  const lines = text.split(/(?<=\n)/);
  const blocks = blocksOf(text, lines, inOrder(edits));
  if (blocks.length === 0) return '';
  let shift = 0;
  const hunks = hunksOf(blocks).map((group) => {
    const from = Math.max(0, (group[0]?.from ?? 0) - around);
    const to = Math.min(lines.length, (group.at(-1)?.to ?? 0) + around);
    const body = bodyOf(group, lines, from, to);
    const grown = group.reduce((sum, block) => sum + block.lines.length - (block.to - block.from), 0);
    const head = `@@ -${from + 1},${to - from} +${from + 1 + shift},${to - from + grown} @@\n`;
    shift += grown;
    return head + body;
  });
  return `--- a/${path}\n+++ b/${path}\n${hunks.join('')}`;
}

function blocksOf(text: string, lines: readonly string[], edits: readonly Edit[]): Block[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length;
  }
  const lineAt = (offset: number): number =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= offset),
    );
  const groups: { from: number; to: number; edits: Edit[] }[] = [];
  for (const edit of edits) {
    const from = lineAt(edit.start);
    const to = lineAt(Math.max(edit.start, edit.end - 1)) + 1;
    const last = groups.at(-1);
    if (last !== undefined && from < last.to) {
      last.to = Math.max(to, last.to);
      last.edits.push(edit);
    } else groups.push({ from, to, edits: [edit] });
  }
  return groups.map((group) => {
    const [start, end] = [starts[group.from] ?? 0, starts[group.to] ?? text.length];
    const inside = group.edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const after = applied(text.slice(start, end), inside);
    return { from: group.from, to: group.to, lines: after === '' ? [] : after.split(/(?<=\n)/) };
  });
}

/** Changes whose surroundings meet stand in one hunk. */
function hunksOf(blocks: readonly Block[]): Block[][] {
  const hunks: Block[][] = [];
  for (const block of blocks) {
    const last = hunks.at(-1);
    if (last !== undefined && block.from - (last.at(-1)?.to ?? 0) <= 2 * around) last.push(block);
    else hunks.push([block]);
  }
  return hunks;
}

function bodyOf(group: readonly Block[], lines: readonly string[], from: number, to: number): string {
  let at = from;
  const parts: string[] = [];
  for (const block of group) {
    parts.push(...marked(' ', lines.slice(at, block.from)));
    parts.push(...marked('-', lines.slice(block.from, block.to)), ...marked('+', block.lines));
    at = block.to;
  }
  return [...parts, ...marked(' ', lines.slice(at, to))].join('');
}

function marked(sign: string, lines: readonly string[]): string[] {
  return lines.map((line) => (line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`));
}
