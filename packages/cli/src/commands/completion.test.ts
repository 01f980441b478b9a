import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { buildProgram } from '../program.ts';
import { completionScript, shells } from './completion.ts';

test('the script for bash parses', () => {
  const script = completionScript('bash', buildProgram());
  const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

for (const shell of shells) {
  test(`the script for ${shell} knows every command and option`, () => {
    const program = buildProgram();
    const script = completionScript(shell, program);
    const words = program.commands.flatMap((command) => [
      command.name(),
      ...command.options.map(({ long }) => long?.slice(2) ?? ''),
    ]);
    expect(words.filter((word) => !script.includes(word))).toEqual([]);
    expect(script).toContain('bola/foreign-object-read');
  });
}

/** What bash offers for a line that ends where the cursor is. */
function offered(line: string): string[] {
  const words = line.split(' ');
  const script = `${completionScript('bash', buildProgram())}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_middlebrick; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

test.each([
  ['middlebrick sc', ['scan']],
  ['middlebrick scan --fo', ['--format']],
  ['middlebrick scan --format s', ['sarif']],
  ['middlebrick scan --fail-on c', ['critical']],
  ['middlebrick scan --only bola/foreign-o', ['bola/foreign-object-read', 'bola/foreign-object-write']],
  ['middlebrick explain data-e', ['data-exposure']],
  ['middlebrick completion z', ['zsh']],
])('%s', (line, words) => expect(offered(line)).toEqual(words));

test('other shells are refused', () => {
  expect(() => completionScript('tcsh', buildProgram())).toThrow('There is no completion for "tcsh".');
});
