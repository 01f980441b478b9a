import { ScanError } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { fail } from './fail.ts';
import { buildProgram } from './program.ts';

interface Said {
  code: number;
  text: string;
}

function failed(error: unknown, isDebug = false, command?: string): Said {
  let text = '';
  const code = fail(error, { isDebug, command, write: (more) => (text += more) });
  return { code, text };
}

/** What commander throws for these words. */
async function misspelt(...words: string[]): Promise<Said> {
  try {
    await buildProgram().parseAsync(['node', 'middlebrick', ...words]);
  } catch (error) {
    return failed(error, false, words[0]);
  }
  return { code: -1, text: 'nothing was wrong' };
}

describe('fail', () => {
  test('a problem of the run is one line with its way out', () => {
    const error = new ScanError('TARGET_UNREACHABLE', 'The name \u001b[31mx\n cannot be resolved.');
    expect(failed(error)).toEqual({
      code: 2,
      text: 'middlebrick: The name \\u001b[31mx  cannot be resolved. Check the URL, the port, and that the API accepts connections from here.\n',
    });
  });

  test('a way out of its own comes before that of the code', () => {
    const error = new ScanError('BAD_ARGUMENT', 'Wrong.', { help: 'Do this.' });
    expect(failed(error).text).toBe('middlebrick: Wrong. Do this.\n');
  });

  test('what nobody expected is called a bug, and its trace is for --debug', () => {
    const error = new TypeError('x is not a function', { cause: new Error('why') });
    const line =
      'middlebrick: x is not a function This is a bug of middlebrick; run again with --debug and report what it prints.\n';
    expect(failed(error)).toEqual({ code: 2, text: line });
    const { text } = failed(error, true);
    expect(text.startsWith(line)).toBe(true);
    expect(text).toContain('fail.test.ts');
    expect(text).toContain('\nCaused by: Error: why');
    expect(failed('a text').text).toMatch(/^middlebrick: a text This is a bug/);
  });

  test('an interruption before there was anything is no bug', () => {
    expect(failed(new DOMException('x', 'AbortError')).text).toBe('middlebrick: Stopped before anything was learnt.\n');
  });

  test.each([
    [['scan', '--raet', '1'], "middlebrick: Unknown option '--raet'. Did you mean --rate?\n"],
    [['scan', '--bearer=S3cr3t'], "middlebrick: Unknown option '--bearer'. See `middlebrick scan --help`.\n"],
    [
      ['scan', 'http://x', 'S3cr3t'],
      'middlebrick: Too many arguments for `scan`: is a value without its option, or a space unquoted? See `middlebrick scan --help`.\n',
    ],
    [
      ['scan', '--fail-on', 'bad'],
      "middlebrick: Option '--fail-on <severity>' argument 'bad' is invalid. Allowed choices are critical, high, medium, low, info. See `middlebrick scan --help`.\n",
    ],
    [['http://user:S3cr3t@x'], 'middlebrick: A URL is no command. Scan it with `middlebrick scan <URL>`.\n'],
    [['localhost:5000'], 'middlebrick: A URL is no command. Scan it with `middlebrick scan <URL>`.\n'],
  ])('%j', async (words, text) => expect(await misspelt(...words)).toEqual({ code: 2, text }));
});
