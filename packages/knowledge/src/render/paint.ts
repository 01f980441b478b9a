import type { InlineStyle } from './inline.ts';
import type { Line } from './wrap.ts';

export type Style = InlineStyle | 'title' | 'rule' | 'keyword' | 'string' | 'comment';
export type Paint = (style: Style, text: string) => string;

/** Select Graphic Rendition codes to begin and to end a style (ECMA-48, section 8.3.117). */
const codes: Readonly<Record<Exclude<Style, 'plain'>, readonly [begin: number, end: number]>> = {
  title: [1, 22],
  strong: [1, 22],
  emphasis: [3, 23],
  code: [36, 39],
  rule: [2, 22],
  keyword: [35, 39],
  string: [33, 39],
  comment: [2, 22],
};

/** Colours a text, or leaves it as it is. The caller has looked at the stream and at NO_COLOR. */
export function paintOf(color: boolean): Paint {
  return (style, text) => {
    if (!color || style === 'plain' || text === '') return text;
    const [begin, end] = codes[style];
    return `\u001b[${begin}m${text}\u001b[${end}m`;
  };
}

export function paintLine(line: Line, paint: Paint): string {
  return line.map(({ text, style }) => paint(style, text)).join('');
}
