import type { Fate, Finding } from '@middlebrick/model';
import { whereOf } from '../groups.ts';
import { wrap } from '../terminal/layout.ts';
import { paintOf } from '../terminal/paint.ts';
import { visible } from '../visible.ts';

/** A finding of an earlier report, and what became of it. */
export interface VerifiedFinding {
  finding: Finding;
  fate: Fate;
}

/** What became of findings, a line each, for people. Text of the scanned API cannot steer the terminal. */
export function renderVerification(
  results: readonly VerifiedFinding[],
  { color, width }: { color: boolean; width: number },
): string {
  const paint = paintOf(color);
  const tone = { 'still there': paint.bad, fixed: paint.good, 'cannot tell': paint.title };
  const indent = ' '.repeat(15);
  const lines = results.flatMap(({ finding, fate }) => {
    const place = `${finding.check} · ${whereOf(finding)}${finding.kind === undefined ? '' : ` · ${finding.kind}`}`;
    const reason = fate.state === 'cannot tell' ? wrap(visible(fate.reason), width - indent.length) : [];
    return [`  ${tone[fate.state](fate.state.padEnd(11))}  ${visible(place)}`, ...reason.map((text) => indent + text)];
  });
  return `${[...lines, '', summary(results)].join('\n')}\n`;
}

/** What became of findings, for machines. */
export function renderVerificationJson(results: readonly VerifiedFinding[], target: string): string {
  const findings = results.map(({ finding: { fingerprint, check, title, severity, places }, fate }) => ({
    fingerprint,
    check,
    title,
    severity,
    places,
    state: fate.state,
    ...(fate.state === 'cannot tell' ? { reason: fate.reason } : {}),
  }));
  return `${JSON.stringify({ target, findings }, null, 2)}\n`;
}

function summary(results: readonly VerifiedFinding[]): string {
  const number = (state: Fate['state']): number => results.filter(({ fate }) => fate.state === state).length;
  return `${number('fixed')} fixed, ${number('still there')} still there, ${number('cannot tell')} that cannot be told.`;
}
