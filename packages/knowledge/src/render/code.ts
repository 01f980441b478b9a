import type { Paint, Style } from './paint.ts';

const keywords = {
  python:
    'and|as|class|def|elif|else|except|for|from|if|import|in|is|lambda|None|not|or|raise|return|True|False|try|while|with|yield',
  typescript:
    'as|async|await|catch|class|const|export|false|for|from|function|if|import|interface|let|new|null|of|return|throw|true|try|type|typeof|undefined|while',
  json: 'true|false|null',
};

/** Comments, then strings, then keywords, whichever comes first in the text. */
const tokens: Readonly<Record<string, RegExp>> = {
  python: new RegExp(
    `(?<string>"""[\\s\\S]*?"""|"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*')|(?<comment>#[^\\n]*)|(?<keyword>\\b(?:${keywords.python})\\b)`,
    'g',
  ),
  typescript: new RegExp(
    `(?<comment>/\\*[\\s\\S]*?\\*/|//[^\\n]*)|(?<string>"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*'|\`(?:\\\\.|[^\`\\\\])*\`)|(?<keyword>\\b(?:${keywords.typescript})\\b)`,
    'g',
  ),
  json: new RegExp(`(?<string>"(?:\\\\.|[^"\\\\\\n])*")|(?<keyword>\\b(?:${keywords.json})\\b)`, 'g'),
};

/** Colours code lightly. Every line begins and ends plain, so that it can be indented. */
export function paintCode(code: string, language: string, paint: Paint): string[] {
  const token = tokens[language];
  if (token === undefined) return code.split('\n');
  const painted = code.replace(token, (text: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>;
    const style = (['comment', 'string', 'keyword'] as const).find((name) => groups[name] !== undefined);
    return paintLines(text, style ?? 'plain', paint);
  });
  return painted.split('\n');
}

function paintLines(text: string, style: Style, paint: Paint): string {
  return text
    .split('\n')
    .map((line) => paint(style, line))
    .join('\n');
}
