import { type Finding, severities } from '@middlebrick/model';
import { count } from '../facts.ts';
import { codeName, whereOf, worstFirst } from '../groups.ts';
import { suppressionRemark } from '../suppression-remark.ts';
import { type Page, paragraph } from './page.ts';

const mostRemarks = 20;

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
  const place = held?.place === undefined ? '' : ` (${codeName(held.place)})`;
  return oneLine(`${severity} · ${check} · ${whereOf(finding)}: ${held?.reason ?? ''}${until}${place}`);
}

function idle({ report, paint, width, verbose }: Page): string[] {
  const all = (report.suppressions ?? []).flatMap((one) => suppressionRemark(one) ?? []);
  if (all.length === 0) return [];
  const shown = verbose ? all : all.slice(0, mostRemarks);
  const lines = shown.map(({ what, remark }) => `${what}: ${remark}`);
  const more = all.length - shown.length;
  if (more > 0) lines.push(`and ${more} more, with --verbose`);
  return [
    paint.title('Suppressions'),
    ...lines.flatMap((text) => paragraph(oneLine(text), '  ', width).map(paint.bad)),
    '',
  ];
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
