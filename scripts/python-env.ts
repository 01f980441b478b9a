import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const requirementsFile = join(root, 'testing/targets/flask-dynamodb/requirements.txt');
const minimum = { major: 3, minor: 9 };
const tenMinutes = 600_000;

/** A Python environment that cannot be made; the message is one line and names the way out. */
export class PythonEnvError extends Error {
  override readonly name = 'PythonEnvError';
}

export interface PythonEnvOptions {
  /** Where the environment lives; `.venv` in the repository root when left out. */
  folder?: string;
  /** Pinned packages, one a line; those of the Flask target when left out. */
  requirements?: string;
  /** Commands to try, best first; MIDDLEBRICK_PYTHON, python3, python when left out. */
  interpreters?: readonly string[];
}

export interface PythonEnv {
  /** Absolute path of the interpreter to run. */
  python: string;
  created: boolean;
}

/**
 * Makes the virtual environment in which the Flask target runs, once for each state of the pinned requirements.
 * @throws PythonEnvError when Python is missing or too old, or when the packages cannot be installed.
 */
export function ensurePythonEnv(options: PythonEnvOptions = {}): PythonEnv {
  const folder = options.folder ?? join(root, '.venv');
  const requirements = options.requirements ?? requirementsFile;
  const python = interpreterOf(folder);
  const stampFile = join(folder, 'requirements.sha256');
  const stamp = createHash('sha256').update(readFileSync(requirements)).digest('hex');

  const stamped = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  // existsSync follows links: an interpreter that the system has since removed counts as missing.
  if (stamped && existsSync(python)) return { python, created: false };

  const base = findInterpreter(options.interpreters ?? defaultInterpreters());
  rmSync(folder, { recursive: true, force: true });
  createEnvironment(base, folder);
  installPackages(python, requirements);
  // Written last, so that an interrupted installation is started again.
  writeFileSync(stampFile, stamp);
  return { python, created: true };
}

function interpreterOf(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

function defaultInterpreters(): string[] {
  const chosen = process.env.MIDDLEBRICK_PYTHON;
  return chosen ? [chosen] : ['python3', 'python'];
}

function findInterpreter(commands: readonly string[]): string {
  const tooOld: string[] = [];
  for (const command of commands) {
    const version = versionOf(command);
    if (!version) continue;
    if (version.major === minimum.major && version.minor >= minimum.minor) return command;
    tooOld.push(`${command} is ${version.major}.${version.minor}`);
  }
  const wanted = `Python ${minimum.major}.${minimum.minor} or newer`;
  const found = tooOld.length > 0 ? tooOld.join(', ') : `none of ${commands.join(', ')} runs`;
  throw new PythonEnvError(
    `The Flask target needs ${wanted}, but ${found}. Install it (Debian: apt-get install python3 python3-venv) or set MIDDLEBRICK_PYTHON.`,
  );
}

function versionOf(command: string): { major: number; minor: number } | null {
  const script = 'import sys; print("%d.%d" % sys.version_info[:2])';
  const run = spawnSync(command, ['-c', script], { encoding: 'utf8', timeout: 30_000 });
  const match = /^(\d+)\.(\d+)$/.exec(run.stdout?.trim() ?? '');
  if (run.status !== 0 || !match) return null;
  return { major: Number(match[1]), minor: Number(match[2]) };
}

function createEnvironment(base: string, folder: string): void {
  const run = spawnSync(base, ['-m', 'venv', folder], { encoding: 'utf8', timeout: tenMinutes });
  if (run.status === 0) return;
  throw new PythonEnvError(
    `${base} -m venv failed (${lastLine(run.stderr, run.stdout)}). On Debian and Ubuntu install python3-venv: apt-get install python3-venv.`,
  );
}

function installPackages(python: string, requirements: string): void {
  // --no-deps: what is not pinned is not installed; `pip check` then proves that nothing was forgotten.
  const install = ['install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '-r', requirements];
  for (const step of [install, ['check']]) {
    const run = spawnSync(python, ['-m', 'pip', ...step], { encoding: 'utf8', timeout: tenMinutes });
    if (run.status === 0) continue;
    throw new PythonEnvError(
      `pip ${step[0]} failed (${lastLine(run.stderr, run.stdout)}). Check the network or the package index (PIP_INDEX_URL), then run: node scripts/python-env.ts`,
    );
  }
}

function lastLine(...outputs: (string | null)[]): string {
  const lines = outputs.flatMap((output) => (output ?? '').split('\n')).map((line) => line.trim());
  // pip's own errors say more than the notices which may follow them.
  return lines.findLast((line) => line.startsWith('ERROR')) ?? lines.findLast((line) => line !== '') ?? 'no output';
}

function main(): void {
  try {
    const { python, created } = ensurePythonEnv();
    console.log(`python     ${created ? 'environment made' : 'ready'}: ${python}`);
  } catch (error) {
    if (!(error instanceof PythonEnvError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
