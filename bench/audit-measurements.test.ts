import { expect, test } from 'vitest';
import { auditMeasurements } from './audit-measurements.ts';
import { goalVerdict } from './measurement.ts';

const cold = [10, 8, 40].map((seconds) => ({ seconds, peak: 300e6 + seconds }));
const warm = [0.5, 0.4, 2].map((seconds) => ({ seconds, peak: 100e6 }));
const semgrep = [20, 24, 60].map((seconds) => ({ seconds, files: 9, findings: 2 }));
const tree = { language: 'Python', folder: '/tree', files: 9, bytes: 20e6 } as const;

test('speeds are medians, and ratios are taken within a round', () => {
  const measured = auditMeasurements({ tree, cold, warm, semgrep, rules: 'our own rules' });
  expect(measured.map(({ name, value, unit }) => `${name} ${value.toFixed(2)} ${unit}`)).toEqual([
    'Python: audit 2.00 MB/s',
    'Python: Semgrep 0.83 MB/s',
    'Python: audit / Semgrep 2.00 ×',
    'Python: peak 300.00 MB',
    'Python: again, unchanged 0.50 s',
  ]);
  expect(measured.map(goalVerdict)).toEqual([undefined, undefined, 'missed', 'met', 'met']);
});

test('a slow second run and a full memory miss what they should be', () => {
  const slow = [{ seconds: 3, peak: 500e6 }];
  const measured = auditMeasurements({ tree, cold: slow, warm: slow, semgrep: semgrep.slice(0, 1), rules: 'r' });
  expect(measured.map(goalVerdict)).toEqual([undefined, undefined, 'missed', 'missed', 'missed']);
});
