import type { Mutant } from './mutants.ts';

/** A change that leaves the behaviour as it is, so that no test can notice it. */
interface Equivalent extends Pick<Mutant, 'original' | 'replacement'> {
  /** The end of the file's path. */
  readonly file: string;
  readonly why: string;
}

const equivalents: readonly Equivalent[] = [
  {
    file: 'verdict/deleted-mark.ts',
    original: 'inner.some(hasMark)',
    replacement: 'inner.every(hasMark)',
    why: 'Asked of one record alone.',
  },
  {
    file: 'verdict/predictability.ts',
    original: 'part?.[2]?.toLowerCase()',
    replacement: 'part?.[2]?.toUpperCase()',
    why: 'Either folds the case of hexadecimal digits.',
  },
  {
    file: 'verdict/predictability.ts',
    original: 'value.slice(8, 18).toLowerCase()',
    replacement: 'value.slice(8, 18).toUpperCase()',
    why: 'Either folds the case of hexadecimal digits.',
  },
  {
    file: 'verdict/redaction.ts',
    original: 'candidates.length === 0',
    replacement: 'false',
    why: 'A short cut: of no candidates, none is kept.',
  },
  {
    file: 'verdict/cursor.ts',
    original: '{ // Not base64 of a text: an opaque cursor. return undefined; }',
    replacement: '{}',
    why: 'The end of the function gives undefined as well.',
  },
  {
    file: 'verdict/finding.ts',
    original: 'body.length > 64_000',
    replacement: 'true',
    why: 'A shorter body is not changed by the cut.',
  },
  {
    file: 'verdict/finding.ts',
    original: 'body.length > 64_000',
    replacement: 'body.length >= 64_000',
    why: 'A body of just this length is not changed by the cut.',
  },
  {
    file: 'verdict/privileged.ts',
    original: "segment !== ''",
    replacement: 'true',
    why: 'An empty segment is none of the words.',
  },
  {
    file: 'verdict/privileged.ts',
    original: '/[^a-z0-9]+/',
    replacement: '/[^a-z0-9]/',
    why: 'The empty parts between are none of the words.',
  },
  {
    file: 'checks/auth/token-survives-logout.ts',
    original: '[]',
    replacement: '["Stryker was here"]',
    why: 'Among the echoes, a text that no answer holds takes nothing away.',
  },
  {
    file: 'checks/bola/batch-mixed-ownership.ts',
    original: '[own]',
    replacement: '[]',
    why: 'The own id is among those of the mixed batch, and the ids of both are masked together.',
  },
];

/** Why no test can notice a mutant; `undefined` where one could. */
export function whyEquivalent(mutant: Mutant): string | undefined {
  return equivalents.find(
    ({ file, original, replacement }) =>
      mutant.file.endsWith(file) && mutant.original === original && mutant.replacement === replacement,
  )?.why;
}
