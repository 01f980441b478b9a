import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Tables of checks that a file of `verdict` is tried with besides the tests beside it. */
const tables = 3;

/**
 * The tests that should notice a mutant of a file, by their paths from `root`: the one of the same name; for what the
 * checks share in `verdict` also the other tests there, and the tables of the checks that are nearest by imports.
 */
export function testsOf(root: string, scanner: string, file: string): string[] {
  const tests = [testOf(file)];
  if (file.startsWith(`${scanner}/verdict/`)) {
    tests.push(...globSync(`${scanner}/verdict/*.test.ts`, { cwd: root }).sort());
    const checks = importersOf(root, scanner, file).filter((path) => path.startsWith(`${scanner}/checks/`));
    tests.push(...checks.slice(0, tables).map(testOf));
  }
  return [...new Set(tests)].filter((path) => existsSync(join(root, path)));
}

function testOf(file: string): string {
  return file.replace(/\.ts$/, '.test.ts');
}

/** The sources that import a file, directly or through others, the nearest first. */
function importersOf(root: string, scanner: string, file: string): string[] {
  const sources = globSync(`${scanner}/{verdict,experiments,survey,tokens,checks/*}/*.ts`, { cwd: root })
    .filter((path) => !path.endsWith('.test.ts'))
    .sort();
  const imports = new Map(sources.map((path) => [path, importsOf(root, path)]));
  const found = new Set([file]);
  for (const reached of found)
    for (const path of sources) if (imports.get(path)?.has(reached) === true) found.add(path);
  return [...found].slice(1);
}

function importsOf(root: string, path: string): ReadonlySet<string> {
  const text = readFileSync(join(root, path), 'utf8');
  return new Set(
    [...text.matchAll(/^(?:import|\}|export) .*from '(\.[^']+)';$/gm)].map(([, specifier]) =>
      posix.join(posix.dirname(path), specifier ?? ''),
    ),
  );
}
