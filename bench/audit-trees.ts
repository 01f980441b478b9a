import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { discover } from '@middlebrick/auditor';

/** A release as the registry has it. */
interface Package {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** The sources of some public packages, in one folder. */
export interface Tree {
  readonly language: 'Python' | 'TypeScript';
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}

const python: readonly Package[] = [
  pinned('apache-airflow', '2.10.5', '4c6d19159bcd85f496fbea70db72ef55d32335f80e4ffb82ae3c252782079ca0'),
  pinned(
    'apache-airflow-providers-amazon',
    '9.2.0',
    '69880a782c79e6d91337bd7a74f7ab8e12fee68408c3ec8bd8ccc7def6a14aa7',
  ),
  pinned('moto', '5.1.0', '4fada00cedfba661aa58fe0b33b3ba9a0ef96d0e9937c9bed5163053898b4a27'),
];
const typescript: readonly Package[] = [
  pinned('cloudflare', '4.1.0', '4240c46d617adeb9ddceb7fff5460940f6810e5401700a4b04b9eac25fd427c9'),
  pinned('effect', '3.12.0', 'ce032d0785e27a0ee32dbf75561da4cc1b946c65c79cb4ca0b9c00ef093ec1cb'),
  pinned('matrix-js-sdk', '36.0.0', 'cd83860678f06ea7b8b69ce6c5e0ba2b90be927a5196a04900ceb2578cdcfee4'),
  pinned('viem', '2.22.0', 'a2daadffb174b02b2429d98ac5b3936e6cee93d60a17eca6ba2fe49afd216366'),
];

/** Where downloads, trees and tools are kept from one run to the next. */
export const benchFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'middlebrick-bench');
const run = promisify(execFile);

/** Web applications and what they stand on: Flask, boto3, and DynamoDB among much else. From PyPI. */
export function pythonTree(): Promise<Tree> {
  return treeOf('Python', python, /\.py$/, async ({ name, version }, folder) => {
    const words = ['--quiet', '--no-deps', '--only-binary', ':all:', '--dest', folder, `${name}==${version}`];
    await run('python3', ['-m', 'pip', 'download', ...words]);
    return {
      archive: await archiveIn(folder),
      unpack: (archive, into) => run('python3', ['-m', 'zipfile', '-e', archive, into]),
    };
  });
}

/** Packages that bring their sources along. From npm. */
export function typescriptTree(): Promise<Tree> {
  return treeOf('TypeScript', typescript, /\.tsx?$/, async ({ name, version }, folder) => {
    const words = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, `${name}@${version}`];
    await run('npm', words, { cwd: folder });
    return {
      archive: await archiveIn(folder),
      unpack: (archive, into) => run('tar', ['-xzf', archive, '-C', into]),
    };
  });
}

function pinned(name: string, version: string, sha256: string): Package {
  return { name, version, sha256 };
}

interface Fetched {
  readonly archive: string;
  readonly unpack: (archive: string, into: string) => Promise<unknown>;
}

/** The files of these packages that an audit reads, and no others, so that everybody who is measured reads the same. */
async function treeOf(
  language: Tree['language'],
  packages: readonly Package[],
  ending: RegExp,
  fetch: (wanted: Package, folder: string) => Promise<Fetched>,
): Promise<Tree> {
  const folder = join(benchFolder, `${language.toLowerCase()}-${digest(Buffer.from(JSON.stringify(packages)))}`);
  if (!(await exists(folder))) {
    const draft = `${folder}.draft`;
    await rm(draft, { recursive: true, force: true });
    for (const wanted of packages) await addPackage(wanted, join(draft, wanted.name), ending, fetch);
    // Semgrep leaves out tests, builds and more by default; what is here shall be read.
    await writeFile(join(draft, '.semgrepignore'), '');
    await rename(draft, folder);
  }
  const { code } = await discover(folder);
  return {
    language,
    folder,
    files: code.length,
    bytes: code.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
  };
}

async function addPackage(
  wanted: Package,
  into: string,
  ending: RegExp,
  fetch: (wanted: Package, folder: string) => Promise<Fetched>,
): Promise<void> {
  const [download, unpacked] = [`${into}.download`, `${into}.unpacked`];
  await mkdir(download, { recursive: true });
  await mkdir(unpacked);
  const { archive, unpack } = await fetch(wanted, download);
  const found = digest(await readFile(archive));
  if (found !== wanted.sha256) {
    throw new Error(`${wanted.name} ${wanted.version} is not what was measured before: its SHA-256 is ${found}.`);
  }
  await unpack(archive, unpacked);
  for (const { path } of (await discover(unpacked)).code) {
    if (!ending.test(path)) continue;
    const file = join(into, path);
    await mkdir(dirname(file), { recursive: true });
    await cp(join(unpacked, path), file);
  }
  await rm(download, { recursive: true });
  await rm(unpacked, { recursive: true });
}

async function archiveIn(folder: string): Promise<string> {
  const [archive] = (await readdir(folder)).filter((name) => /\.(?:whl|tgz)$/.test(name));
  if (archive === undefined) throw new Error(`Nothing was downloaded to ${folder}.`);
  return join(folder, archive);
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
