import {
  type Accepted,
  type CheckSummary,
  type CoverageCell,
  type Finding,
  fingerprint,
  methodSchema,
  type Repair,
  type Report,
  type ReportedOperation,
  severityRank,
  withAccepted,
} from '@middlebrick/model';
import type { Audited, AuditHit } from './audit.ts';
import { type ChangedFiles, touching } from './changed.ts';
import { frameOf } from './frame.ts';
import { commentedFiles } from './inline/comments.ts';
import { withIgnored } from './inline/ignored.ts';
import { withoutSecrets } from './masked-secrets.ts';
import type { Program } from './program/program.ts';
import { reportedRepairs } from './repairs/reported.ts';
import { factsOf } from './report-facts.ts';
import { operationOf } from './rules/access-hit.ts';
import type { Rule } from './rules/contract.ts';
import { rules } from './rules/index.ts';

export interface AuditSettings {
  /** What was audited, as it is shown. */
  readonly target: string;
  /** What stands before the paths of the files, seen from where the command ran. */
  readonly base?: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly accepted?: Accepted;
  /** Where only findings that touch changed files are wanted. */
  readonly changed?: ChangedFiles;
  /** What to say of a rule that a comment names and that there is not: `Did you mean code/table-scan?` */
  readonly suggest?: (misspelt: string, rules: readonly string[]) => string;
}

/** The report of an audit: the same form as that of a scan, with code in the place of exchanges. */
export function auditReport(audited: Audited, settings: AuditSettings): Report {
  const { version, startedAt, target, base } = settings;
  const texts = withoutSecrets(new Map(audited.files.map(({ path, text }) => [path, text])), audited.hits);
  const repairOf = reportedRepairs(audited, texts);
  const all = distinct(audited.hits.map((hit) => findingOf(hit, texts, repairOf(hit)))).toSorted(worstFirst);
  const told = { ...accepted(all, audited, settings), facts: factsOf(audited, base) };
  const { findings, suppressions, facts } = touching(told, settings.changed);
  return {
    schema: 'https://middlebrick.dev/schema/report-1.json',
    tool: { name: 'middlebrick', version },
    scan: {
      id: 'audit',
      seed: 0,
      mode: 'audit',
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      isInterrupted: false,
    },
    target: { url: target, scope: [], stack: [...facts.frameworks, ...facts.stores] },
    surface: { source: 'code', operations: operationsOf(audited.program), warnings: [...audited.warnings] },
    identities: [],
    survey: { objects: 0, owned: 0, requests: 0 },
    audit: facts,
    requests: 0,
    // Code shows what is wrong, and not how much of it holds: only a scan gives a score.
    score: { overall: null, grade: null, isIncomplete: false, categories: [] },
    findings,
    ...(suppressions.length === 0 ? {} : { suppressions: [...suppressions] }),
    checks: rules.map((rule) => summaryOf(rule, audited)),
    coverage: rules.filter((rule) => unasked(rule, audited) === undefined).map((rule) => cellOf(rule, audited)),
    gaps: [],
  };
}

/** What the configuration and the baseline accept, and what comments in the code do. */
function accepted(
  all: readonly Finding[],
  { files, program }: Audited,
  { startedAt, accepted = {}, suggest }: AuditSettings,
): ReturnType<typeof withAccepted> {
  const known = withAccepted(all, accepted, startedAt.toISOString().slice(0, 10));
  const ids = rules.map(({ id }) => id);
  const names = { ids, suggest: (misspelt: string) => suggest?.(misspelt, ids) ?? '' };
  const marked = withIgnored(known.findings, commentedFiles(files, program), names);
  return { findings: marked.findings, suppressions: [...known.suppressions, ...marked.suppressions] };
}

function findingOf(
  { rule, ...hit }: AuditHit,
  texts: ReadonlyMap<string, string>,
  repair: Repair | undefined,
): Finding {
  const details = { ...hit.details };
  const message = rule.messages[hit.message as never] as string;
  return {
    fingerprint: fingerprint({
      check: rule.id,
      operation: hit.operation,
      parameter: hit.parameter,
      kind: `${hit.place.path} ${hit.subject}`,
    }),
    check: rule.id,
    title: rule.title,
    message: message.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole),
    kind: hit.message,
    severity: hit.severity ?? rule.severity,
    confidence: hit.confidence,
    category: rule.category,
    places: hit.operations.map((operation) => ({
      operation,
      ...(hit.parameter === undefined ? {} : { parameter: hit.parameter }),
    })),
    cwe: [...rule.cwe],
    owasp: rule.owasp,
    details,
    values: [],
    proof: [],
    replay: { variables: [], curl: [] },
    code: {
      place: hit.place,
      frame: frameOf(texts.get(hit.place.path) ?? '', hit.place),
      flow: (hit.flow ?? []).map(({ place, note }) => ({ place, note })),
    },
    remediation: {
      summary: rule.remediation,
      explain: `middlebrick explain ${rule.id}`,
      ...(repair === undefined ? {} : { repair }),
    },
  };
}

/** Findings that nothing tells apart but their lines are numbered in their order, so that each has a name of its own. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const number = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, number);
    if (number === 1) return finding;
    return { ...finding, fingerprint: fingerprint({ check: finding.check, kind: `${finding.fingerprint} ${number}` }) };
  });
}

function worstFirst(a: Finding, b: Finding): number {
  return (
    severityRank(a.severity) - severityRank(b.severity) ||
    compared(a.check, b.check) ||
    compared(a.code?.place.path ?? '', b.code?.place.path ?? '') ||
    (a.code?.place.line ?? 0) - (b.code?.place.line ?? 0)
  );
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function operationsOf({ routes }: Program): ReportedOperation[] {
  const found = new Map(
    routes
      .filter(({ path }) => path !== '')
      .map((route): [string, ReportedOperation] => {
        const id = operationOf(route);
        // A route for any method has none of its own, and a framework may have methods of its own.
        const method = methodSchema.catch('GET').parse(route.methods[0]);
        return [id, { id, method, path: route.path, source: 'code', deprecated: false, statuses: {} }];
      }),
  );
  return [...found.values()].toSorted((a, b) => compared(a.path, b.path) || compared(a.method, b.method));
}

/** Why a rule could be asked of nothing, so that what it once found is not fixed; `undefined` when it was asked. */
function unasked({ id }: Pick<Rule, 'id'>, { files, program, infrastructure }: Audited): string | undefined {
  if (id.startsWith('iam/')) return infrastructure === null ? 'no template or policy was found' : undefined;
  // A file of settings that is there no more holds no secret: where anything is read, it was looked for.
  const read = id === 'code/secret-in-configuration' ? files : program.modules;
  return read.length === 0 ? 'no code was found' : undefined;
}

/** A rule is asked of everything at once. What could not be read may hold what it looks for. */
function cellOf({ id }: Pick<Rule, 'id'>, { hits, warnings }: Audited): CoverageCell {
  const unread = warnings.length === 0 ? undefined : 'some of the code could not be read';
  const cell = { check: id, operation: null };
  if (hits.some((hit) => hit.rule.id === id))
    return { ...cell, outcome: 'vulnerable', ...(unread === undefined ? {} : { undecided: unread }) };
  return unread === undefined ? { ...cell, outcome: 'hardened' } : { ...cell, outcome: 'inconclusive', reason: unread };
}

function summaryOf(rule: Pick<Rule, 'id' | 'title' | 'category' | 'severity'>, audited: Audited): CheckSummary {
  const { id, title, category, severity } = rule;
  const reason = unasked(rule, audited);
  const outcome = reason === undefined ? cellOf(rule, audited).outcome : undefined;
  return {
    id,
    title,
    category,
    severity,
    vulnerable: audited.hits.filter((hit) => hit.rule.id === id).length,
    hardened: outcome === 'hardened' ? 1 : 0,
    inconclusive: outcome === 'inconclusive' ? 1 : 0,
    broken: 0,
    skipped: reason === undefined ? [] : [{ reason, count: 1 }],
  };
}
