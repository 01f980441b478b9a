import { type Finding, type Report, severities, unsuppressed } from '@middlebrick/model';
import { visible } from '../visible.ts';

/** What an audit finds that the one before did not, and the other way round; last, how it stands. */
export function differenceLines(before: Report, after: Report): string[] {
  const [old, now] = [counting(before), counting(after)];
  const known = new Set(old.map(({ fingerprint }) => fingerprint));
  const left = new Set(now.map(({ fingerprint }) => fingerprint));
  const read = new Set(before.surface.warnings);
  return [
    ...old.filter(({ fingerprint }) => !left.has(fingerprint)).map((finding) => line('-', finding)),
    ...now.filter(({ fingerprint }) => !known.has(fingerprint)).map((finding) => line('+', finding)),
    ...after.surface.warnings.filter((warning) => !read.has(warning)).map((warning) => `! ${visible(warning)}`),
    stateOf(now),
  ];
}

/** `2 findings: 1 critical · 1 high`. */
function stateOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'no findings';
  const tally = severities
    .map((severity) => ({ severity, number: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => `${number} ${severity}`);
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${tally.join(' · ')}`;
}

/** Those that somebody has to act on. */
function counting({ findings }: Report): Finding[] {
  return unsuppressed(findings).filter(({ isKnown }) => isKnown !== true);
}

function line(sign: string, { severity, check, code, places: [place] }: Finding): string {
  const where = code === undefined ? [] : [`${code.place.path}:${code.place.line}`];
  const parts = [`${sign} ${severity.toUpperCase().padEnd(8)}`, check, ...where, ...(place ? [place.operation] : [])];
  return visible(parts.join('  '));
}
