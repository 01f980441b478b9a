import { isScanError } from '@middlebrick/model';
import { checks } from '@middlebrick/scanner';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matches, selectChecks } from './select-checks.ts';

const idsOf = (only: string[], skip: string[] = []): string[] => selectChecks(checks, only, skip).map(({ id }) => id);
const all = checks.map(({ id }) => id);

function complaint(only: string[], skip: string[] = []): string {
  try {
    return idsOf(only, skip).join(' ');
  } catch (error) {
    if (isScanError(error)) return `${error.message} ${error.help}`;
    throw error;
  }
}

describe('selectChecks', () => {
  test('everything without a choice', () => expect(idsOf([])).toEqual(all));

  test.each([
    ['an id', ['bola/foreign-object-read'], ['bola/foreign-object-read']],
    ['a bare name', ['foreign-object-read'], ['bola/foreign-object-read']],
    ['a family', ['bola'], all.filter((id) => id.startsWith('bola/'))],
    ['a pattern', ['auth/jwt-*'], all.filter((id) => id.startsWith('auth/jwt-'))],
  ])('chooses by %s', (_name, only, ids) => expect(idsOf(only)).toEqual(ids));

  test('leaves out', () =>
    expect(idsOf(['bola'], ['*/foreign-*'])).toEqual(idsOf(['bola']).filter((id) => !id.includes('/foreign-'))));

  test.each([
    [
      ['foreign-object-raed'],
      [],
      'No check is called "foreign-object-raed". Did you mean bola/foreign-object-read or bola/foreign-object-write?',
    ],
    [[' '], [], 'No check is called " ". See `middlebrick checks`.'],
    [['bolla'], [], 'No check is called "bolla". Did you mean bola or bfla?'],
    [[], ['zzzzzzzz'], 'No check is called "zzzzzzzz". See `middlebrick checks`.'],
    [['bola'], ['bola'], 'No check is left: --skip leaves out everything. Skip less, or choose with --only.'],
  ])('%j without %j', (only, skip, line) => expect(complaint(only, skip)).toBe(line));

  test('no pattern breaks it', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...all), (pattern, id) => {
        expect(typeof matches(id, pattern)).toBe('boolean');
      }),
      { seed: 7 },
    );
  });
});
