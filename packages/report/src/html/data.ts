import {
  categories,
  cwe,
  type Exchange,
  type Finding,
  owaspApi2023,
  type ProofStep,
  type Report,
  unsuppressed,
} from '@middlebrick/model';
import { isAudit, sentenceOf } from '../audit-facts.ts';
import { askedOfApi, commonParts, onlyOnOneSide } from '../both-sides.ts';
import { type Deeds, deedsOf } from '../deeds.ts';
import {
  type Coverage,
  confirmedCount,
  coverageOf,
  durationOf,
  showsTheSame,
  strongerWith,
  type Undecided,
  undecided,
  untoldDetails,
} from '../facts.ts';
import { codeName, groupsOf, isRead, placeName, whereOf, worstFirst } from '../groups.ts';
import { type WrittenStep, writtenStep } from '../written.ts';
import { type PageAccess, pageAccess } from './access.ts';
import { type PageAudit, pageAudit, shortenedCode } from './audit.ts';
import { internedJson } from './intern.ts';
import { type AccessRow, accessRows, type CheckMatrix, checkMatrix } from './matrix.ts';

export interface PageStep {
  role: ProofStep['role'];
  label: string;
  shows: string[];
  note: string | undefined;
  /** Got the same private values as the owner, without being the owner. */
  isSame: boolean;
  /** Of a proof by a write: what was sent, and what stood at the same fields before and after. */
  written: WrittenStep | undefined;
  exchange: string;
}

/** An exchange, possibly with less of its bodies than the JSON report holds. */
export interface PageExchange extends Pick<Exchange, 'identity' | 'request' | 'response' | 'failure' | 'milliseconds'> {
  isShortened: boolean;
}

export interface PageFinding extends Omit<Finding, 'proof'> {
  proof: PageStep[];
  where: string[];
  /** Fingerprints of the other findings with the same root cause. */
  sameCause: string[];
}

/** Everything the page shows, in the form its script reads. */
export interface PageData {
  tool: Report['tool'];
  scan: Report['scan'];
  target: Report['target'];
  surface: { source: string; warnings: string[] };
  /** What an audit read and asked; null of a scan. */
  audit: PageAudit | null;
  identities: Report['identities'];
  survey: Report['survey'];
  /** What an active scan did besides reading; null when it only read. */
  deeds: Deeds | null;
  duration: string;
  score: Omit<Report['score'], 'categories'>;
  categories: { id: string; title: string; owasp: string; score: number | null; findings: number }[];
  sentence: string;
  confirmed: number;
  coverage: Coverage;
  findings: PageFinding[];
  exchanges: Record<string, PageExchange>;
  access: { identities: string[]; rows: AccessRow[] };
  who: PageAccess | null;
  matrix: CheckMatrix;
  /** What would make the answer stronger. */
  advice: string[];
  undecided: Undecided[];
  notTested: { operation: string; reason: string }[];
  gaps: Report['gaps'];
  /** What a scan and the code have in common; null without code. */
  bothSides: { source: string; common: string[]; sides: ReturnType<typeof onlyOnOneSide> } | null;
  titles: { cwe: Record<string, string>; owasp: Record<string, string> };
}

/**
 * Characters kept of a body, and lines of a frame of code: of the finding that is shown for its root cause, and of the
 * others with that cause.
 */
interface Limits {
  first: number;
  others: number;
  lines: { first: number; others: number };
}

/** From everything to almost nothing; the first that fits is taken. */
const ladder: readonly Limits[] = [
  { first: 16_384, others: 16_384, lines: { first: 12, others: 12 } },
  { first: 8_192, others: 2_048, lines: { first: 12, others: 12 } },
  { first: 4_096, others: 512, lines: { first: 12, others: 5 } },
  { first: 4_096, others: 128, lines: { first: 12, others: 3 } },
  { first: 4_096, others: 0, lines: { first: 12, others: 1 } },
  { first: 1_024, others: 0, lines: { first: 5, others: 0 } },
  { first: 0, others: 0, lines: { first: 1, others: 0 } },
];

const scanInstead = 'a scan of the running API, which proves what it finds: middlebrick scan <url> --active';

/** Routes of one side that the page lists: a service may have thousands. */
const mostRoutes = 300;

/** Most characters of the data, so that the whole page stays well below one megabyte. */
export const dataBudget = 850_000;

/** The data of the page as JSON that is inert inside a `<script>` element. Bodies are shortened until it fits. */
export function pageJson(whole: Report): string {
  const report = askedOfApi(whole);
  const facts = pageFacts(report);
  let text = '';
  for (const limits of ladder) {
    const shown = { findings: withCode(facts.findings, report, limits), exchanges: exchangesOf(report, limits) };
    text = inert(internedJson({ ...facts, ...shown } satisfies PageData));
    if (text.length <= dataBudget) break;
  }
  return text;
}

/** `<` and the two line separators are escaped: nothing inside can end the element or start a comment. */
function inert(json: string): string {
  return json.replace(
    /[<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function withCode(findings: PageFinding[], report: Report, { lines }: Limits): PageFinding[] {
  const firsts = new Set(groupsOf(report.findings).map(({ first }) => first.fingerprint));
  return findings.map(({ code, ...finding }) => {
    if (code === undefined) return finding;
    return { ...finding, code: shortenedCode(code, firsts.has(finding.fingerprint) ? lines.first : lines.others) };
  });
}

function pageFacts(report: Report): Omit<PageData, 'exchanges'> {
  const { categories: scored, ...score } = report.score;
  // An audit has no scores; its categories are those that occur.
  const found = [...new Set(report.findings.map(({ category }) => category))];
  const scores = isAudit(report) ? found.map((category) => ({ category, score: null })) : scored;
  const counted = { ...report, findings: unsuppressed(report.findings) };
  return {
    tool: report.tool,
    scan: report.scan,
    target: report.target,
    surface: { source: report.surface.source, warnings: report.surface.warnings },
    audit: pageAudit(counted),
    identities: report.identities,
    survey: report.survey,
    deeds: deedsOf(report) ?? null,
    duration: durationOf(report),
    score,
    categories: scores.map((entry) => ({
      id: entry.category,
      title: categories[entry.category].title,
      owasp: categories[entry.category].owasp,
      score: entry.score,
      findings: counted.findings.filter((finding) => finding.category === entry.category).length,
    })),
    sentence: sentenceOf(counted),
    confirmed: confirmedCount(counted),
    coverage: coverageOf(report),
    findings: findingsOf(report),
    // The one table or the other: with a matrix, first answers say nothing more.
    access: report.matrix === undefined && !isAudit(report) ? accessRows(report) : { identities: [], rows: [] },
    who: pageAccess(report),
    matrix: checkMatrix(isAudit(report) ? { ...report, coverage: [] } : report),
    advice: isAudit(report) ? [scanInstead] : strongerWith(report),
    undecided: undecided(report),
    notTested: report.surface.operations.flatMap(({ id, notTested }) =>
      notTested === undefined ? [] : [{ operation: id, reason: notTested }],
    ),
    gaps: report.gaps,
    bothSides: pageSides(report),
    titles: titlesOf(report.findings),
  };
}

function pageSides({ correlation }: Report): PageData['bothSides'] {
  if (correlation === undefined) return null;
  return {
    source: correlation.source,
    common: commonParts(correlation),
    sides: onlyOnOneSide(correlation, mostRoutes),
  };
}

function findingsOf(report: Report): PageFinding[] {
  const causes = new Map(
    groupsOf(report.findings).flatMap((group) => {
      const prints = group.findings.map((finding) => finding.fingerprint);
      return prints.map((print) => [print, prints.filter((other) => other !== print)] as const);
    }),
  );
  return worstFirst(report.findings).map(({ proof, ...finding }) => ({
    ...finding,
    details: isRead({ ...finding, proof }) ? Object.fromEntries(untoldDetails({ ...finding, proof })) : finding.details,
    where: placesOf({ ...finding, proof }),
    sameCause: (causes.get(finding.fingerprint) ?? []).slice(0, 20),
    proof: proof.map((step) => ({
      role: step.role,
      label: step.label,
      shows: step.shows,
      note: step.note,
      isSame: showsTheSame(step, { ...finding, proof }),
      written: writtenStep(step, { ...finding, proof }),
      exchange: step.exchange.id,
    })),
  }));
}

function placesOf(finding: Finding): string[] {
  const { places, code } = finding;
  if (code === undefined || !isRead(finding)) return places.length === 0 ? [whereOf(finding)] : places.map(placeName);
  return [[codeName(code.place), ...places.map(placeName)].join(' · ')];
}

function exchangesOf(report: Report, limits: Limits): Record<string, PageExchange> {
  const kept = new Map<string, PageExchange>();
  for (const group of groupsOf(report.findings)) {
    for (const finding of group.findings) {
      const limit = finding === group.first ? limits.first : limits.others;
      for (const { exchange } of finding.proof) {
        if (!kept.has(exchange.id)) kept.set(exchange.id, shortened(exchange, limit));
      }
    }
  }
  return Object.fromEntries(kept);
}

function shortened({ identity, request, response, failure, milliseconds }: Exchange, limit: number): PageExchange {
  const isShortened = (response?.body.length ?? 0) > limit || (request.body?.length ?? 0) > limit;
  const headers = <T>(list: T[]): T[] => (limit === 0 ? [] : list);
  return {
    identity,
    request: {
      ...request,
      headers: headers(request.headers),
      ...(request.body === undefined ? {} : { body: request.body.slice(0, limit) }),
    },
    response: response && { ...response, headers: headers(response.headers), body: response.body.slice(0, limit) },
    ...(failure === undefined ? {} : { failure }),
    milliseconds,
    isShortened,
  };
}

/** The names of the standards that the findings refer to, and of no others. */
function titlesOf(findings: readonly Finding[]): PageData['titles'] {
  const known: Record<string, string> = cwe;
  const owasp: Record<string, string> = owaspApi2023;
  const pick = (names: string[], from: Record<string, string>): Record<string, string> =>
    Object.fromEntries([...new Set(names)].flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
  return {
    cwe: pick(
      findings.flatMap((finding) => finding.cwe.map(String)),
      known,
    ),
    owasp: pick(
      findings.map((finding) => finding.owasp),
      owasp,
    ),
  };
}
