// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text from outside as it may be printed: control and direction characters become visible escapes. */
export function visible(text: string, { keepLines = false }: { keepLines?: boolean } = {}): string {
  const shown = text.replace(controls, (char) => (char === '\n' && keepLines ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`));
  return keepLines ? shown : shown.replaceAll('\n', ' ').replaceAll('\t', ' ');
}
