import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * What every manifest and the lock file must say: one version, exact dependencies, and no download host.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

interface Manifest {
  name: string;
  version?: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const folders = [
  '.',
  'bench',
  'testing/kit',
  'testing/targets/hono-dynamodb',
  'testing/targets/traps',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
];
const problems = [
  ...folders.filter((folder) => existsSync(join(root, folder, 'package.json'))).flatMap(manifestProblems),
  ...lockProblems(),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

function manifestProblems(folder: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const loose = all.filter(([, range]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range));
  return loose.map(([name, range]) => `${folder}/package.json: ${name} must be an exact version, not ${range}`);
}

function lockProblems(): string[] {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  return /"resolved": "https?:/.test(lock)
    ? ['package-lock.json names a download host; write it again with the options in .npmrc']
    : [];
}
