import { Secret, variableName } from '@middlebrick/model';
import { Cookie, CookieJar } from 'tough-cookie';

/** A `Cookie` header twice: as it is sent, and as it is shown. */
export interface CookieHeader {
  wire: string;
  record: string;
}

/** The cookies of one identity. Never shared between identities. */
export interface CookieStore {
  readonly identity: string;
  /** The clear value of a cookie. */
  get(name: string): string | undefined;
  /** The clear values of all cookies by name. */
  all(): Readonly<Record<string, string>>;
  /** Gives the identity a cookie, as a person does on the command line; sent to every place in scope. */
  set(name: string, value: string): void;
  /** Keeps a `Set-Cookie` header of an answer from this URL, by the rules of RFC 6265. Broken ones are ignored. */
  keep(setCookie: string, url: string): void;
  /** What to send to this URL; cookies of these names are left out. `undefined` when there are none. */
  header(url: string, except?: ReadonlySet<string>): CookieHeader | undefined;
  /** Every value so far that is worth hiding, oldest first, with variables such as `ALICE_COOKIE_SESSION`. */
  secrets(): readonly Secret[];
  /** Goes up with every change, so that what was derived from the cookies can be kept until then. */
  readonly version: number;
}

/** An empty store for one identity. */
export function createCookieStore(identity: string): CookieStore {
  const jar = new CookieJar(undefined, {
    rejectPublicSuffixes: false,
    looseMode: true,
    prefixSecurity: 'unsafe-disabled',
  });
  const given = new Map<string, string>();
  const secrets: Secret[] = [];
  const secretValues = new Set<string>();
  const values = new Map<string, string>();
  let version = 0;
  let recent = freshPairs(version);

  function learn(name: string, value: string, isHttpOnly: boolean): void {
    values.set(name, value);
    if (secretValues.has(value) || !(isHttpOnly || isOpaque(value))) return;
    secretValues.add(value);
    secrets.push(new Secret(value, cookieVariable(identity, name)));
  }

  function keep(setCookie: string, url: string): void {
    const cookie = Cookie.parse(setCookie, { loose: true });
    if (cookie === undefined || cookie === null || setCookie.length > longestCookie) return;
    if (values.size >= mostCookies && !values.has(cookie.key)) return;
    const kept = jar.setCookieSync(cookie, asSecure(url), { ignoreError: true });
    if (kept === undefined) return;
    version++;
    given.delete(cookie.key);
    if (cookie.TTL() <= 0) values.delete(cookie.key);
    else learn(cookie.key, cookie.value, cookie.httpOnly);
  }

  function pairsFor(url: string): ReadonlyMap<string, string> {
    const place = asSecure(url).replace(/[?#].*$/s, '');
    if (recent.version !== version || Date.now() >= recent.expiresAt) recent = freshPairs(version);
    const known = recent.pairs.get(place);
    if (known !== undefined) return known;
    const pairs = new Map(given);
    for (const cookie of jar.getCookiesSync(place)) {
      pairs.set(cookie.key, cookie.value);
      recent.expiresAt = Math.min(recent.expiresAt, cookie.expiryTime() ?? Number.POSITIVE_INFINITY);
    }
    if (recent.pairs.size < mostPlaces) recent.pairs.set(place, pairs);
    return pairs;
  }

  return {
    identity,
    get version() {
      return version;
    },
    get: (name) => values.get(name),
    all: () => Object.fromEntries(values),
    set: (name, value) => {
      version++;
      given.set(name, value);
      learn(name, value, true);
    },
    keep,
    header: (url, except) => {
      const pairs = [...pairsFor(url)].filter(([name]) => except?.has(name) !== true);
      return pairs.length === 0 ? undefined : headerOf(identity, pairs);
    },
    secrets: () => secrets,
  };
}

/** Matching a jar is slow beside a request on loopback, so the last matches are kept until something changes. */
interface RecentPairs {
  version: number;
  expiresAt: number;
  pairs: Map<string, ReadonlyMap<string, string>>;
}

const mostPlaces = 1000;

/** What browsers keep at most; a target must not be able to make our requests grow without end. */
const mostCookies = 150;
const longestCookie = 8192;

function freshPairs(version: number): RecentPairs {
  return { version, expiresAt: Number.POSITIVE_INFINITY, pairs: new Map() };
}

/** `Secure` cookies are kept and sent over plain HTTP too: a test system often lacks the certificate of the real one. */
function asSecure(url: string): string {
  return url.replace(/^http:/, 'https:');
}

function headerOf(identity: string, entries: readonly (readonly [string, string])[]): CookieHeader {
  return {
    wire: entries.map(([name, value]) => `${name}=${value}`).join('; '),
    record: entries.map(([name]) => `${name}=$${cookieVariable(identity, name)}`).join('; '),
  };
}

/** The shell variable that stands for a cookie of an identity. */
export function cookieVariable(identity: string, name: string): string {
  return variableName(identity, `COOKIE_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`);
}

/** The values of a Cookie header (RFC 6265 section 4.2.1) that are worth hiding each by itself. */
export function cookieSecrets(header: string, variable: string): Secret[] {
  const values = header.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  return values.filter(isOpaque).map((value) => new Secret(value, variable));
}

/**
 * Whether a value looks like a session and not like a preference, a number or an e-mail address: those occur in
 * answers for other reasons, and hiding them would hide the evidence.
 */
function isOpaque(value: string): boolean {
  return !/^[A-Za-z_-]{1,12}$/.test(value) && !/^\d{1,10}$/.test(value) && !/@|%40/.test(value);
}
