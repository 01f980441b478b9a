import { type Exchange, jsonOf, type Severity } from '@middlebrick/model';
import { classifyLeaf, type DataClass, worstClass } from '../../classify/classify-leaf.ts';
import { declaredSchema, type UndeclaredField, undeclaredFields } from '../../classify/declared-fields.ts';
import { internalName } from '../../classify/internal-names.ts';
import { listed, observedEntry, observedOf, served, wasObserved } from '../../classify/observed.ts';
import { defineCheck } from '../../define-check.ts';

interface Compared {
  identity: string;
  exchange: Exchange;
  undeclared: UndeclaredField[];
}

export default defineCheck({
  id: 'property/undeclared-fields',
  title: 'Answers carry fields that the specification does not name',
  category: 'propertyAuthorization',
  severity: 'medium',
  cwe: [213],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N',
  sends: 'none',
  needs: ['baselines', 'surface'],
  messages: {
    undeclared: 'The schema of the answer does not name {fields}.',
    toldElsewhere: 'The fields beyond the schema are told by the checks for credentials and internal fields.',
    clean: 'Answers hold what their schema names.',
    unserved: 'No answer arrived for which the specification declares a schema.',
  },
  remediation:
    'Build answers from the schema: serialise by an explicit list of fields, and let the tests compare answers with the specification.',
  article: 'data-exposure',

  appliesTo: (operation, survey) => {
    if (!operation.responses.some((response) => response.schema !== undefined))
      return 'The specification declares no schema for its answers.';
    return wasObserved(survey, operation.id);
  },

  // The schema cannot be part of the evidence: its references are followed by the surface.
  probe: ({ operation, survey, surface }): Compared[] =>
    served(observedOf(survey, operation.id)).flatMap(({ identity, exchange }) => {
      const schema = declaredSchema(operation, exchange.response?.status ?? 0);
      const json = jsonOf(exchange);
      if (schema === undefined || json === undefined) return [];
      return [{ identity, exchange, undeclared: undeclaredFields(json, schema, surface.resolve) }];
    }),

  judge(compared) {
    if (compared.length === 0) return { outcome: 'inconclusive', message: 'unserved' };
    const first = compared.find((answer) => answer.undeclared.length > 0);
    if (first === undefined) return { outcome: 'hardened', message: 'clean' };
    const all = compared.flatMap((answer) => answer.undeclared);
    const own = all.filter((field) => !isToldElsewhere(field));
    if (own.length === 0) return { outcome: 'hardened', message: 'toldElsewhere' };
    return {
      outcome: 'vulnerable',
      message: 'undeclared',
      confidence: 'confirmed',
      severity: severityOf(own),
      proof: [
        observedEntry(
          first,
          first.undeclared.map((field) => field.path),
        ),
      ],
      values: first.undeclared.filter((field) => field.value !== '').map(({ path, value }) => ({ path, value })),
      details: { fields: listed(all.map((field) => field.path)) },
    };
  },
});

/** One field is one finding: credentials and internal names have checks of their own. */
function isToldElsewhere(field: UndeclaredField): boolean {
  const dataClass = classifyLeaf(field.key, field.value);
  return dataClass === 'credential' || dataClass === 'secret' || internalName(field.key) !== undefined;
}

/** An undeclared field without a data class is a gap in the documentation first. */
function severityOf(fields: readonly UndeclaredField[]): Severity {
  const classes = fields
    .map((field) => classifyLeaf(field.key, field.value))
    .filter((found): found is DataClass => found !== undefined);
  const worst = worstClass(classes);
  if (worst === undefined) return 'info';
  return worst === 'contact' ? 'low' : 'medium';
}
