import { expect, test } from 'vitest';
import { measureCorpus } from './measure.ts';

test('of the labelled snippets hardly a finding is wrong, and hardly one is missed', async () => {
  const { snippets, labels, precision, recall } = await measureCorpus();
  expect(snippets).toBeGreaterThanOrEqual(300);
  expect(labels).toBeGreaterThanOrEqual(250);
  expect(precision).toBeGreaterThanOrEqual(98);
  expect(recall).toBeGreaterThanOrEqual(95);
});
