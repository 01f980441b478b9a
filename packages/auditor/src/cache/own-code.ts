import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What tells one state of this program from another: a file of it that was changed, or another Node, may answer
 * differently. By size and time, as the program itself is not read again for it.
 */
export function ownCode(): string {
  known ??= codeOnDisk();
  return known;
}

/** As it was when it was first asked for: a process goes on with the code that it loaded. */
let known: string | undefined;

function codeOnDisk(): string {
  const auditor = fileURLToPath(new URL('..', import.meta.url));
  const grammars = fileURLToPath(new URL('../../assets', import.meta.url));
  const model = dirname(fileURLToPath(import.meta.resolve('@middlebrick/model')));
  return [process.version, ...[auditor, grammars, model].flatMap(filesOf)].join('\n');
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|ts|wasm)$/.test(name) && !/\.(?:test|fixture|d)\.ts$/.test(name))
    .toSorted()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    });
}
