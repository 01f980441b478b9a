import type { Report } from '@middlebrick/model';
import type { Artifact, Log, Run } from 'sarif';
import { askedRules, isAudit } from './audit-facts.ts';
import { askedOfApi } from './both-sides.ts';
import { coverageOf, durationOf } from './facts.ts';
import { codeArtifacts, filesOf } from './sarif/code.ts';
import { invocationOf, kindsOf } from './sarif/invocation.ts';
import { artifactUri, resultsOf } from './sarif/results.ts';
import { rulesOf } from './sarif/rules.ts';
import { taxonomiesOf, taxonomyReferences } from './sarif/taxonomies.ts';

/**
 * The report in SARIF 2.1.0 (OASIS, with errata 01), as code scanning takes it: rules from the checks that found
 * something, results with the exchange that proves them, and notifications for what could not be told.
 */
export function renderSarif(report: Report): string {
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    runs: [runOf(report)],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function runOf(report: Report): Run {
  const taxonomies = taxonomiesOf(report.findings);
  const rules = rulesOf(report.findings, taxonomies);
  const { artifacts, ...roots } = codeArtifacts(filesOf(report));
  const description: Artifact = {
    location: { uri: artifactUri(report) },
    description: { text: report.surface.source },
  };
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules,
        notifications: kindsOf(report),
        supportedTaxonomies: taxonomyReferences(taxonomies),
      },
    },
    automationDetails: { id: categoryOf(report) },
    invocations: [invocationOf(report)],
    ...roots,
    artifacts: isAudit(report) ? artifacts : [description, ...artifacts],
    columnKind: 'utf16CodeUnits',
    taxonomies,
    results: resultsOf(report, rules, taxonomies),
    properties: isAudit(report) ? auditProperties(report) : scanProperties(report),
  };
}

function scanProperties(report: Report): Run['properties'] {
  return {
    target: report.target.url,
    mode: report.scan.mode,
    seed: report.scan.seed,
    duration: durationOf(report),
    grade: report.score.grade,
    score: report.score.overall,
    coverage: coverageOf(askedOfApi(report)),
    ...(report.correlation === undefined ? {} : { correlation: report.correlation }),
    ...(report.activity === undefined ? {} : { activity: report.activity }),
  };
}

function auditProperties({ target, scan, surface, checks, audit, ...report }: Report): Run['properties'] {
  return {
    target: target.url,
    mode: scan.mode,
    duration: durationOf({ ...report, target, scan, surface, checks }),
    rules: askedRules({ checks }).asked,
    routes: surface.operations.length,
    ...audit,
  };
}

/** By which code scanning tells the results of one tool apart. */
function categoryOf({ tool, target, scan }: Report): string {
  return scan.mode === 'audit' ? `${tool.name}/audit/${target.url}/` : `${tool.name}/${hostOf(target.url)}/`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'target';
}
