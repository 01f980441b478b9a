import type { AuditFacts } from '@middlebrick/model';
import type { Audited } from './audit.ts';
import type { Access } from './flow/events.ts';
import type { Program } from './program/program.ts';

const languages: readonly (readonly [RegExp, string])[] = [
  [/\.py$/, 'Python'],
  [/\.[cm]?tsx?$/, 'TypeScript'],
  [/\.[cm]?jsx?$/, 'JavaScript'],
];

/** What was read, and where in it questions could be asked: so that a report without findings says how much it means. */
export function factsOf(
  { files, configuration = [], program, infrastructure }: Audited,
  base: string | undefined,
): AuditFacts {
  const code = files.flatMap(({ path, text }) => {
    const language = languages.find(([ending]) => ending.test(path))?.[1];
    return language === undefined ? [] : [{ language, lines: linesOf(text) }];
  });
  const accesses = accessesOf(program);
  return {
    ...(base === undefined ? {} : { base }),
    files: code.length,
    lines: code.reduce((sum, { lines }) => sum + lines, 0),
    documents: files.length - code.length - configuration.length,
    languages: mostFrequentFirst(code.map(({ language }) => language)),
    frameworks: mostFrequentFirst(program.routes.map(({ framework }) => framework)),
    stores: mostFrequentFirst(accesses.map(({ store }) => store)),
    accesses: accesses.length,
    ...(infrastructure === null ? {} : { roles: infrastructure.roles.length, tables: infrastructure.tables.length }),
  };
}

/** Each place once, however many routes lead to it. */
function accessesOf({ runs }: Program): Access[] {
  const found = new Map<string, Access>();
  for (const { events } of runs) {
    for (const event of events) {
      if (event.kind !== 'access') continue;
      const { module, span } = event.access.site;
      found.set(`${module.path}:${span.start}:${span.end}`, event.access);
    }
  }
  return [...found.values()];
}

/** A line end closes a line; what follows the last one is a line only when there is something. */
function linesOf(text: string): number {
  const ends = text.match(/\r\n?|\n/g)?.length ?? 0;
  return ends + (text === '' || /[\r\n]$/.test(text) ? 0 : 1);
}

function mostFrequentFirst(names: readonly string[]): string[] {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1)).map(([name]) => name);
}
