import { isJsonObject, type Json, jsonOf, type Severity } from '@middlebrick/model';
import { classifyLeaf } from '../../classify/classify-leaf.ts';
import { keyIdioms } from '../../classify/dynamodb.ts';
import { type InternalName, internalName } from '../../classify/internal-names.ts';
import { listed, type Observed, observedEntry, observedOf, served, wasObserved } from '../../classify/observed.ts';
import { defineCheck } from '../../define-check.ts';

interface Field {
  path: string;
  key: string;
  value: string;
  why: InternalName;
  observed: Observed;
}

const severityByKind: Readonly<Record<InternalName['kind'], Severity>> = {
  'credential-storage': 'medium',
  'staff-notes': 'medium',
  risk: 'medium',
  'login-state': 'medium',
  commercial: 'medium',
  'store-key': 'low',
  'library-field': 'low',
  lifecycle: 'low',
};

export default defineCheck({
  id: 'property/internal-fields',
  title: 'Answers carry fields that are meant for the inside of the service',
  category: 'propertyAuthorization',
  severity: 'medium',
  cwe: [213],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N',
  sends: 'none',
  needs: ['baselines', 'identities'],
  messages: {
    exposed: 'Ordinary callers receive {fields}: {reasons}.',
    clean: 'No field of an answer has a name that is meant for the inside.',
    noJson: 'No JSON was served to an ordinary caller.',
  },
  remediation:
    'Name the fields that may leave the service, for each kind of reader, and build answers from that list instead of from the record.',
  article: 'data-exposure',

  appliesTo: (operation, survey) => wasObserved(survey, operation.id),

  probe: ({ operation, survey }) => {
    // Staff may see what staff wrote.
    const staff = new Set(
      survey.identities.filter((identity) => identity.isPrivileged).map((identity) => identity.name),
    );
    return served(observedOf(survey, operation.id)).filter((observed) => !staff.has(observed.identity));
  },

  judge(evidence) {
    const answers = evidence.filter(({ exchange }) => jsonOf(exchange) !== undefined);
    if (answers.length === 0) return { outcome: 'inconclusive', message: 'noJson' };
    const fields = answers.flatMap(internalFieldsOf);
    const [first] = fields;
    if (first === undefined) return { outcome: 'hardened', message: 'clean' };
    const shown = fields.filter((field) => field.observed === first.observed);
    const severities = fields.map((field) => severityByKind[field.why.kind]);
    return {
      outcome: 'vulnerable',
      message: 'exposed',
      confidence: 'firm',
      severity: severities.includes('medium') ? 'medium' : 'low',
      proof: [
        observedEntry(
          first.observed,
          shown.map((field) => field.path),
        ),
      ],
      values: shown.filter((field) => field.value !== '').map(({ path, value }) => ({ path, value })),
      details: {
        fields: listed(fields.map((field) => field.key)),
        reasons: listed(fields.map((field) => field.why.reason)),
        receivers: listed(fields.map((field) => field.observed.identity)),
      },
    };
  },
});

/** Credentials are told by `data/credential-in-response`, composite keys by `data/dynamodb-item`: a field is told once. */
function internalFieldsOf(observed: Observed): Field[] {
  const json = jsonOf(observed.exchange) ?? null;
  const idioms = new Set(keyIdioms(json).map((leaf) => leaf.path));
  const fields: Field[] = [];
  collect(json, '', (path, key, value, siblings) => {
    const why = internalName(key, siblings);
    const text = typeof value === 'object' ? '' : String(value);
    const dataClass = classifyLeaf(key, text);
    if (
      why !== undefined &&
      value !== null &&
      !idioms.has(path) &&
      dataClass !== 'credential' &&
      dataClass !== 'secret'
    ) {
      fields.push({ path, key, value: text, why, observed });
    }
  });
  return fields;
}

function collect(
  value: Json,
  path: string,
  visit: (path: string, key: string, value: Json, siblings: ReadonlySet<string>) => void,
): void {
  if (Array.isArray(value)) for (const item of value) collect(item, `${path}[]`, visit);
  if (!isJsonObject(value)) return;
  const siblings = new Set(Object.keys(value));
  for (const [key, child] of Object.entries(value)) {
    const place = path === '' ? key : `${path}.${key}`;
    visit(place, key, child, siblings);
    collect(child, place, visit);
  }
}
