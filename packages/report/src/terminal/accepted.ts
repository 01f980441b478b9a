import { type Finding, type ReportedSuppression, severities } from '@middlebrick/model';
import { count } from '../facts.ts';
import { whereOf, worstFirst } from '../groups.ts';
import { type Page, paragraph } from './page.ts';

/** What was known before, and what somebody accepted: in few lines, since nobody has to act on it. */
export function acceptedFindings(page: Page): string[] {
  return [...known(page), ...suppressed(page), ...idle(page)];
}

function known({ report, paint, width }: Page): string[] {
  const findings = report.findings.filter((finding) => finding.isKnown === true && finding.suppressed === undefined);
  if (findings.length === 0) return [];
  const tally = severities
    .map((severity) => ({ severity, number: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => `${number} ${severity}`);
  const text = `${count(findings.length, 'finding')} of the baseline: ${tally.join(' · ')}`;
  return [paint.title('Known'), ...paragraph(text, '  ', width), ''];
}

function suppressed({ report, paint, width }: Page): string[] {
  const findings = worstFirst(report.findings).filter((finding) => finding.suppressed !== undefined);
  if (findings.length === 0) return [];
  return [paint.title('Suppressed'), ...findings.flatMap((finding) => paragraph(line(finding), '  ', width)), ''];
}

function line(finding: Finding): string {
  const { severity, check, suppressed: held } = finding;
  const until = held?.until === undefined ? '' : ` (until ${held.until})`;
  return oneLine(`${severity} · ${check} · ${whereOf(finding)}: ${held?.reason ?? ''}${until}`);
}

function idle({ report, paint, width }: Page): string[] {
  const lines = (report.suppressions ?? []).flatMap(idleReason);
  if (lines.length === 0) return [];
  return [
    paint.title('Suppressions'),
    ...lines.flatMap((text) => paragraph(oneLine(text), '  ', width).map(paint.bad)),
    '',
  ];
}

function idleReason({ fingerprint, check, operation, until, isExpired, findings }: ReportedSuppression): string[] {
  const what = fingerprint ?? `${check} · ${operation}`;
  if (isExpired) return [`${what}: ended on ${until}; what it meets counts again`];
  return findings === 0 ? [`${what}: meets no finding`] : [];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
