import type { Module, Span } from '../ir/ir.ts';
import { printModule } from '../ir/print.ts';
import { parserFor } from './grammar.ts';
import { parsePython } from './python.ts';

export async function readPython(...lines: readonly string[]): Promise<Module> {
  return parsePython(await parserFor('python'), 'app.py', lines.join('\n'));
}

/** The lines of the printed module. */
export async function printed(...lines: readonly string[]): Promise<string[]> {
  return printModule(await readPython(...lines)).split('\n');
}

/** All parts of a module that have a place, each with the innermost part around it that has one. */
export function placesIn(module: Module, length: number): { part: Span; around: Span }[] {
  const places: { part: Span; around: Span }[] = [];
  const whole: Span = { start: 0, end: length };
  const left: { value: unknown; around: Span }[] = [
    { value: module.body, around: whole },
    { value: module.errors, around: whole },
    { value: module.directives, around: whole },
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value } = next;
    if (typeof value !== 'object' || value === null) continue;
    let { around } = next;
    if (isSpan(value)) {
      places.push({ part: value, around });
      around = value;
    }
    for (const [name, part] of Object.entries(value)) {
      // What a case binds is taken from the subject, which stands somewhere else.
      const isTaken = name === 'body' && isCase(value) && Array.isArray(part);
      left.push({ value: isTaken ? part.filter(({ kind }) => kind !== 'assignment') : part, around });
    }
  }
  return places;
}

function isSpan(value: object): value is Span {
  return 'start' in value && 'end' in value;
}

function isCase(value: object): boolean {
  return 'tests' in value && 'body' in value;
}
