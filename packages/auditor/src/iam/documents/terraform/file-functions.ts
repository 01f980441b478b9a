import { joinPath } from '../source.ts';
import { entriesOf, type Tree, textOf, textTree } from '../tree.ts';
import { evaluate } from './evaluate.ts';
import type { CallExpression } from './hcl.ts';
import { cursorOf, HclError } from './hcl-cursor.ts';
import { readWholeTemplate } from './hcl-template.ts';
import type { Module, Scope } from './module.ts';
import { countText, type Run } from './run.ts';

/** Policies are small, and descriptions of APIs rarely larger. */
const maxFile = 262_144;

type FileFunction = (values: readonly Tree[], call: CallExpression, scope: Scope, run: Run) => Tree | undefined;

/** Functions that read other files of the repository. */
export const fileFunctions: Readonly<Record<string, FileFunction>> = {
  file: ([path], _call, { module }, run) => {
    const source = fileAt(path, module, run);
    if (source === undefined) return undefined;
    const whole = { source, start: 0, end: source.text.length };
    return { ...textTree(whole, source.text), origin: [[0, 0]] };
  },
  templatefile: ([path, variables], _call, { module }, run) => {
    const source = fileAt(path, module, run);
    if (source === undefined) return undefined;
    try {
      const template = readWholeTemplate(cursorOf(source));
      const names = new Map(entriesOf(variables).map(([name, { value }]) => [name, value]));
      return evaluate(template, { module, names }, run);
    } catch (error) {
      if (error instanceof HclError) return undefined;
      throw error;
    }
  },
  abspath: ([path]) => path,
  pathexpand: ([path]) => path,
};

function fileAt(path: Tree | undefined, module: Module, run: Run): ReturnType<Run['file']> {
  const text = textOf(path);
  const source = text === undefined ? undefined : run.file(pathIn(text, module));
  if (source === undefined || source.text.length > maxFile) return undefined;
  countText(run, source.text.length);
  return source;
}

/** A path of an expression from the root of the audit: without a slash it begins where Terraform runs. */
export function pathIn(path: string, { rootFolder }: Module): string {
  return path.startsWith('/') ? joinPath('', path) : joinPath(rootFolder, path);
}
