/**
 * One top-level declaration of a piece of Python or TypeScript, with its decorators and comment, by name.
 * @throws when the code has no such declaration
 */
export function excerpt(code: string, name: string): string {
  const found = declarationsOf(code).find((declaration) =>
    new RegExp(`\\b(?:def|class|function|interface|const) ${name}\\b`).test(declaration),
  );
  if (found === undefined) throw new Error(`no declaration of ${name}`);
  return found;
}

/** A new one begins after a blank line, at the margin. */
function declarationsOf(code: string): string[] {
  return code.split(/\n{2,}(?=\S)/).map((declaration) => declaration.trimEnd());
}
