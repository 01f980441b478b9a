import type { Exchange, Finding, Headers, ProofStep, Report } from '@middlebrick/model';
import type { Location, ReportingDescriptor, Result, Suppression, ToolComponent, WebRequest, WebResponse } from 'sarif';
import { showsTheSame } from '../facts.ts';
import { isRead, placeName, whereOf, worstFirst } from '../groups.ts';
import { visible } from '../visible.ts';
import { codeLocation, type Files, filesOf, fixesOf, flowOf, furtherPlaces, physicalPlace } from './code.ts';
import { levels } from './rules.ts';
import { taxaOf } from './taxonomies.ts';

/** How much a result is worth looking at, 0 to 100, by how sure it is. */
const ranks = { confirmed: 95, firm: 75, tentative: 40 } as const;

export function resultsOf(
  report: Report,
  rules: readonly ReportingDescriptor[],
  taxonomies: readonly ToolComponent[],
): Result[] {
  const indexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const files = filesOf(report);
  return worstFirst(report.findings).map((finding) => ({
    ruleId: finding.check,
    ruleIndex: indexes.get(finding.check) ?? -1,
    kind: 'fail',
    level: levels[finding.severity],
    rank: ranks[finding.confidence],
    message: { text: messageOf(finding) },
    locations: locationsOf(finding, report, files),
    ...flowOf(finding, files),
    ...fixesOf(finding, files),
    ...furtherPlaces(finding, files),
    partialFingerprints: {
      'middlebrick/v1': finding.fingerprint,
      // Viewers would hash the line, which for a scan is always the same one, and in code changes.
      primaryLocationLineHash: `${finding.fingerprint}:1`,
    },
    taxa: taxaOf(finding, taxonomies),
    ...acceptedAs(finding, files),
    ...exchangeOf(finding),
    properties: propertiesOf(finding),
  }));
}

/** What viewers show of suppressions (3.27.23) and of the baseline (3.27.24). */
function acceptedAs({ suppressed, isKnown }: Finding, files: Files): Pick<Result, 'suppressions' | 'baselineState'> {
  return {
    ...(suppressed === undefined ? {} : { suppressions: [suppressionOf(suppressed, files)] }),
    ...(isKnown === undefined ? {} : { baselineState: isKnown ? 'unchanged' : 'new' }),
  };
}

function suppressionOf({ reason, place }: NonNullable<Finding['suppressed']>, files: Files): Suppression {
  const accepted = { status: 'accepted', justification: visible(reason) } as const;
  if (place === undefined) return { kind: 'external', ...accepted };
  return { kind: 'inSource', ...accepted, location: { physicalLocation: physicalPlace(place, files) } };
}

/**
 * The file the results are shown on: the description of the API as a path of the repository, since viewers accept
 * no other scheme; the target itself when the surface was not read from a file.
 */
export function artifactUri({ surface, target }: Report): string {
  const [source = ''] = surface.source.split(' (');
  const isPath = /^[^\s:?#]+\.(json|ya?ml)$/i.test(source);
  return isPath ? encodeURI(source.replaceAll('\\', '/').replace(/^(\.?\/)+/, '')) : target.url;
}

function locationsOf(finding: Finding, report: Report, files: Files): Location[] {
  if (finding.code !== undefined) return [codeLocation(finding, finding.code, files)];
  const physicalLocation = { artifactLocation: { uri: artifactUri(report), index: 0 }, region: { startLine: 1 } };
  if (finding.places.length === 0) {
    const name = report.target.url;
    return [{ physicalLocation, logicalLocations: [{ name, fullyQualifiedName: name, kind: 'resource' }] }];
  }
  return finding.places.map((place) => ({
    physicalLocation,
    logicalLocations: [
      {
        name: place.operation,
        fullyQualifiedName: place.parameter === undefined ? place.operation : `${place.operation}#${place.parameter}`,
        kind: place.parameter === undefined ? 'resource' : 'parameter',
      },
    ],
  }));
}

/** The message with the place, in plain text: brackets would make links and numbered braces placeholders (3.11.5, 3.11.6). */
function messageOf(finding: Finding): string {
  const where = finding.places.map(placeName).join(', ') || whereOf(finding);
  const text = `${finding.title}: ${where}. ${finding.message}`;
  return visible(text)
    .replace(/[[\]\\]/g, '\\$&')
    .replace(/\{(\d+)\}/g, '{{$1}}');
}

function propertiesOf(finding: Finding): Record<string, unknown> {
  return {
    severity: finding.severity,
    confidence: finding.confidence,
    category: finding.category,
    ...(finding.kind === undefined ? {} : { kind: finding.kind }),
    ...(finding.cvss === undefined ? {} : { cvss: finding.cvss }),
    ...(finding.code?.said === undefined ? {} : { rules: [...new Set(finding.code.said.map(({ rule }) => rule))] }),
    details: finding.details,
    ...(isRead(finding) ? {} : provenBy(finding)),
  };
}

function provenBy(finding: Finding): Record<string, unknown> {
  return {
    replay: finding.replay,
    proof: finding.proof.map((step) => ({
      role: step.role,
      label: step.label,
      status: step.exchange.response?.status ?? null,
      shows: step.shows,
    })),
  };
}

function exchangeOf(finding: Finding): Pick<Result, 'webRequest' | 'webResponse'> {
  const step = tellingStep(finding);
  if (step === undefined) return {};
  return { webRequest: requestOf(step.exchange), webResponse: responseOf(step.exchange) };
}

const tellingRoles: ReadonlySet<ProofStep['role']> = new Set(['forged', 'other', 'write', 'observed']);

/** The exchange that shows the flaw best: who got what is not theirs, who wrote to it, else what was observed. */
function tellingStep(finding: Finding): ProofStep | undefined {
  return (
    finding.proof.find((step) => showsTheSame(step, finding)) ??
    finding.proof.find((step) => tellingRoles.has(step.role)) ??
    finding.proof[0]
  );
}

function requestOf({ request }: Exchange): WebRequest {
  return {
    protocol: 'HTTP',
    target: request.url,
    method: request.method,
    headers: headerRecord(request.headers),
    ...(request.body === undefined ? {} : { body: { text: request.body } }),
  };
}

function responseOf({ response, failure }: Exchange): WebResponse {
  if (response === null) return { noResponseReceived: true, ...(failure ? { reasonPhrase: failure.message } : {}) };
  return {
    protocol: 'HTTP',
    statusCode: response.status,
    headers: headerRecord(response.headers),
    body: { text: response.body },
  };
}

/** Repeated headers in one value, which RFC 9110 section 5.3 allows for all but `set-cookie`; it is only shown here. */
function headerRecord(headers: Headers): Record<string, string> {
  const byName = Map.groupBy(headers, ([name]) => name);
  return Object.fromEntries([...byName].map(([name, same]) => [name, same.map(([, value]) => value).join(', ')]));
}
