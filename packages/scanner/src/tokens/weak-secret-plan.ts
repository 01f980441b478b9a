import type { ProbeTools } from '../define-check.ts';
import { type HmacAlgorithm, signJwt } from './jwt.ts';
import type { FoundSecret } from './jwt-secrets.ts';
import type { Changes } from './payload.ts';
import type { TakeoverPlan, takeoverNeeds } from './takeover.ts';
import { labelOf, planOf, type TokenForgery, wrongKey } from './token-takeover.ts';

type Tools = ProbeTools<(typeof takeoverNeeds)[number]>;

/** A token signed with the secret that was found; under another secret, or in nobody's name, it must open nothing. */
export function weakSecretPlan(
  tools: Tools,
  forgery: TokenForgery,
  found: FoundSecret,
  algorithm: HmacAlgorithm,
): TakeoverPlan {
  const { jwt, nobody, attacker, victim } = forgery;
  const control = (kind: string, what: string, token: string) => ({
    kind,
    label: `${attacker.name}, ${what}`,
    alteration: forgery.alter(kind, token),
  });
  const { added, forged } = claimsToSign(forgery, found, algorithm);
  const recipe = { name: 'jwt-weak-secret' as const, changes: added };
  return planOf(forgery, {
    attempts: [
      {
        kind: 'guessed secret',
        label: labelOf(forgery, 'token signed with the guessed secret'),
        alteration: forgery.alter(
          `guessed-secret-as-${victim.name}`,
          signJwt(jwt.header, forged, algorithm, found.key),
          recipe,
        ),
      },
    ],
    controls: [
      control(
        `wrong-secret-as-${victim.name}`,
        'the same token signed with another secret',
        signJwt(jwt.header, forged, algorithm, wrongKey(tools.random)),
      ),
      ...(nobody
        ? [
            control(
              'guessed-secret-nobody',
              'guessed secret, claims that name nobody',
              signJwt(jwt.header, nobody, algorithm, found.key),
            ),
          ]
        : []),
    ],
  });
}

/** Made anew byte for byte, a token that the server itself has issued would prove nothing: then one claim is added. */
function claimsToSign(forgery: TokenForgery, { key }: FoundSecret, algorithm: HmacAlgorithm) {
  const { attacker, victim, jwt, claims, theirs } = forgery;
  const isIssued = attacker === victim || signJwt(jwt.header, claims, algorithm, key) === theirs;
  const added: Changes = isIssued ? { forged: 'yes' } : {};
  return { added, forged: { ...claims, ...added } };
}
