import { type Exchange, isSuccess, jsonOf, leavesOf } from '@middlebrick/model';
import { hiddenLeaves, severityOfHidden } from '../../classify/hidden-leaves.ts';
import { withQuery } from '../../classify/malformed-requests.ts';
import { listed, observedEntry } from '../../classify/observed.ts';
import { nowhere } from '../../classify/well-known-places.ts';
import { defineCheck, type Judgment } from '../../define-check.ts';

/** What a record is likely to hide. `*` and `all` are how APIs spell everything. */
const hidden =
  'id,email,phone,role,is_admin,password,password_hash,passwordHash,hash,salt,token,api_key,secret,ssn,date_of_birth,internal_notes,risk_score,balance,pk,sk';
const related = 'owner,user,author,account,profile,credentials,sessions,tokens,payment_methods,internal,all,*';
const selectors: Readonly<Record<string, string>> = {
  fields: hidden,
  select: hidden,
  projection: hidden,
  include: related,
  expand: related,
};

/** All names in one request, each with what any of them is given: one that filters keeps what another one brings. */
const together = Object.keys(selectors).map((parameter): readonly [string, string] => [
  parameter,
  `${hidden},${related}`,
]);

interface Selected {
  parameter: string;
  exchange: Exchange;
}

export default defineCheck({
  id: 'property/field-selection',
  title: 'The caller can choose to see hidden fields',
  category: 'propertyAuthorization',
  severity: 'high',
  cwe: [213],
  owasp: 'API3:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N',
  sends: 'reads',
  needs: ['baselines', 'identities'],
  messages: {
    selected: 'With “{parameter}” the answer also shows {fields}.',
    clean: 'No selection brought out a field that the normal answer hides.',
    noAnswer: 'No signed-in caller gets a normal answer in JSON to compare with.',
  },
  remediation:
    'Let callers choose only among the fields that they may read: check each selected name against the list for their role, and ignore the rest.',
  article: 'data-exposure',

  appliesTo: (operation, survey) =>
    survey.baselines.some((baseline) => baseline.operation === operation.id) || 'It was not called by the survey.',

  async probe({ operation, survey, send, random }) {
    for (const identity of survey.identities.filter((candidate) => !candidate.isPrivileged)) {
      const normal = survey.baselines.find(
        (baseline) =>
          baseline.operation === operation.id &&
          baseline.identity === identity.name &&
          isSuccess(baseline.exchange) &&
          jsonOf(baseline.exchange) !== undefined,
      );
      if (normal === undefined) continue;
      const ask = (pairs: typeof together, purpose: string): Promise<Exchange> => {
        const path = pairs.reduce((whole, [name, value]) => withQuery(whole, name, value), normal.request.path);
        return send({ ...normal.request, path }, identity, purpose);
      };
      const all = await ask(together, 'selects fields by every name at once');
      const known = { identity: identity.name, normal: normal.exchange, all };
      if (hasSameFields(all, normal.exchange)) return { ...known, control: null, selected: [] };
      const selecting = Object.entries(selectors).map(
        async ([parameter, value]): Promise<Selected> => ({
          parameter,
          exchange: await ask([[parameter, value]], `selects fields by ${parameter}`),
        }),
      );
      // A parameter that means nothing: what it brings, any request may bring.
      const controlling = ask([[nowhere(random).slice(1), hidden]], 'a parameter that means nothing');
      const [control, selected] = await Promise.all([controlling, Promise.all(selecting)]);
      return { ...known, control: control as Exchange | null, selected };
    }
    return null;
  },

  judge(evidence) {
    if (evidence === null) return { outcome: 'inconclusive', message: 'noAnswer' };
    const { identity, normal, control, selected } = evidence;
    const usual = new Set([normal, control].flatMap((exchange) => (exchange === null ? [] : fieldsOf(exchange))));
    const found = selected.flatMap(({ parameter, exchange }): Judgment<'selected'>[] => {
      const brought = isSuccess(exchange) ? hiddenLeaves(exchange).filter((leaf) => !usual.has(leaf.path)) : [];
      if (brought.length === 0) return [];
      return [
        {
          outcome: 'vulnerable',
          message: 'selected',
          confidence: 'confirmed',
          severity: severityOfHidden(exchange, brought),
          parameter,
          proof: [
            { ...observedEntry({ identity, exchange: normal }), role: 'control', label: `${identity}, normal request` },
            {
              ...observedEntry(
                { identity, exchange },
                brought.map((leaf) => leaf.path),
              ),
              label: `${identity}, ${parameter} given`,
            },
          ],
          values: brought,
          details: { parameter, fields: listed(brought.map((leaf) => leaf.key)) },
        },
      ];
    });
    return found.length > 0 ? found : { outcome: 'hardened', message: 'clean' };
  },
});

/** Whether selecting made no difference at all: neither a refusal nor a field more or less. */
function hasSameFields(selected: Exchange, normal: Exchange): boolean {
  const [given, usual] = [new Set(fieldsOf(selected)), new Set(fieldsOf(normal))];
  return isSuccess(selected) && given.size === usual.size && given.isSubsetOf(usual);
}

function fieldsOf(exchange: Exchange): string[] {
  return leavesOf(jsonOf(exchange) ?? null).map((leaf) => leaf.path);
}
