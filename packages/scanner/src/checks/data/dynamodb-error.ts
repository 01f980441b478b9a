import { type DynamodbError, dynamodbErrorIn } from '../../classify/dynamodb.ts';
import { maskBody } from '../../classify/mask.ts';
import { observedEntry } from '../../classify/observed.ts';
import { provoke, type Sighting, sightings } from '../../classify/provoked.ts';
import { defineCheck, type Judgment } from '../../define-check.ts';

interface Found {
  kind: string;
  words: string;
  error: DynamodbError;
}

export default defineCheck({
  id: 'data/dynamodb-error',
  title: 'Errors of DynamoDB are handed to the caller word by word',
  category: 'dataExposure',
  severity: 'high',
  cwe: [209],
  owasp: 'API8:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:N/A:N',
  sends: 'reads',
  needs: ['baselines', 'identities'],
  messages: {
    exposed: 'The answer repeats an error of DynamoDB ({error}). It gives away: {reveals}.',
    clean: 'Malformed requests brought out no text of DynamoDB or of an AWS SDK.',
    noControl: 'Nobody got a normal answer, so nothing was asked in a malformed way.',
    unanswered: 'Malformed requests were not answered.',
  },
  remediation:
    'Catch the errors of the store where it is called, log them, and answer with a text of your own. Check ids, limits and cursors before they reach the store.',
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

function find(body: string): Found | undefined {
  const error = dynamodbErrorIn(body);
  return error && { kind: error.code ?? error.reveals.library ?? 'DynamoDB', words: error.message, error };
}

function exposed(
  same: readonly Sighting<Found>[],
  control: Parameters<typeof observedEntry>[0] | undefined,
): Judgment<'exposed'> {
  // The text that gives away most speaks for its kind.
  const best = [...same].sort(
    (a, b) => Object.keys(b.found.error.reveals).length - Object.keys(a.found.error.reveals).length,
  )[0] as Sighting<Found>;
  const { reveals, operation, message } = best.found.error;
  const facts = Object.entries(reveals).map(([name, value]) => [wordsFor[name] ?? name, String(value)] as const);
  return {
    outcome: 'vulnerable',
    message: 'exposed',
    confidence: 'confirmed',
    severity:
      reveals.arn === undefined && reveals.accountId === undefined && reveals.role === undefined ? 'medium' : 'high',
    kind: best.found.kind,
    ...(best.parameter === undefined ? {} : { parameter: best.parameter }),
    proof: [
      ...(control === undefined || best.what === undefined
        ? []
        : [{ ...observedEntry(control), role: 'control' as const, label: `${control.identity}, normal request` }]),
      { ...observedEntry(best), label: best.what === undefined ? best.identity : `${best.identity}, ${best.what}` },
    ],
    details: {
      error: best.found.kind,
      reveals:
        facts.length === 0 ? 'the store that is used' : facts.map(([name, value]) => `${name} ${value}`).join(', '),
      ...(operation === undefined ? {} : { call: operation }),
      ...Object.fromEntries(facts),
      text: maskBody(message),
    },
  };
}

const wordsFor: Readonly<Record<string, string>> = {
  keyAttribute: 'key attribute',
  accountId: 'account',
  action: 'allowed action asked for',
  reservedWord: 'attribute named after a reserved word',
  arn: 'resource',
};
