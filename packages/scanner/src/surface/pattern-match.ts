import type { Characters, PatternNode } from './pattern.ts';

/** Most positions that are looked at for one text. */
const mostSteps = 100_000;

interface Matching {
  text: readonly string[];
  left: number;
}

/**
 * Whether the whole of a text matches, or any part of it. Walks all ways through the pattern at once, so that no
 * pattern takes exponential time; what takes too long all the same counts as no match.
 */
export function matchesPattern(node: PatternNode, text: string, extent: 'whole' | 'part'): boolean {
  const characters = [...text];
  const matching: Matching = { text: characters, left: mostSteps };
  if (extent === 'whole') return ends(node, [0], matching).includes(characters.length);
  const starts = Array.from({ length: characters.length + 1 }, (_, index) => index);
  return ends(node, starts, matching).length > 0;
}

/** Where matches that begin at any of the positions end. */
function ends(node: PatternNode, from: readonly number[], matching: Matching): readonly number[] {
  matching.left -= from.length + 1;
  if (matching.left < 0 || from.length === 0) return [];
  switch (node.kind) {
    case 'one':
      return from.filter((at) => at < matching.text.length && holds(node.of, matching.text[at] as string)).map(next);
    case 'row':
      return node.parts.reduce((positions, part) => ends(part, positions, matching), from);
    case 'choice':
      return distinct(node.options.flatMap((option) => ends(option, from, matching)));
    case 'repeat':
      return repeatedEnds(node, from, matching);
    case 'start':
      return from.filter((at) => at === 0);
    case 'end':
      return from.filter((at) => at === matching.text.length);
    case 'look':
      return from.filter((at) => ends(node.node, [at], matching).length > 0 !== node.isNegative);
  }
}

function repeatedEnds(
  { node, least, most }: Extract<PatternNode, { kind: 'repeat' }>,
  from: readonly number[],
  matching: Matching,
): readonly number[] {
  let reached = from;
  for (let round = 0; round < least && reached.length > 0; round++) reached = ends(node, reached, matching);
  const all = new Set(reached);
  let latest = reached;
  for (let round = least; round < most && latest.length > 0; round++) {
    latest = ends(node, latest, matching).filter((at) => !all.has(at));
    for (const at of latest) all.add(at);
  }
  return [...all];
}

export function holds({ members, others }: Characters, character: string): boolean {
  return members.has(character) || (others && !/^[\x20-\x7e]$/.test(character));
}

function next(at: number): number {
  return at + 1;
}

function distinct(positions: readonly number[]): number[] {
  return [...new Set(positions)];
}
