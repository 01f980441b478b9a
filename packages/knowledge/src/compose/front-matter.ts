/** A source file: the `key: value` lines between two `---` lines, and the text after them. */
export interface Source {
  fields: ReadonlyMap<string, string>;
  body: string;
}

/** Reads front matter of single-line values; throws on a line that is none, naming it. */
export function readFrontMatter(text: string): Source {
  const lines = text.split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) return { fields: new Map(), body: text.trim() };
  const fields = lines.slice(1, end).map((line): [string, string] => {
    const colon = line.indexOf(': ');
    if (colon < 1) throw new Error(`not a line of front matter: ${line}`);
    return [line.slice(0, colon), line.slice(colon + 2).trim()];
  });
  return {
    fields: new Map(fields),
    body: lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  };
}
