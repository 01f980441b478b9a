import type { Exchange, Headers, RequestSpec, Secret } from '@middlebrick/model';
import type { Budget } from './budget.ts';
import type { CookieStore } from './cookie-store.ts';
import type { Redactor } from './redactor.ts';

/** One header that signs a request: on the wire the prefix and the secret, on record the prefix and its variable. */
export interface SignedHeader {
  name: string;
  prefix: string;
  secret: Secret;
}

/** Access to AWS: every request is signed as it goes on the wire (AWS Signature Version 4). */
export interface AwsCredential {
  accessKeyId: Secret;
  secretAccessKey: Secret;
  /** Of temporary credentials. */
  sessionToken?: Secret;
  region: string;
  /** `execute-api` for API Gateway, `lambda` for function URLs. */
  service: string;
}

/** A certificate of a client, shown to whoever asks for one in the TLS handshake (RFC 8446 section 4.4.2). */
export interface ClientCertificate {
  /** PEM: the certificate, and those between it and its authority. */
  cert: string;
  /** PEM. */
  key: string;
  passphrase?: Secret;
  /** Where both were read, for replays. */
  files: { cert: string; key: string };
}

/** A header of the requests that are not safe (RFC 9110 section 9.2.1), against cross-site request forgery. */
export type UnsafeHeader =
  | SignedHeader
  /** Repeats a cookie as it is at that moment, percent-decoded as browsers' scripts do (double submit). */
  | { name: string; cookie: string };

/** How an identity signs its requests. Immutable; an altered credential is a new one. */
export interface Credential {
  /** Name of the identity, for the record. */
  identity: string;
  headers: readonly SignedHeader[];
  /** API keys that are sent in the query string. */
  query?: readonly { name: string; secret: Secret }[];
  /** The identity's own cookies; what answers set is kept in it. */
  cookies?: CookieStore;
  /** Sent with POST, PUT, PATCH, DELETE and whatever else is not safe. */
  unsafeHeaders?: readonly UnsafeHeader[];
  aws?: AwsCredential;
  /** Identities with different certificates share no connection. */
  certificate?: ClientCertificate;
}

export interface ClientOptions {
  /** Where paths are joined to; its own path is a prefix of all of them. */
  baseUrl: string;
  /** Further places that may be reached, each `host` or `host:port`. */
  scope?: readonly string[];
  /** Accepts certificates that cannot be verified. */
  insecure?: boolean;
  /** PEM of authorities that are trusted besides the usual ones. */
  ca?: string;
  /** Shown at the first contact, where a target speaks to nobody without a certificate. */
  certificate?: ClientCertificate;
  /** Everything goes through this HTTP proxy: `http://127.0.0.1:8080`, with user name and password if it wants them. */
  proxy?: string;
  budget?: Partial<Budget>;
  userAgent: string;
  /** Sent as `X-Middlebrick-Scan`, so that the operator of the target can tell our requests apart. */
  scanId: string;
  /** Ends every running and waiting request at once. */
  signal?: AbortSignal;
  /** Receives every exchange; stays the caller's to close. */
  recorder?: Recorder;
  /** What is known of secrets already, when this client goes on for another one. */
  redactor?: Redactor;
  /** Replaces the network. */
  transport?: Transport;
  /** Most requests in flight at once; 16 when not given. */
  concurrency?: number;
}

/** Why a request is sent, and for whom. */
export interface SendMeta {
  identity: string;
  purpose: string;
  /** `false` gives the first answer or failure as it is: no pause on 429, no second try. For checks of rate limits. */
  retry?: boolean;
}

/** An answer with nothing hidden; only logins see one. */
export interface ClearAnswer {
  status: number;
  headers: Headers;
  body: string;
}

export interface FetchedDocument {
  status: number;
  body: string;
  /** The `Content-Type` header; empty when there was none. */
  contentType: string;
  /** Where it was found after redirects. */
  url: string;
  truncated: boolean;
}

export interface ClientStats {
  /** Requests put on the wire, repeated ones included. */
  requests: number;
  /** Bytes of bodies received, as they came over the wire. */
  bytes: number;
  retries: number;
  /** How often the target asked us to slow down. */
  throttled: number;
}

export interface HttpClient extends AsyncDisposable {
  readonly baseUrl: URL;
  /** The one address that requests go to; `undefined` when a transport replaces the network. */
  readonly address: string | undefined;
  /**
   * Sends one request and gives its exchange, whatever the target did: failures of the target are values.
   * Redirects are not followed. `request.path` may be an absolute URL that is in scope.
   *
   * @throws BudgetExhausted or AbortError when the scan must end; ScanError OUT_OF_SCOPE for a foreign URL
   */
  send(request: RequestSpec, credential: Credential | undefined, meta: SendMeta): Promise<Exchange>;
  /**
   * As {@link HttpClient.send}, for logins: `secretsIn` sees the clear answer and names the secrets in it, which are
   * hidden in the exchange returned and in all later ones. It is not called when no answer came.
   */
  sendForSecrets(
    request: RequestSpec,
    credential: Credential | undefined,
    meta: SendMeta,
    secretsIn: (clear: ClearAnswer) => readonly Secret[],
  ): Promise<Exchange>;
  /**
   * Gets a document by its absolute URL and follows up to five redirects; each hop must be in scope or on the
   * host of the URL itself. The credential is only sent to places in scope, and from a target on a local network to
   * none on a public one. Not recorded.
   *
   * @throws ScanError OUT_OF_SCOPE, TARGET_UNREACHABLE or TLS_FAILED; BudgetExhausted or AbortError
   */
  fetchDocument(url: string, options: { maxBytes: number; credential?: Credential }): Promise<FetchedDocument>;
  readonly redactor: Redactor;
  readonly stats: Readonly<ClientStats>;
  /** Why the scan must end, in words: which budget ran out, or `interrupted`. */
  stopReason(): string | undefined;
}

export interface TransportRequest {
  method: string;
  origin: string;
  /** With query string, as it would stand on the wire. */
  path: string;
  headers: readonly (readonly [string, string])[];
  body?: string;
  signal: AbortSignal;
  maxBytes: number;
}

export interface TransportAnswer {
  status: number;
  headers: [string, string][];
  /** Decoded, at most `maxBytes` long. */
  body: Uint8Array;
  truncated: boolean;
}

/** What carries requests instead of the network. */
export interface Transport {
  dispatch(request: TransportRequest): Promise<TransportAnswer>;
}

/** Keeps exchanges. */
export interface Recorder {
  record(exchange: Exchange): void;
  /** A promise while more waits to be written than should be held in memory. */
  congestion?(): Promise<void> | undefined;
  close(): Promise<void>;
}
