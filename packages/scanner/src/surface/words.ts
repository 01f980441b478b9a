/**
 * The words of an identifier in lower case: `createdById`, `created_by-id` and `created.by.id` all give
 * `created`, `by`, `id`. A run of capitals is one word: `userID`, `HTTPStatus`.
 */
export function wordsOf(identifier: string): string[] {
  return identifier
    .slice(0, 300)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The singular of an English collection name, good enough to name a parameter: `categories` gives `category`. */
export function singularOf(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word) || word.length < 4) return word;
  if (/(?:ch|sh|ss|x|z)es$/.test(word)) return word.slice(0, -2);
  if (/uses$/.test(word) && !/[ao]uses$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** The plural of an English noun, the other way round: `category` gives `categories`. */
export function pluralOf(word: string): string {
  for (const [plural, singular] of irregular) if (singular === word) return plural;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

const irregular = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ['media', 'media'],
  ['data', 'data'],
  ['series', 'series'],
  ['news', 'news'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['indices', 'index'],
  ['addresses', 'address'],
  ['statuses', 'status'],
  ['boxes', 'box'],
]);
