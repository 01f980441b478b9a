import type { Code, Report, Severity } from '@middlebrick/model';
import { askedRules, isAudit } from '../audit-facts.ts';
import { count, joined } from '../facts.ts';

/** What an audit read and asked. */
export interface PageAudit {
  numbers: { value: string; name: string }[];
  /** Languages, frameworks and stores, in a sentence. */
  read: string;
  rules: { id: string; title: string; severity: Severity; findings: number }[];
  /** Rules that could be asked of nothing, a sentence for each reason. */
  unasked: string[];
  routes: { operation: string; findings: number }[];
}

/** Null of a scan. */
export function pageAudit(report: Report): PageAudit | null {
  if (!isAudit(report)) return null;
  const { audit, checks, surface, findings } = report;
  const places = findings.flatMap((finding) => [...new Set(finding.places.map(({ operation }) => operation))]);
  const asked = checks.filter(({ skipped }) => skipped.length === 0);
  const byRoute = Map.groupBy(places, (operation) => operation);
  const byRule = Map.groupBy(findings, ({ check }) => check);
  return {
    numbers: numbersOf(report),
    read: audit === undefined ? '' : sentence(audit),
    rules: asked.map(({ id, title, severity }) => ({ id, title, severity, findings: byRule.get(id)?.length ?? 0 })),
    unasked: askedRules(report).skipped.map(
      ({ reason, count: many }) => `${count(many, 'rule')} not asked: ${reason}.`,
    ),
    routes: surface.operations.map(({ id }) => ({ operation: id, findings: byRoute.get(id)?.length ?? 0 })),
  };
}

function numbersOf({ audit, checks, surface }: Report): PageAudit['numbers'] {
  const shown = (value: number, name: string): PageAudit['numbers'][number] => ({
    value: value.toLocaleString('en-US'),
    name,
  });
  const read = audit === undefined ? [] : [shown(audit.files, `files of code, ${count(audit.lines, 'line')}`)];
  const reached = audit === undefined ? [] : [shown(audit.accesses, 'places that reach a store')];
  return [
    ...read,
    shown(surface.operations.length, 'routes'),
    ...reached,
    shown(askedRules({ checks }).asked, 'rules'),
  ];
}

function sentence({ languages, frameworks, stores, documents, roles, tables }: NonNullable<Report['audit']>): string {
  const parts = [
    languages.length === 0 ? 'no code' : joined(languages),
    frameworks.length === 0 ? 'no route of a known framework' : `routes of ${joined(frameworks)}`,
    stores.length === 0 ? 'no access to a store by a route' : `accesses to ${joined(stores)}`,
    ...(documents === 0 ? [] : [count(documents, 'template')]),
    ...(roles === undefined ? [] : [`${count(roles, 'role')} and ${count(tables ?? 0, 'table')}`]),
  ];
  return `Found: ${parts.join('; ')}.`;
}

/** Code with at most so many lines of its frame: those from the place on, and a few before. */
export function shortenedCode(code: Code, most: number): Code {
  const { frame, place } = code;
  if (frame.lines.length <= most) return code;
  const before = Math.max(0, Math.min(place.line - frame.startLine, Math.floor((most - 1) / 2)));
  const from = Math.max(0, place.line - frame.startLine - before);
  return { ...code, frame: { startLine: frame.startLine + from, lines: frame.lines.slice(from, from + most) } };
}
