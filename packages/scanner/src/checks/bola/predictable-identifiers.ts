import { isSuccess } from '@middlebrick/model';
import { defineTargetCheck } from '../../define-check.ts';
import { foldName, resourceOf } from '../../survey/naming.ts';
import type { ListedItem } from '../../survey/survey.ts';
import { predictability } from '../../verdict/predictability.ts';

const idField = /(?:^|[_-])(?:id|uuid|guid|key|no|number)$|(?:Id|Uuid|Number)$/;
/** Names that say nothing of what they number: those of two resources are of two kinds. */
const bareName = /^(?:id|uuid|guid|key|no|number)$/i;
/** Ids of one kind that it takes to see a pattern. */
const needed = 3;

export default defineTargetCheck({
  id: 'bola/predictable-identifiers',
  title: 'Identifiers can be guessed from those one knows',
  category: 'bolaAuthorization',
  severity: 'low',
  cwe: [340],
  owasp: 'API1:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N',
  sends: 'none',
  needs: ['items', 'objects', 'baselines'],
  messages: {
    guessable: '{field} is {pattern}: {samples} (about {bits} bits are unknown to someone who has seen these).',
    random: 'The identifiers seen show no pattern.',
    tooFew: 'Fewer than three identifiers of one kind were seen.',
  },
  remediation:
    'Name objects by random identifiers of at least 122 bits, such as UUID version 4. They do not replace the owner check; they keep a missing one from being walked through.',
  article: 'identification-failures',

  appliesTo: () => true,

  probe({ survey }) {
    const seen = new Map<string, { field: string; values: Set<string>; places: Set<string>; first: ListedItem }>();
    for (const item of survey.items) {
      const [, path = ''] = item.operation.split(' ');
      for (const [field, value] of Object.entries(item.ids)) {
        if (!idField.test(field)) continue;
        const name = bareName.test(field) ? `${resourceOf(path)}.${field}` : field;
        const entry = seen.get(foldName(name)) ?? { field: name, values: new Set(), places: new Set(), first: item };
        entry.values.add(value);
        entry.places.add(item.operation);
        seen.set(foldName(name), entry);
      }
    }
    return [...seen.values()].map(({ field, values, places, first }) => ({
      field,
      values: [...values].sort(),
      places: [...places].sort(),
      exchange:
        survey.baselines.find(
          ({ operation, identity, exchange }) =>
            operation === first.operation && identity === first.identity && isSuccess(exchange),
        )?.exchange ?? null,
    }));
  },

  judge(kinds) {
    const enough = kinds.filter((kind) => kind.values.length >= needed);
    if (enough.length === 0) return { outcome: 'inconclusive', message: 'tooFew' };
    const findings = enough.flatMap(({ field, values, places, exchange }) => {
      const found = predictability(values);
      if (found === undefined) return [];
      const samples = values.slice(0, 4).join(', ');
      return [
        {
          outcome: 'vulnerable' as const,
          message: 'guessable' as const,
          confidence: 'confirmed' as const,
          kind: field,
          places,
          proof: exchange === null ? [] : [{ role: 'observed' as const, label: `a list with ${field}`, exchange }],
          details: { field, pattern: found.pattern, samples, bits: String(found.bits) },
        },
      ];
    });
    return findings.length > 0 ? findings : { outcome: 'hardened', message: 'random' };
  },
});
