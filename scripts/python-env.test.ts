import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findChromium, findProgram } from './prepare-tests.ts';
import { ensurePythonEnv, PythonEnvError } from './python-env.ts';

let folder: string;
let calls: string;

/** A stand-in for Python that writes down how it is called, and can fail at one step. */
function fakePython(version: string, failsAt = 'nothing'): string {
  const path = join(folder, 'fake-python');
  const script = `#!/bin/sh
echo "$*" | sed 's#${folder}#.#g' >> '${calls}'
case "$*" in *${failsAt}*) echo "first words" >&2; echo "ERROR: it broke" >&2; echo "a notice" >&2; exit 3;; esac
case "$1 $2" in
  "-c "*) echo ${version} ;;
  "-m venv") mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
esac
`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

function settings(interpreters: string[]) {
  return { folder: join(folder, 'env'), requirements: join(folder, 'requirements.txt'), interpreters };
}

function problem(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PythonEnvError) return error.message;
    throw error;
  }
  return 'none';
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'python-env-'));
  calls = join(folder, 'calls');
  writeFileSync(join(folder, 'requirements.txt'), 'one==1\n');
  writeFileSync(calls, '');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

describe('the Python environment', () => {
  it('is made once for each state of the requirements', () => {
    const wanted = settings([fakePython('3.9')]);
    const python = join(folder, 'env/bin/python');
    expect(ensurePythonEnv(wanted)).toEqual({ python, created: true });
    const made = readFileSync(calls, 'utf8').split('\n');
    expect(made.slice(1)).toEqual([
      '-m venv ./env',
      '-m pip install --quiet --no-input --disable-pip-version-check --no-deps -r ./requirements.txt',
      '-m pip check',
      '',
    ]);
    expect(ensurePythonEnv(wanted)).toEqual({ python, created: false });
    expect(readFileSync(calls, 'utf8').split('\n')).toEqual(made);

    writeFileSync(wanted.requirements, 'one==2\n');
    expect(ensurePythonEnv(wanted).created).toBe(true);
    rmSync(python);
    expect(ensurePythonEnv(wanted).created).toBe(true);
  });

  it('says in one line what to do when Python is missing or too old', () => {
    const advice = 'Install it (Debian: apt-get install python3 python3-venv) or set MIDDLEBRICK_PYTHON.';
    expect(problem(() => ensurePythonEnv(settings(['no-python', 'none'])))).toBe(
      `The Flask target needs Python 3.9 or newer, but none of no-python, none runs. ${advice}`,
    );
    const old = fakePython('3.8');
    expect(problem(() => ensurePythonEnv(settings([old])))).toBe(
      `The Flask target needs Python 3.9 or newer, but ${old} is 3.8. ${advice}`,
    );
    expect(problem(() => ensurePythonEnv(settings([fakePython('2.7')])))).toContain('is 2.7.');
  });

  it.each([
    [
      'venv',
      'venv',
      '-m venv failed (ERROR: it broke). On Debian and Ubuntu install python3-venv: apt-get install python3-venv.',
    ],
    [
      'install',
      "'pip install'",
      'pip install failed (ERROR: it broke). Check the network or the package index (PIP_INDEX_URL), then run: node scripts/python-env.ts',
    ],
    [
      'check',
      "'pip check'",
      'pip check failed (ERROR: it broke). Check the network or the package index (PIP_INDEX_URL), then run: node scripts/python-env.ts',
    ],
  ])('says so when %s fails, and starts again the next time', (_, pattern, message) => {
    const wanted = settings([fakePython('3.12', pattern)]);
    expect(problem(() => ensurePythonEnv(wanted)).replace(/^\S*fake-python /, '')).toBe(message);
    expect(existsSync(join(folder, 'env/requirements.sha256'))).toBe(false);
    fakePython('3.12');
    expect(ensurePythonEnv(wanted).created).toBe(true);
  });
});

describe('finding programs', () => {
  it('looks at CHROMIUM_PATH before all else, and takes no other when it is wrong', () => {
    const chosen = fakePython('3.9');
    expect(findChromium({ CHROMIUM_PATH: chosen, PATH: '' })).toBe(chosen);
    expect(findChromium({ CHROMIUM_PATH: join(folder, 'none'), PATH: process.env.PATH })).toBeNull();
  });

  it('finds files that can be run, and nothing else', () => {
    fakePython('3.9');
    writeFileSync(join(folder, 'plain'), '');
    const env = { PATH: `/no/such/place::${folder}` };
    expect(findProgram('fake-python', env)).toBe(join(folder, 'fake-python'));
    expect(findProgram('plain', env)).toBeNull();
    expect(findProgram('absent', env)).toBeNull();
  });
});
