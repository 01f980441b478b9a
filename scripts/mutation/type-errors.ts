import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MutatedFile } from './mutants.ts';

/** Sources that are checked by one run of the compiler; more would take much memory. */
const batchSize = 1_500;

/**
 * The mutants that do not compile, as `<file> <id>`. Nobody could leave such a change behind, and no test has to notice
 * it. Each mutant is written into a copy of its source, beside copies of all that the source imports, below `scratch`.
 * Throws when the compiler fails for another reason.
 */
export async function typeErrors(
  root: string,
  scratch: string,
  scanner: string,
  mutated: readonly MutatedFile[],
): Promise<ReadonlySet<string>> {
  const tree = join(scratch, 'types');
  mkdirSync(tree);
  cpSync(join(root, scanner), join(tree, scanner), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts') && !path.endsWith('.md'),
  });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  writeFileSync(join(tree, 'package.json'), '{ "type": "module" }');
  const copies = mutated.flatMap((source) =>
    source.mutants.map(({ id, file }) => ({ key: `${file} ${id}`, path: copyOf(file, id), text: source.written(id) })),
  );
  const failing = new Set<string>();
  for (let start = 0; start < copies.length; start += batchSize) {
    const batch = copies.slice(start, start + batchSize);
    for (const { path, text } of batch) writeFileSync(join(tree, path), text);
    const files = batch.map(({ path }) => path);
    writeFileSync(
      join(tree, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.check.json'), compilerOptions, files, include: [] }),
    );
    const complaints = placesIn(await compiled(root, tree));
    for (const { key, path } of batch) if (complaints.has(path)) failing.add(key);
    for (const { path } of batch) writeFileSync(join(tree, path), '');
  }
  return failing;
}

/** What is left over by a mutant is no error of types. */
const compilerOptions = {
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  types: ['node'],
};

function copyOf(file: string, id: string): string {
  return file.replace(/\.ts$/, `.mutant-${id}.ts`);
}

function placesIn(output: string): ReadonlySet<string> {
  return new Set([...output.matchAll(/^(\S+\.mutant-\d+\.ts)\(\d+,\d+\): error /gm)].map(([, path]) => path ?? ''));
}

async function compiled(root: string, folder: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.', '--pretty', 'false'],
    {
      cwd: folder,
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.on('error', reject);
  child.on('close', (code) => {
    const elsewhere = output.split('\n').find((line) => /error TS/.test(line) && !/^\S+\.mutant-\d+\.ts\(/.test(line));
    if ((code === 0 || code === 1 || code === 2) && elsewhere === undefined) resolve(output);
    else reject(new Error(`The sources do not compile: ${elsewhere ?? `tsc ended with ${code}`}`));
  });
  return promise;
}
