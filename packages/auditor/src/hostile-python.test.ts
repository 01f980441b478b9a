import { test } from 'vitest';
import { pythonBlocks } from './hostile-blocks.fixture.ts';
import { basesOf, fuzz } from './hostile-fuzz.fixture.ts';

const bases = basesOf(/\.py$/);
const seeds = Array.from({ length: 9 }, (_, index) => 1000 + index);

// How long one may take is bounded by the steps that the audit itself counts.
test.each(seeds)('a thousand broken files of Python, seed %i', { timeout: 120_000 }, async (seed) => {
  await fuzz(bases, seed, 1000, pythonBlocks);
});
