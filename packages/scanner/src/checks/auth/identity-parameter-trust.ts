import { isJsonObject, jsonOf, type Operation } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { type Baseline, baselinesOf } from '../../survey/survey.ts';
import { judgeClaim } from '../../tokens/claim-verdict.ts';
import { claimIdentity, claimNeeds, declaredClaims, isSameForAll } from '../../tokens/claimed-identity.ts';
import { identityParameters, withCookies, withQuery } from '../../tokens/identity-claims.ts';
import type { Channel } from '../../tokens/working-claims.ts';
import { rowsOf } from '../../verdict/compare.ts';

export default defineCheck({
  id: 'auth/identity-parameter-trust',
  title: 'A parameter overrides who the caller is',
  category: 'authentication',
  severity: 'critical',
  cwe: [639],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N',
  sends: 'reads',
  needs: claimNeeds,
  messages: {
    believed: 'With the parameter {name} naming {victim}, {caller} received the private data of {victim}.',
    refused: 'Parameters that name another caller made no difference.',
    alike:
      'Parameters that name {victim} by its first id made no difference; its further names were tried at {example} alone.',
    nothingPrivate:
      'The answer holds nothing that only one caller gets, so no parameter could be seen to change whose data it is.',
    unanswered: 'The API did not answer requests with identity parameters in a usable way.',
  },
  remediation: 'Take the caller from the verified credential alone, and refuse parameters that name another one.',
  article: 'identification-failures',

  appliesTo(operation, { identities, baselines }) {
    if (operation.method !== 'GET') return 'Only reads are tried with a claimed identity.';
    if (operation.path.includes('{'))
      return 'Its path already says whose data is meant; object-level checks ask about that.';
    if (!identities.some((identity) => identity.subjects.length > 0))
      return 'No identity is known by an id, a name or an e-mail address.';
    const readings = baselines.filter((baseline) => baseline.operation === operation.id);
    if (readings.length === 0) return 'It could not be called.';
    if (isSameForAll(readings, operation.id)) return 'Its answer is the same for all users.';
    return !isList(readings) || 'It answers with a list; bola/owner-filter-override asks whose rows those are.';
  },

  probe: (tools) => {
    const hasCookies = tools.survey.identities.some(
      (identity) => Object.keys(tools.credential(identity).cookies).length > 0,
    );
    return claimIdentity(tools, {
      groups: [channelsFor(tools.operation, hasCookies)],
      isAsked: (id) => !id.includes('{') && !isList(baselinesOf(tools.survey, id)),
    });
  },

  judge: (evidence) => judgeClaim(evidence, ({ channel, name }) => ({ kind: channel, parameter: name })),
});

function isList(readings: readonly Baseline[]): boolean {
  const isAnswered = readings.some(({ exchange }) => jsonOf(exchange) !== undefined);
  return (
    isAnswered &&
    readings.some(({ exchange }) => !isJsonObject(jsonOf(exchange)) || rowsOf(exchange).some(isJsonObject))
  );
}

/** Parameters that the operation requires choose an object, which is a question of the object level. */
function channelsFor(operation: Operation, hasCookies: boolean): Channel[] {
  const chosen = new Set(operation.parameters.filter(({ required }) => required).map(({ name }) => name));
  const known = [...declaredClaims(operation, 'query', identityParameters), ...identityParameters];
  const claims = known.filter(({ name }) => !chosen.has(name));
  const query: Channel = { kind: 'query', claims, put: withQuery };
  // Beside a session in cookies, a second Cookie header would be read differently by every server.
  return hasCookies ? [query] : [query, { kind: 'cookie', claims, put: withCookies }];
}
