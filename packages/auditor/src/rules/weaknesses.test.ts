import { cwe } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { rules } from './index.ts';

/** The weaknesses of access to data that an audit has to know, by CWE id. */
const known = [
  200, 209, 213, 215, 285, 290, 306, 312, 347, 359, 367, 522, 532, 538, 540, 639, 862, 863, 915, 943,
] as const;

test.each(known.map((id) => [id, cwe[id]] as const))('CWE-%i is what a rule finds: %s', (id) => {
  const finding = rules.filter((rule) => rule.cwe.includes(id));
  expect(finding.map((rule) => rule.id)).not.toEqual([]);
});

test('a rule names each weakness once, in their order', () => {
  for (const rule of rules) expect(rule.cwe, rule.id).toEqual([...new Set(rule.cwe)].toSorted((a, b) => a - b));
});
