import type { AuditFacts, Report } from '@middlebrick/model';
import { count, joined, provenSentence } from './facts.ts';
import { codeName, worstFirst } from './groups.ts';

/** Whether a report is one of code that was read, with nothing sent. */
export function isAudit({ scan }: Pick<Report, 'scan'>): boolean {
  return scan.mode === 'audit';
}

/** How many rules could be asked of something, and how many could not, by the reason. */
export function askedRules({ checks }: Pick<Report, 'checks'>): {
  asked: number;
  skipped: { reason: string; count: number }[];
} {
  const reasons = checks.flatMap(({ skipped: [first] }) => first?.reason ?? []);
  const skipped = [...Map.groupBy(reasons, (reason) => reason)].map(([reason, same]) => ({
    reason,
    count: same.length,
  }));
  return { asked: checks.length - reasons.length, skipped };
}

/** What was read and asked, in a few words each: `28 rules`, `17 files`, `28 routes`. */
export function auditedParts({ audit, checks, surface }: Report): string[] {
  const templates = audit?.documents ?? 0;
  return [
    count(askedRules({ checks }).asked, 'rule'),
    ...(audit === undefined ? [] : [count(audit.files, 'file')]),
    count(surface.operations.length, 'route'),
    ...(audit === undefined
      ? []
      : [`${count(audit.accesses, 'place')} that ${audit.accesses === 1 ? 'reaches' : 'reach'} a store`]),
    ...(templates === 0 ? [] : [count(templates, 'template')]),
  ];
}

/** What an audit without findings says, which is less when there was little to ask. */
export function nothingFound(report: Report): { title: string; text: string } {
  const { audit, surface } = report;
  const { asked } = askedRules(report);
  const rules = count(asked, 'rule');
  if (audit !== undefined && audit.files + audit.documents === 0) {
    const text = 'No Python, JavaScript or TypeScript was found here, and no template or policy, so this says nothing.';
    return { title: 'Nothing was read', text };
  }
  const { accesses = 0, roles = 0, tables = 0 } = audit ?? {};
  if (surface.operations.length + accesses + roles + tables === 0) {
    const text = `No route of a framework that is known was found, and no access to a store by one. Of ${rules}, only those that need neither were asked of anything, so this says little.`;
    return { title: 'Little could be asked', text };
  }
  if (audit?.changed !== undefined) {
    const text = changedSentence(audit.changed);
    return { title: 'Nothing found in what changed', text: `O${text.slice(1)}.` };
  }
  const text = `${rules} ${asked === 1 ? 'was' : 'were'} asked of ${joined(auditedParts(report).slice(1))}. What other code does, and what only shows while it runs, was not asked.`;
  return { title: 'Nothing found', text };
}

/** `only what touches 3 files that differ from origin/main (1a2b3c4); 12 other findings are left out`. */
export function changedSentence({ since, commit, files, leftOut }: NonNullable<AuditFacts['changed']>): string {
  const differ = `${files === 1 ? 'differs' : 'differ'} from ${since} (${commit.slice(0, 7)})`;
  const others = leftOut === 1 ? '1 other finding is' : `${count(leftOut, 'other finding')} are`;
  return [
    `only what touches ${count(files, 'file')} that ${commit === '' ? 'no commit has yet' : differ}`,
    ...(leftOut === 0 ? [] : [`${others} left out`]),
  ].join('; ');
}

/** What a scan proved or an audit found, in a sentence or two. */
export function sentenceOf(report: Report): string {
  return isAudit(report) ? auditSentence(report) : provenSentence(report);
}

function auditSentence(report: Report): string {
  const [worst] = worstFirst(report.findings);
  if (worst === undefined) {
    const { title, text } = nothingFound(report);
    return `${title}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  }
  const where = worst.code === undefined ? '' : ` (${codeName(worst.code.place)})`;
  return `${count(report.findings.length, 'finding')} in ${joined(auditedParts(report).slice(1))}. The worst: ${worst.title.charAt(0).toLowerCase()}${worst.title.slice(1)}${where}.`;
}
