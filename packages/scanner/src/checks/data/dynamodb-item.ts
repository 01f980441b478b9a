import { jsonOf, type Severity } from '@middlebrick/model';
import { attributeValueShape, keyIdioms, rawResultShape } from '../../classify/dynamodb.ts';
import { listed, observedEntry, observedOf, served, wasObserved } from '../../classify/observed.ts';
import { defineCheck, type Judgment } from '../../define-check.ts';

interface Shape {
  message: 'rawResult' | 'attributeValues' | 'keyIdioms';
  severity: Severity;
  paths: string[];
  details: Record<string, string>;
}

export default defineCheck({
  id: 'data/dynamodb-item',
  title: 'Answers hand out DynamoDB items or results as they are stored',
  category: 'dataExposure',
  severity: 'medium',
  cwe: [213],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N',
  sends: 'none',
  needs: ['baselines'],
  messages: {
    rawResult: 'The result of the call to DynamoDB is the answer: it shows {members}.',
    attributeValues: 'Items are in the low-level form of DynamoDB, with every attribute that is stored: {attributes}.',
    keyIdioms: 'The keys of the table are in the answer: {keys}.',
    clean: 'No answer had the form of a DynamoDB item or result.',
    noJson: 'No JSON was served that could be examined.',
  },
  remediation:
    'Turn items into answers by an explicit list of fields, and hand out pages with an opaque, signed cursor instead of LastEvaluatedKey.',
  article: 'data-exposure',

  appliesTo: (operation, survey) => wasObserved(survey, operation.id),

  probe: ({ operation, survey }) => served(observedOf(survey, operation.id)),

  judge(evidence) {
    const answers = evidence.filter(({ exchange }) => jsonOf(exchange) !== undefined);
    if (answers.length === 0) return { outcome: 'inconclusive', message: 'noJson' };
    for (const answer of answers) {
      const shape = shapeOf(jsonOf(answer.exchange) ?? null);
      if (shape === undefined) continue;
      const { message, severity, paths, details } = shape;
      const judgment: Judgment<typeof message> = {
        outcome: 'vulnerable',
        message,
        severity,
        confidence: 'confirmed',
        kind: message,
        proof: [observedEntry(answer, paths)],
        details,
      };
      return judgment;
    }
    return { outcome: 'hardened', message: 'clean' };
  },
});

/** The most telling of the three; the others follow from the same line of code. */
function shapeOf(json: Parameters<typeof keyIdioms>[0]): Shape | undefined {
  const result = rawResultShape(json);
  if (result !== undefined) {
    const details = {
      members: listed(result.members),
      ...(result.continuationKey === undefined ? {} : { 'key attributes': listed(result.continuationKey) }),
      ...(result.hiddenRows === undefined ? {} : { 'rows read and filtered out': String(result.hiddenRows) }),
      ...(result.table === undefined ? {} : { table: result.table }),
    };
    return { message: 'rawResult', severity: 'medium', paths: result.members, details };
  }
  const items = attributeValueShape(json);
  if (items !== undefined) {
    return {
      message: 'attributeValues',
      severity: 'medium',
      paths: [items.path],
      details: { attributes: listed(items.attributes) },
    };
  }
  const keys = keyIdioms(json);
  if (keys.length === 0) return undefined;
  return {
    message: 'keyIdioms',
    severity: 'low',
    paths: keys.map((leaf) => leaf.path),
    details: { keys: listed(keys.map((leaf) => leaf.key)) },
  };
}
