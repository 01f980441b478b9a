/** Control characters, and format characters such as those that turn the direction of writing. */
const hidden = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Text from outside as it may be printed on one line: control and direction characters become visible escapes. */
export function visible(text: string, { keepLines = false }: { keepLines?: boolean } = {}): string {
  return text.replace(hidden, (character) => {
    if (character === '\n' || character === '\t') return keepLines ? character : ' ';
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
