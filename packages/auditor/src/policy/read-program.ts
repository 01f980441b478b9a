import type { SourceFile } from '../files/discover.ts';
import type { Module } from '../ir/ir.ts';
import { positionOf } from '../ir/position.ts';
import { parserFor } from '../parse/grammar.ts';
import { grammarOf, parseJavaScript } from '../parse/javascript.ts';
import { parsePython } from '../parse/python.ts';
import { type Program, runProgram } from '../program/program.ts';
import { settingModels } from './settings.ts';
import { type StrayRun, strayRuns } from './unreached.ts';

/** A program with what it does beside its routes. */
export interface WholeProgram {
  readonly program: Program;
  readonly stray: readonly StrayRun[];
  /** What did not parse, one sentence each. */
  readonly warnings: readonly string[];
}

/** Reads code for the requests that it sends, whoever sets them off. */
export async function readProgram(files: readonly SourceFile[]): Promise<WholeProgram> {
  const modules = await Promise.all(files.map(parsed));
  const program = runProgram(modules, settingModels);
  const stray = strayRuns(program, settingModels);
  const warnings = [
    ...modules.filter(({ errors }) => errors.length > 0).map(unreadable),
    ...(stray.isCut
      ? ['There is too much code that no route leads to: calls in it may be missing from the policy.']
      : []),
  ];
  return { program, stray: stray.runs, warnings };
}

function unreadable(module: Module): string {
  const { line } = positionOf(module, module.errors[0]?.start ?? 0);
  return `${module.path} line ${line}: this does not parse; calls in it may be missing from the policy.`;
}

async function parsed({ path, text }: SourceFile): Promise<Module> {
  if (path.endsWith('.py')) return parsePython(await parserFor('python'), path, text);
  return parseJavaScript(await parserFor(grammarOf(path)), path, text);
}
