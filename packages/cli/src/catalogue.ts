import { type RuleFacts, rulePage, rules } from '@middlebrick/auditor';
import { type Check, checkPage, checks } from '@middlebrick/scanner';

/** Something that a scan or an audit finds. */
export type Entry = Check | RuleFacts;

/** All that is found: by a scan first, by an audit then. */
export const catalogue: readonly Entry[] = [...checks, ...rules];

/** Whether a scan finds it, and not an audit. */
export function isCheck(entry: Entry): entry is Check {
  return 'sends' in entry;
}

/** The page of a check or a rule, as Markdown. */
export function pageOf(entry: Entry): string {
  return isCheck(entry) ? checkPage(entry.id) : rulePage(entry.id);
}

/** What is told of an entry in JSON. */
export function factsOf(entry: Entry): Record<string, unknown> {
  const { id, title, category, severity, owasp, cwe, remediation } = entry;
  const how = isCheck(entry) ? { sends: entry.sends, per: entry.per } : { reads: readsOf(entry) };
  return { id, title, category, severity, ...how, owasp, cwe, remediation };
}

function readsOf({ id }: RuleFacts): 'code' | 'policies' {
  return id.startsWith('iam/') ? 'policies' : 'code';
}

/** `58 checks of a scan, 44 rules of an audit`. */
export function countOf(entries: readonly Entry[]): string {
  const scanned = entries.filter(isCheck).length;
  const audited = entries.length - scanned;
  const parts = [
    ...(scanned === 0 ? [] : [`${scanned} check${scanned === 1 ? '' : 's'} of a scan`]),
    ...(audited === 0 ? [] : [`${audited} rule${audited === 1 ? '' : 's'} of an audit`]),
  ];
  return parts.join(', ');
}
