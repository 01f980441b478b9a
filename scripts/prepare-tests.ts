import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePythonEnv, PythonEnvError } from './python-env.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** One thing that the tests need beside Node and the installed packages. */
interface Piece {
  name: string;
  /** The variable which leaves the piece out on a developer's machine; in CI nothing is left out. */
  skippedBy?: string;
  /** What the tests lose without it. */
  usedFor: string;
  debianPackage?: string;
  /** Where it is, or the one line that says what to do, and whether its Debian package would help. */
  look(): Answer;
}

type Answer = { found: string } | { missing: string; isInstallable?: boolean };

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const fifteenMinutes = 900_000;

const pieces: Piece[] = [
  {
    name: 'python',
    skippedBy: 'MIDDLEBRICK_SKIP_FLASK',
    usedFor: 'the Flask target',
    look: lookForPython,
  },
  {
    name: 'chromium',
    skippedBy: 'MIDDLEBRICK_SKIP_BROWSER',
    usedFor: 'the tests of the HTML report in a browser',
    debianPackage: 'chromium',
    look: lookForChromium,
  },
  ...['curl', 'jq', 'openssl'].map((name) => ({
    name,
    usedFor: 'the tests of replay commands',
    debianPackage: name,
    look: () => lookForProgram(name),
  })),
];

/** The absolute path of a program on PATH, or null. */
export function findProgram(name: string, env: Environment = process.env): string | null {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** Chromium or Chrome: CHROMIUM_PATH decides when it is set, else Debian's place, else the usual names on PATH. */
export function findChromium(env: Environment = process.env): string | null {
  const chosen = env.CHROMIUM_PATH;
  if (chosen) return isExecutable(chosen) ? chosen : null;
  if (isExecutable('/usr/bin/chromium')) return '/usr/bin/chromium';
  return chromiumNames.map((name) => findProgram(name, env)).find((path) => path !== null) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Absent or not allowed: either way it cannot be run.
    return false;
  }
}

function lookForProgram(name: string): Answer {
  const found = findProgram(name);
  return found ? { found } : { missing: `${name} is not installed (Debian: apt-get install ${name}).` };
}

function lookForPython(): Answer {
  try {
    const { python, created } = ensurePythonEnv();
    return { found: created ? `${python} (environment made)` : python };
  } catch (error) {
    if (error instanceof PythonEnvError) return { missing: error.message };
    throw error;
  }
}

function lookForChromium(): Answer {
  const found = findChromium();
  if (found) return { found };
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return { missing: `CHROMIUM_PATH names ${chosen}, which cannot be run.`, isInstallable: false };
  return { missing: 'No Chromium was found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.' };
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && findProgram('apt-get') !== null;
}

function installWithApt(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    console.log(`apt-get    ${step.join(' ')}`);
    const run = spawnSync('apt-get', step, { env, encoding: 'utf8', timeout: fifteenMinutes });
    if (run.status === 0) continue;
    // Not fatal by itself: the piece is looked for again, and its own line says what to do.
    console.error(`apt-get    ${step[0]} failed: ${(run.stderr || String(run.error ?? '')).trim().split('\n').at(-1)}`);
    return;
  }
}

/** Prints a line a piece; answers whether the tests can run. */
export function prepare(isCi: boolean, env: Environment = process.env): boolean {
  const isSkipped = (piece: Piece): boolean => !isCi && Boolean(piece.skippedBy && env[piece.skippedBy]);
  const wanted = pieces.filter((piece) => !isSkipped(piece));
  for (const piece of pieces.filter(isSkipped)) {
    console.warn(`!! SKIPPED ${piece.name}: ${piece.usedFor} will NOT be tested (${piece.skippedBy} is set)`);
  }

  const answers = new Map(wanted.map((piece) => [piece, piece.look()]));
  const installable = wanted.filter((piece) => {
    const answer = answers.get(piece);
    return piece.debianPackage && answer && 'missing' in answer && answer.isInstallable !== false;
  });
  if (installable.length > 0 && canInstall()) {
    installWithApt(installable.flatMap((piece) => piece.debianPackage ?? []));
    for (const piece of installable) answers.set(piece, piece.look());
  }
  return report(answers, isCi);
}

function report(answers: ReadonlyMap<Piece, Answer>, isCi: boolean): boolean {
  let isComplete = true;
  for (const [piece, answer] of answers) {
    if ('found' in answer) {
      console.log(`${piece.name.padEnd(10)} ${answer.found}`);
      continue;
    }
    isComplete = false;
    const wayAround = piece.skippedBy && !isCi ? ` To go on without: ${piece.skippedBy}=1.` : '';
    console.error(`${piece.name.padEnd(10)} MISSING, needed for ${piece.usedFor}. ${answer.missing}${wayAround}`);
  }
  return isComplete;
}

function main(): void {
  if (!prepare(process.env.CI === 'true')) process.exitCode = 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
