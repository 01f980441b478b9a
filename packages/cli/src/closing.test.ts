import type { Report } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { activeReport, unregisteredReport } from '../../../testing/kit/src/sample-active.ts';
import { cleanReport } from '../../../testing/kit/src/sample-report.ts';
import { closing } from './closing.ts';

const url = 'http://127.0.0.1:5000';

function withCallers(report: Report, names: readonly string[]): Report {
  const identities = report.identities.filter(({ name, credential }) => credential === 'none' || names.includes(name));
  return { ...report, identities };
}

describe('the last lines of a scan', () => {
  test('offer to write after a scan that only read', () => {
    expect(closing(cleanReport(), ['r.html'])).toBe(`
Report  r.html
Next    the same command with --active: writes too, to objects that it makes itself and removes
`);
    expect(closing(withCallers(cleanReport(), []), ['r.html'])).toBe(`
Report  r.html
Next    the same command with --active: writes too, to users and objects that it makes itself and removes
        middlebrick scan ${url} --as alice=bearer:$ALICE --as bob=bearer:$BOB
`);
  });

  test('keep --active where it could not register users', () => {
    expect(closing(unregisteredReport(), [])).toBe(`
Next    middlebrick scan ${url} --active --as alice=bearer:$ALICE --as bob=bearer:$BOB
        the same command with --output report.html: a page to share
`);
  });

  test('explain the worst finding first', () => {
    expect(closing(activeReport(), ['r.html'])).toBe(`
Report  r.html
Next    middlebrick explain bola/foreign-object-write
`);
  });
});
