import { test } from 'vitest';
import { javaScriptBlocks } from './hostile-blocks.fixture.ts';
import { basesOf, fuzz } from './hostile-fuzz.fixture.ts';

const bases = basesOf(/\.[cm]?[jt]sx?$/);
const seeds = Array.from({ length: 9 }, (_, index) => 2000 + index);

// How long one may take is bounded by the steps that the audit itself counts.
test.each(seeds)('a thousand broken files of JavaScript and TypeScript, seed %i', {
  timeout: 120_000,
}, async (seed) => {
  await fuzz(bases, seed, 1000, javaScriptBlocks);
});
