import { authenticated, privileged } from '../../flow/facts.ts';
import { type External, externalOf, plain, type Site, shaped, textOf, type Value } from '../../flow/value.ts';
import { argument, identified, requested } from '../tools.ts';

/*
 * The classes of `fastapi.security` (FastAPI documentation, "Security Tools"): they only take what the request says out
 * of it. Nothing of it is verified.
 */

type Scheme = (scheme: External, site: Site) => Value;

const bearer: Scheme = (_, site) => requested('header', 'Authorization', site);

const credentials: Scheme = (_, site) =>
  shaped({
    kind: 'dict',
    fields: new Map([
      ['scheme', plain],
      ['credentials', requested('header', 'Authorization', site)],
    ]),
    rest: null,
  });

const basic: Scheme = (_, site) =>
  shaped({
    kind: 'dict',
    fields: new Map([
      ['username', requested('header', 'Authorization.username', site)],
      ['password', requested('header', 'Authorization.password', site)],
    ]),
    rest: null,
  });

function key(origin: 'header' | 'cookie' | 'query'): Scheme {
  return ({ arguments: args }, site) => {
    const name = args === undefined ? undefined : argument(args, 'name', 0);
    return requested(origin, (name === undefined ? undefined : textOf(name)) ?? '', site);
  };
}

const loginForm: Scheme = (_, site) =>
  shaped({
    kind: 'dict',
    fields: new Map(
      ['username', 'password', 'scope', 'client_id', 'client_secret'].map((name) => [
        name,
        requested('body', name, site),
      ]),
    ),
    rest: null,
  });

const schemes: Readonly<Record<string, Scheme>> = {
  OAuth2PasswordBearer: bearer,
  OAuth2AuthorizationCodeBearer: bearer,
  OpenIdConnect: bearer,
  HTTPBearer: credentials,
  HTTPDigest: credentials,
  HTTPBasic: basic,
  APIKeyHeader: key('header'),
  APIKeyCookie: key('cookie'),
  APIKeyQuery: key('query'),
  OAuth2PasswordRequestForm: loginForm,
  OAuth2PasswordRequestFormStrict: loginForm,
};

/** What a scheme gives for a request; also one that a class of the audited code extends. */
export function schemeValue(target: Value, site: Site): Value | undefined {
  const scheme = schemeOf(target);
  if (scheme === undefined) return undefined;
  const user = usersLibrary(scheme, site);
  if (user !== undefined) return user;
  const match = /^fastapi\.security\b(?:\.\w+)*\.(\w+?)(?:\(\))?$/.exec(scheme.path);
  const name = match?.[1] ?? '';
  return Object.hasOwn(schemes, name) ? schemes[name]?.(scheme, site) : undefined;
}

function schemeOf(target: Value): External | undefined {
  if (target.shape.kind !== 'object') return externalOf(target);
  return target.shape.object.class?.bases.map(externalOf).find((base) => base !== undefined);
}

/** `FastAPIUsers(…).current_user(active=True)` gives a dependency (fastapi-users, "Get current user"). */
function usersLibrary({ path }: External, site: Site): Value | undefined {
  return /^fastapi_users\b.*\.current_user\(\)$/.test(path) ? identified(path, site) : undefined;
}

/** What a scheme sees to by itself. */
export function factsOfScheme(target: Value): readonly string[] {
  const scheme = externalOf(target);
  if (scheme === undefined || !/^fastapi_users\b.*\.current_user\(\)$/.test(scheme.path)) return [];
  const superuser = scheme.arguments?.named.get('superuser');
  const isSuperuser = superuser?.shape.kind === 'constant' && superuser.shape.value === true;
  return isSuperuser ? [authenticated, privileged] : [authenticated];
}
