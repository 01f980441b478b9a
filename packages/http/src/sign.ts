import type { Headers, RequestSpec, Secret } from '@middlebrick/model';
import { awsHeaders, awsRecord } from './aws-signature.ts';
import type { AwsCredential, ClientCertificate, ClientOptions, Credential } from './contract.ts';
import { type CookieHeader, type CookieStore, cookieSecrets } from './cookie-store.ts';
import type { Redactor } from './redactor.ts';
import { wireText } from './text.ts';
import { type TwofoldHeader, unsafeHeadersFor } from './unsafe-headers.ts';

export const acceptedEncodings = 'gzip, deflate, br';
export const scanHeader = 'X-Middlebrick-Scan';

/** A request twice: as it is sent, and as it is shown. */
export interface SignedRequest {
  method: string;
  origin: string;
  path: string;
  /** Names and values in turn. */
  headers: readonly string[];
  body: string | undefined;
  certificate: ClientCertificate | undefined;
  /** All headers with a signature that is good from now on for a few minutes; left out where none is wanted. */
  seal?: () => Promise<readonly string[]>;
  /** The request of the exchange, without any secret. */
  record: { method: string; url: string; headers: Headers; body?: string };
}

export interface Signer {
  /** @param place where the path is joined to: an origin, and what stands before the path */
  sign(spec: RequestSpec, credential: Credential | undefined, place: { origin: string; prefix: string }): SignedRequest;
  /** Lets the redactor know of the cookies that a store has got since the last time. */
  learnCookies(store: CookieStore): void;
}

/** The headers and query of all requests of one credential. */
interface Prepared {
  /** Names in lower case, to be replaced by what a request brings itself. */
  names: readonly string[];
  wire: readonly string[];
  record: Headers;
  wireQuery: string;
  recordQuery: string;
}

/**
 * Signs requests. Headers that a request brings itself win over those of its credential, and these over the
 * defaults; cookies are merged by name. Secrets of a credential are known to the redactor before its first request.
 */
export function createSigner(options: Pick<ClientOptions, 'userAgent' | 'scanId'>, redactor: Redactor): Signer {
  const defaults: Headers = [
    ['User-Agent', options.userAgent],
    [scanHeader, options.scanId],
    ['Accept', 'application/json, */*;q=0.8'],
    ['Accept-Encoding', acceptedEncodings],
  ];
  const unsigned = prepare(defaults, { identity: '', headers: [] });
  const prepared = new WeakMap<Credential, Prepared>();

  const learntCookies = new WeakMap<CookieStore, number>();

  function learnCookies(store: CookieStore): void {
    const secrets = store.secrets();
    for (let index = learntCookies.get(store) ?? 0; index < secrets.length; index++) {
      const secret = secrets[index];
      if (secret !== undefined) redactor.add(secret);
    }
    learntCookies.set(store, secrets.length);
  }

  function preparedOf(credential: Credential | undefined): Prepared {
    if (credential === undefined) return unsigned;
    let entry = prepared.get(credential);
    if (entry === undefined) {
      for (const secret of secretsOf(credential)) redactor.add(secret);
      entry = prepare(defaults, credential);
      prepared.set(credential, entry);
    }
    return entry;
  }

  return {
    learnCookies,
    sign: (spec, credential, { origin, prefix }) => {
      const base = preparedOf(credential);
      if (credential?.cookies !== undefined) learnCookies(credential.cookies);
      const path = prefix + spec.path;
      const { method, body, headers: own = [] } = spec;
      const cookies = credential?.cookies?.header(origin + path, cookieNames(own));
      const unsafe = unsafeHeadersFor(method, credential, redactor);
      const isPlain = own.length === 0 && cookies === undefined && unsafe.length === 0;
      const { wire, record } = isPlain ? base : withOwnHeaders(base, own, unsafe, cookies, redactor);
      const url = withQuery(redactor.redact(origin + path), base.recordQuery);
      const request: SignedRequest = {
        method,
        origin,
        path: withQuery(wireText(path), base.wireQuery),
        headers: wire,
        body,
        certificate: credential?.certificate,
        record: { method, url, headers: record, ...(body === undefined ? {} : { body: redactor.redact(body) }) },
      };
      const { aws } = credential ?? {};
      const isOther = own.some(([name]) => name.toLowerCase() === 'authorization');
      return aws === undefined || isOther ? request : sealed(request, aws, withQuery(origin + path, base.wireQuery));
    },
  };
}

function sealed(request: SignedRequest, aws: AwsCredential, url: string): SignedRequest {
  const { method, headers, body, record } = request;
  return {
    ...request,
    seal: async () => [...headers, ...(await awsHeaders({ method, url, body }, aws)).flat()],
    record: { ...record, headers: [...record.headers, ...awsRecord(aws)] },
  };
}

function prepare(defaults: Headers, credential: Credential): Prepared {
  const signedNames = new Set(credential.headers.map((header) => header.name.toLowerCase()));
  const kept = defaults.filter(([name]) => !signedNames.has(name.toLowerCase()));
  const signed = credential.headers.map(({ name, prefix, secret }) => ({
    wire: [name, wireText(prefix + secret.reveal())] as const,
    record: [name, `${prefix}$${secret.variable}`] as [string, string],
  }));
  const query = credential.query ?? [];
  return {
    names: [...kept.map(([name]) => name.toLowerCase()), ...credential.headers.map(({ name }) => name.toLowerCase())],
    wire: [...kept, ...signed.map((header) => header.wire)].flat(),
    record: [...kept, ...signed.map((header) => header.record)],
    wireQuery: query.map(({ name, secret }) => `${encoded(name)}=${encoded(secret.reveal())}`).join('&'),
    recordQuery: query.map(({ name, secret }) => `${encoded(name)}=$${secret.variable}`).join('&'),
  };
}

function withOwnHeaders(
  base: Prepared,
  own: Headers,
  unsafe: readonly TwofoldHeader[],
  cookies: CookieHeader | undefined,
  redactor: Redactor,
): { wire: string[]; record: Headers } {
  const replaced = new Set(own.map(([name]) => name.toLowerCase()));
  const wire: string[] = [];
  const record: Headers = [];
  base.names.forEach((lower, index) => {
    const entry = base.record[index];
    if (replaced.has(lower) || entry === undefined) return;
    wire.push(entry[0], base.wire[2 * index + 1] ?? '');
    record.push(entry);
  });
  for (const header of unsafe) {
    if (replaced.has(header.name.toLowerCase())) continue;
    wire.push(header.name, header.wire);
    record.push([header.name, header.record]);
  }
  let unsent = cookies;
  for (const [name, value] of own) {
    // RFC 6265 section 5.4 allows one Cookie header, so what the request and its identity bring becomes one.
    const more = name.toLowerCase() === 'cookie' ? unsent : undefined;
    if (more !== undefined) unsent = undefined;
    wire.push(name, wireText(more === undefined ? value : `${value}; ${more.wire}`));
    record.push([name, redactor.redact(value) + (more === undefined ? '' : `; ${redactor.redact(more.record)}`)]);
  }
  if (unsent !== undefined) {
    wire.push('Cookie', wireText(unsent.wire));
    // The target names its cookies, and may call one like a credential.
    record.push(['Cookie', redactor.redact(unsent.record)]);
  }
  return { wire, record };
}

function cookieNames(own: Headers): ReadonlySet<string> | undefined {
  const given = own.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, value]) => value.split(';'));
  return given.length === 0 ? undefined : new Set(given.map((pair) => pair.replace(/=.*/s, '').trim()));
}

/** A Cookie header is hidden as a whole and cookie by cookie: answers give them back one at a time. */
function secretsOf(credential: Credential): Secret[] {
  const cookies = credential.headers.filter(({ name }) => name.toLowerCase() === 'cookie');
  const { aws, unsafeHeaders = [], query = [] } = credential;
  const fixed = unsafeHeaders.filter((header) => 'secret' in header);
  return [
    ...[...credential.headers, ...query, ...fixed].map((part) => part.secret),
    ...[aws?.accessKeyId, aws?.secretAccessKey, aws?.sessionToken].filter((secret) => secret !== undefined),
    ...cookies.flatMap(({ secret }) => cookieSecrets(secret.reveal(), secret.variable)),
  ];
}

function withQuery(url: string, query: string): string {
  if (query === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
