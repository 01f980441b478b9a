import { articles } from './article.ts';

const most = 3;
/** Of the letters of a word, this share may be wrong, missing or too many. */
const tolerance = 0.34;
const longestQuery = 100;

/**
 * Topics that somebody may have meant who asked for one that does not exist, best first.
 * @param query what was typed
 * @param others topics besides the articles, such as ids of checks
 */
export function searchTopics(query: string, others: readonly string[] = []): string[] {
  const wanted = query.trim().toLowerCase().slice(0, longestQuery);
  if (wanted === '') return [];
  const candidates = [
    ...articles.map(({ slug, keywords }) => ({ topic: slug as string, names: [slug, ...keywords] })),
    ...others.map((topic) => ({ topic, names: [topic] })),
  ];
  return candidates
    .map(({ topic, names }) => ({ topic, score: Math.max(...names.map((name) => closeness(wanted, name))) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.topic.localeCompare(b.topic, 'en'))
    .slice(0, most)
    .map(({ topic }) => topic);
}

/** 1 for the same, 0 for nothing in common; the names as wholes count for more than their words. */
function closeness(wanted: string, name: string): number {
  const whole = similarity(wanted, name.toLowerCase());
  const named = wordsOf(name.toLowerCase());
  const words = wordsOf(wanted).map((word) => Math.max(0, ...named.map((other) => similarity(word, other))));
  const share = words.reduce((sum, score) => sum + score, 0) / Math.max(1, words.length);
  return Math.max(whole, share * 0.9);
}

function wordsOf(text: string): string[] {
  return text.split(/[^a-z0-9]+/).filter((word) => word.length > 1);
}

function similarity(a: string, b: string): number {
  const wrong = editDistance(a, b) / Math.max(a.length, b.length, 1);
  return wrong <= tolerance ? 1 - wrong : 0;
}

/** Insertions, deletions and substitutions from one text to the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
