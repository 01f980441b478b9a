import type { Confidence, Finding, Severity } from '@middlebrick/model';
import type { ReportingDescriptor, Result, ToolComponent } from 'sarif';
import { worstFirst } from '../groups.ts';
import { taxaOf } from './taxonomies.ts';

export const levels: Record<Severity, Result.level> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/**
 * Scores for findings without a CVSS vector, in the middle of the bands by which code scanning sorts alerts
 * (over 9.0 critical, 7.0 high, 4.0 medium, 0.1 low).
 */
const securitySeverities: Record<Severity, number> = { critical: 9.5, high: 8, medium: 5.5, low: 2, info: 0 };

const precisions: Record<Confidence, string> = { confirmed: 'very-high', firm: 'high', tentative: 'medium' };

/** One rule for each check that found something, worst first. */
export function rulesOf(findings: readonly Finding[], taxonomies: readonly ToolComponent[]): ReportingDescriptor[] {
  const byCheck = Map.groupBy(worstFirst(findings), (finding) => finding.check);
  return [...byCheck.values()].flatMap((same) => (same[0] ? [rule(same[0], same, taxonomies)] : []));
}

function rule(worst: Finding, same: readonly Finding[], taxonomies: readonly ToolComponent[]): ReportingDescriptor {
  const all = { cwe: [...new Set(same.flatMap((finding) => finding.cwe))], owasp: worst.owasp };
  // Code scanning shows a severity for this number: it must be the one that all other outputs show.
  const score = securitySeverities[worst.severity];
  return {
    id: worst.check,
    name: pascal(worst.check),
    shortDescription: { text: worst.title },
    fullDescription: { text: `${worst.title}.` },
    help: { text: worst.remediation.summary, markdown: helpOf(worst) },
    ...(worst.cwe[0] === undefined ? {} : { helpUri: `https://cwe.mitre.org/data/definitions/${worst.cwe[0]}.html` }),
    defaultConfiguration: { level: levels[worst.severity] },
    relationships: taxaOf(all, taxonomies).map((target) => ({ target, kinds: ['relevant'] })),
    properties: {
      tags: [
        'security',
        worst.category,
        ...all.cwe.map((id) => `external/cwe/cwe-${id}`),
        ...all.cwe.map((id) => `CWE-${id}`),
        worst.owasp,
      ],
      'security-severity': score.toFixed(1),
      precision: precisions[worst.confidence],
    },
  };
}

/** `bola/foreign-object-read` gives `BolaForeignObjectRead`. */
function pascal(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function helpOf({ remediation, title }: Finding): string {
  const { summary, stack, snippet, explain } = remediation;
  const parts = [`## ${title}`, stack === undefined ? summary : `**${stack}:** ${summary}`];
  if (snippet) parts.push(fenced(snippet.code, snippet.language));
  if (explain !== undefined) parts.push('More:', fenced(explain, 'sh'));
  return parts.join('\n\n');
}

/** A fence longer than any run of backticks inside (CommonMark 0.31, section 4.5). */
function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}
