/**
 * Characters that steer a terminal or hide in a text: C0 and C1 controls, bidirectional marks and overrides
 * (Unicode Standard Annex 9, "Trojan Source"), line separators, zero-width spaces, tag characters, lone surrogates.
 */
const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\p{Cs}\u{e0000}-\u{e007f}]/gu;

/** Untrusted text with every steering character written out, such as `\x1b` or `\u202e`. One line in, one line out. */
export function visible(text: string): string {
  return text.replace(steering, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

/** Untrusted text of several lines: line ends and tabs keep their meaning, everything else is made visible. */
export function visibleLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => visible(line.replaceAll('\t', '    ')));
}
