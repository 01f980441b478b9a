import type { Operation } from '@middlebrick/model';
import { defineCheck } from '../../define-check.ts';
import { judgeClaim } from '../../tokens/claim-verdict.ts';
import { claimIdentity, claimNeeds, declaredClaims, isSameForAll } from '../../tokens/claimed-identity.ts';
import { type Claim, identityHeaders, withHeaders } from '../../tokens/identity-claims.ts';
import type { Channel } from '../../tokens/working-claims.ts';

const isTenant = ({ wants }: Claim): boolean => wants === 'tenant';

/** Tenants apart, since an unknown tenant is refused by many an API that would believe the rest. */
function channelsFor(operation: Operation): Channel[] {
  const claims = [...declaredClaims(operation, 'header', identityHeaders), ...identityHeaders];
  return [
    { kind: 'header', claims: claims.filter((claim) => !isTenant(claim)), put: withHeaders },
    { kind: 'header', claims: claims.filter(isTenant), put: withHeaders },
  ];
}

export default defineCheck({
  id: 'auth/identity-header-trust',
  title: 'A header that anyone can set decides who the caller is',
  category: 'authentication',
  severity: 'critical',
  cwe: [290],
  owasp: 'API2:2023',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N',
  sends: 'reads',
  needs: claimNeeds,
  messages: {
    believed: 'With {name} naming {victim}, {caller} received the private data of {victim}.',
    refused: 'Headers that name another caller made no difference.',
    alike:
      'Headers that name {victim} by its first id made no difference; its further names were tried at {example} alone.',
    nothingPrivate:
      'The answer holds nothing that only one caller gets, so no header could be seen to change whose data it is.',
    unanswered: 'The API did not answer requests with identity headers in a usable way.',
  },
  remediation:
    'Take the caller from the verified credential alone. If a gateway passes the identity on, let it remove such headers from outside and sign what it adds.',
  article: 'identification-failures',

  appliesTo(operation, { identities, baselines }) {
    if (operation.method !== 'GET') return 'Only reads are tried with a claimed identity.';
    if (!identities.some((identity) => identity.subjects.length > 0))
      return 'No identity is known by an id, a name or an e-mail address.';
    if (isSameForAll(baselines, operation.id)) return 'Its answer is the same for all users.';
    const names = new Set(channelsFor(operation).flatMap(({ claims }) => claims.map(({ name }) => name.toLowerCase())));
    const wantsClaim = operation.parameters.some(
      ({ name, ...at }) => at.in === 'header' && names.has(name.toLowerCase()),
    );
    const wasCalled = baselines.some((baseline) => baseline.operation === operation.id);
    return wasCalled || wantsClaim || 'It could not be called.';
  },

  probe: (tools) =>
    claimIdentity(tools, {
      groups: channelsFor(tools.operation).map((channel) => [channel]),
      isAsked: () => true,
    }),

  judge: (evidence) => judgeClaim(evidence, ({ name }) => ({ kind: name })),
});
