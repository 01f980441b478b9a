import type { Severity } from '@middlebrick/model';
import { debugPageIn } from '../../classify/debug.ts';
import { dynamodbErrorIn } from '../../classify/dynamodb.ts';
import { type ErrorDetail, errorDetailIn } from '../../classify/errors.ts';
import { maskBody } from '../../classify/mask.ts';
import { listed, observedEntry } from '../../classify/observed.ts';
import { provoke, type Sighting, sightings } from '../../classify/provoked.ts';
import { defineCheck, type Judgment } from '../../define-check.ts';

interface Found {
  kind: string;
  words: string;
  detail: ErrorDetail;
}

export default defineCheck({
  id: 'data/error-detail',
  title: 'Errors show how the service is built',
  category: 'dataExposure',
  severity: 'medium',
  cwe: [209],
  owasp: 'API8:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N',
  sends: 'reads',
  needs: ['baselines', 'identities'],
  messages: {
    exposed: 'An error of {technology} reached the caller: “{text}”.',
    clean: 'Malformed requests brought out no stack trace, file path or text of a library.',
    noControl: 'Nobody got a normal answer, so nothing was asked in a malformed way.',
    unanswered: 'Malformed requests were not answered.',
  },
  remediation:
    'Answer unexpected errors with one fixed text and an id under which the details stand in the log; switch off development error pages.',
  article: 'data-exposure',

  appliesTo: (operation, survey) =>
    survey.baselines.some((baseline) => baseline.operation === operation.id) || 'It was not called by the survey.',

  probe: (tools) => provoke(tools, tools.operation),

  judge(evidence) {
    const found = sightings(evidence, find);
    if (found.length > 0)
      return [...Map.groupBy(found, (sighting) => sighting.found.kind).values()].map((same) =>
        exposed(same, evidence.control),
      );
    if (evidence.control === undefined) return { outcome: 'inconclusive', message: 'noControl' };
    const isUnanswered =
      evidence.answers.length > 0 && evidence.answers.every(({ exchange }) => exchange.response === null);
    return isUnanswered
      ? { outcome: 'inconclusive', message: 'unanswered' }
      : { outcome: 'hardened', message: 'clean' };
  },
});

/** Debug pages are told by `debug-mode`; a mere text of the store by `dynamodb-error`. */
function find(body: string): Found | undefined {
  const detail = errorDetailIn(body);
  if (detail === undefined || debugPageIn(body) !== undefined) return undefined;
  if ((detail.kind === 'exception-text' || detail.kind === 'framework-error') && dynamodbErrorIn(body) !== undefined)
    return undefined;
  return { kind: detail.kind, words: detail.excerpt, detail };
}

function exposed(
  same: readonly Sighting<Found>[],
  control: Parameters<typeof observedEntry>[0] | undefined,
): Judgment<'exposed'> {
  const best = [...same].sort(
    (a, b) => b.found.detail.files.length - a.found.detail.files.length,
  )[0] as Sighting<Found>;
  const { kind, technology, excerpt, files } = best.found.detail;
  return {
    outcome: 'vulnerable',
    message: 'exposed',
    confidence: 'confirmed',
    severity: severityOf(kind),
    kind,
    ...(best.parameter === undefined ? {} : { parameter: best.parameter }),
    proof: [
      ...(control === undefined || best.what === undefined
        ? []
        : [{ ...observedEntry(control), role: 'control' as const, label: `${control.identity}, normal request` }]),
      { ...observedEntry(best), label: best.what === undefined ? best.identity : `${best.identity}, ${best.what}` },
    ],
    details: { technology, text: maskBody(excerpt), ...(files.length === 0 ? {} : { files: listed(files) }) },
  };
}

/** The words of one exception tell little; a trace tells the whole way through the code. */
function severityOf(kind: ErrorDetail['kind']): Severity {
  return kind === 'exception-text' || kind === 'file-path' ? 'low' : 'medium';
}
