import type { ReportedSuppression } from '@middlebrick/model';
import { codeName } from './groups.ts';

/** What is to be said of a suppression that is over, meets nothing, or does not count; nothing of one that holds. */
export function suppressionRemark(one: ReportedSuppression): { what: string; remark: string } | undefined {
  const { fingerprint, check, operation, until, isExpired, findings, place, problem } = one;
  if (place !== undefined) {
    const remark = problem ?? `suppresses no finding of ${check}, and can go`;
    return problem === undefined && findings > 0 ? undefined : { what: codeName(place), remark };
  }
  const what = fingerprint ?? `${check} · ${operation}`;
  if (isExpired) return { what, remark: `ended on ${until}; what it meets counts again` };
  return findings === 0 ? { what, remark: 'meets no finding' } : undefined;
}
