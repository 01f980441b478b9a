/** How a piece of text looks: what the escape sequences before it switched on. */
interface Style {
  color: string | undefined;
  isBold: boolean;
  isDim: boolean;
}

interface Piece {
  /** Column of its first character, from 0. */
  column: number;
  text: string;
  style: Style;
}

/** Dark and its own, so that the picture reads alike on a light and on a dark page. */
const background = '#161b22';
const border = '#3d444d';
const foreground = '#e6edf3';
const dim = '#9198a1';
const colors: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  32: '#56d364',
  33: '#e3b341',
  34: '#79c0ff',
  36: '#56d4dd',
};

const fontSize = 13;
/** Width of one column. Every piece is set to its columns, so the reader's font cannot move them. */
const columnWidth = 7.8;
const lineHeight = 18;
const padding = 20;

const plain: Style = { color: undefined, isBold: false, isDim: false };
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins what is looked for
const sequence = /\u001b\[([\d;]*)m/g;

/** The text without its colours. */
export function withoutColors(text: string): string {
  return text.replace(sequence, '');
}

export interface PictureOptions {
  /** What the picture shows, for readers who do not see it. */
  title: string;
  /** Columns of the terminal; what is longer is cut. */
  columns: number;
}

/**
 * A picture of terminal output as SVG: text stays text, no fonts and no scripts are loaded.
 *
 * @param lines output with SGR escape sequences (ECMA-48), each character one column wide
 * @throws RangeError for an escape sequence that has no picture here
 */
export function svgOf(lines: readonly string[], { title, columns }: PictureOptions): string {
  const width = Math.ceil(columns * columnWidth) + 2 * padding;
  const height = lines.length * lineHeight + 2 * padding;
  let style = plain;
  const texts = lines.flatMap((line, row) => {
    const read = piecesOf(line, style);
    style = read.style;
    return read.pieces.flatMap((piece) => cut(piece, columns)).map((piece) => textOf(piece, row));
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    '<style>',
    `text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;white-space:pre;fill:${foreground}}`,
    `.b{font-weight:600}.d{fill:${dim}}${Object.entries(colors)
      .map(([code, color]) => `.c${code}{fill:${color}}`)
      .join('')}`,
    '</style>',
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${background}" stroke="${border}"/>`,
    ...texts,
    '</svg>',
    '',
  ].join('\n');
}

/** The words of a line with their styles. Gaps of two columns and more part them, for these hold tables in line. */
function piecesOf(line: string, start: Style): { pieces: Piece[]; style: Style } {
  const pieces: Piece[] = [];
  let style = start;
  let column = 0;
  let from = 0;
  const take = (text: string): void => {
    for (const match of text.matchAll(/\S+(?: \S+)*/g)) {
      const before = [...text.slice(0, match.index)].length;
      pieces.push({ column: column + before, text: match[0], style });
    }
    column += [...text].length;
  };
  for (const match of line.matchAll(sequence)) {
    take(line.slice(from, match.index));
    from = match.index + match[0].length;
    style = styled(style, match[1] ?? '');
  }
  take(line.slice(from));
  return { pieces, style };
}

function styled(start: Style, parameters: string): Style {
  const style = { ...start };
  for (const text of parameters.split(';')) {
    const code = Number(text);
    if (code === 0) Object.assign(style, plain);
    else if (code === 1) style.isBold = true;
    else if (code === 2) style.isDim = true;
    else if (code === 22) style.isBold = style.isDim = false;
    else if (code === 39) style.color = undefined;
    else if (colors[code] !== undefined) style.color = `c${code}`;
    else throw new RangeError(`The escape sequence ${JSON.stringify(text)} has no picture.`);
  }
  return style;
}

/** The part of a piece that fits, with an ellipsis where something is missing. */
function cut(piece: Piece, columns: number): Piece[] {
  const room = columns - piece.column;
  const characters = [...piece.text];
  if (characters.length <= room) return [piece];
  return room < 1 ? [] : [{ ...piece, text: `${characters.slice(0, room - 1).join('')}…` }];
}

function textOf({ column, text, style }: Piece, row: number): string {
  const x = round(padding + column * columnWidth);
  const y = padding + row * lineHeight + fontSize;
  const names = [style.isBold ? 'b' : '', style.color ?? (style.isDim ? 'd' : '')].filter((name) => name !== '');
  const look = names.length === 0 ? '' : ` class="${names.join(' ')}"`;
  const length = round([...text].length * columnWidth);
  return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${look}>${escaped(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
