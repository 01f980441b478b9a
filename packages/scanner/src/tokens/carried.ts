import { variableName } from '@middlebrick/model';
import { type Cookies, formatCookies } from './cookies.ts';
import { type Jwt, parseJwt } from './jwt.ts';

/** What an identity sends: a bearer token, cookies, or both. */
export interface Credential {
  bearer?: string;
  cookies: Cookies;
}

/** A token of an identity and where it is carried: as the bearer token, or in a cookie. */
export interface CarriedJwt {
  jwt: Jwt;
  token: string;
  cookie?: string;
}

/** The first JSON Web Token in a credential. */
export function carriedJwt(credential: Credential): CarriedJwt | undefined {
  const bearer = credential.bearer === undefined ? undefined : parseJwt(credential.bearer);
  if (bearer !== undefined) return { jwt: bearer, token: credential.bearer ?? '' };
  for (const [cookie, token] of Object.entries(credential.cookies)) {
    const jwt = parseJwt(token);
    if (jwt !== undefined) return { jwt, token, cookie };
  }
  return undefined;
}

/** The part of a credential to replace so that it carries another token in the same place. */
export function carry(
  credential: Credential,
  carried: CarriedJwt,
  token: string,
): { bearer: string } | { cookie: string } {
  if (carried.cookie === undefined) return { bearer: token };
  return { cookie: formatCookies({ ...credential.cookies, [carried.cookie]: token }) };
}

/** The shell variables that stand for the cookies of an identity in a replay, by the name of the cookie. */
export function cookieVariables(identity: string, cookies: Cookies): Record<string, string> {
  return Object.fromEntries(
    Object.keys(cookies).map((name) => [
      name,
      variableName(identity, `COOKIE_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`),
    ]),
  );
}
