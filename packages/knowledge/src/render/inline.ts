export type InlineStyle = 'plain' | 'code' | 'strong' | 'emphasis';

/** A stretch of text in one style; it may hold spaces. */
export interface Span {
  text: string;
  style: InlineStyle;
}

const inline =
  /(?<code>`[^`]+`)|\*\*(?<strong>[^*]+)\*\*|\*(?<emphasis>[^*\s](?:[^*]*[^*\s])?)\*|\[(?<label>[^\]]+)\]\((?<url>[^()\s]+)\)/g;

/**
 * The spans of a line of Markdown. Code keeps its backticks, so that it can be told from prose without colour. A link
 * to the web is followed by its address; of one inside the repository only the words are left.
 */
export function parseInline(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > at) spans.push({ text: text.slice(at, match.index), style: 'plain' });
    spans.push(...spansOf(match.groups ?? {}));
    at = match.index + match[0].length;
  }
  if (at < text.length) spans.push({ text: text.slice(at), style: 'plain' });
  return spans;
}

function spansOf({ code, strong, emphasis, label, url }: Readonly<Record<string, string | undefined>>): Span[] {
  if (code !== undefined) return [{ text: code, style: 'code' }];
  if (strong !== undefined) return [{ text: strong, style: 'strong' }];
  if (emphasis !== undefined) return [{ text: emphasis, style: 'emphasis' }];
  const words = parseInline(label ?? '');
  return /^https?:/.test(url ?? '') ? [...words, { text: ` (${url})`, style: 'plain' }] : words;
}
