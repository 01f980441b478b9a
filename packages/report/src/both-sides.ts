import type { Correlation, Report } from '@middlebrick/model';
import { count } from './facts.ts';

/** Rules of an audit are called so, and checks of a scan are not. */
const rule = /^(?:code|iam)\//;

/** The report of a scan without what the audit of its code asked: what was asked of the API itself. */
export function askedOfApi(report: Report): Report {
  if (report.correlation === undefined) return report;
  return {
    ...report,
    checks: report.checks.filter(({ id }) => !rule.test(id)),
    coverage: report.coverage.filter(({ check }) => !rule.test(check)),
  };
}

/** What a scan and the code behind the API have in common, in a few words each. */
export function commonParts({ routes, located, merged }: Correlation): string[] {
  return [
    `${count(routes, 'route')} known to both`,
    `${count(located, 'finding')} with a place in the code`,
    `${merged.toLocaleString('en-US')} of them said by the code as well`,
  ];
}

/** Routes that only one side saw, by the side. */
export function onlyOnOneSide({ onlyInCode, onlyAtTarget }: Correlation, most = Infinity): OneSide[] {
  return [
    { title: 'Only in the code', all: onlyInCode },
    { title: 'Only at the API', all: onlyAtTarget },
  ]
    .filter(({ all }) => all.length > 0)
    .map(({ title, all }) => ({ title, routes: all.slice(0, most), more: Math.max(0, all.length - most) }));
}

interface OneSide {
  title: string;
  routes: Correlation['onlyInCode'];
  /** Routes that are left out here. */
  more: number;
}
