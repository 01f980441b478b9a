import type { Exchange } from '@middlebrick/model';

export type Failure = NonNullable<Exchange['failure']>;

/** Why no complete answer arrived. The codes are stable words of the record. */
export const failures = {
  TIMEOUT: 'No answer began within the time allowed.',
  TOO_SLOW: 'The answer did not end within the time allowed.',
  CONNECTION_REFUSED: 'The target did not accept the connection.',
  CONNECTION_RESET: 'The target closed the connection before its answer was complete.',
  TLS_FAILED: 'No trusted TLS connection could be made.',
  CERTIFICATE_REQUIRED: 'The target speaks to nobody without a certificate that it trusts.',
  PROXY_FAILED: 'The proxy gave no connection to the target.',
  BAD_RESPONSE: 'What came back is not an HTTP answer.',
  BAD_ENCODING: 'The body is not in the content encoding that its header names.',
  NOT_SENDABLE: 'The request cannot be written as HTTP.',
} as const;

export type FailureCode = keyof typeof failures;

/** A failure of a request as a value, with the name of its technical cause when there is one. */
export function failureOf(code: FailureCode, cause?: string): Failure {
  return { code, message: cause === undefined ? failures[code] : `${failures[code].slice(0, -1)} (${cause}).` };
}

/** A problem that is told apart by us and not by the network, such as a body that cannot be decoded. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly code: FailureCode;

  constructor(code: FailureCode) {
    super(failures[code]);
    this.code = code;
  }
}

const byCode: Readonly<Record<string, FailureCode>> = {
  UND_ERR_CONNECT_TIMEOUT: 'TIMEOUT',
  UND_ERR_HEADERS_TIMEOUT: 'TIMEOUT',
  ETIMEDOUT: 'TIMEOUT',
  UND_ERR_BODY_TIMEOUT: 'TOO_SLOW',
  ECONNREFUSED: 'CONNECTION_REFUSED',
  EHOSTUNREACH: 'CONNECTION_REFUSED',
  ENETUNREACH: 'CONNECTION_REFUSED',
  EADDRNOTAVAIL: 'CONNECTION_REFUSED',
  ECONNRESET: 'CONNECTION_RESET',
  ECONNABORTED: 'CONNECTION_RESET',
  EPIPE: 'CONNECTION_RESET',
  UND_ERR_SOCKET: 'CONNECTION_RESET',
  UND_ERR_HEADERS_OVERFLOW: 'BAD_RESPONSE',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'BAD_RESPONSE',
  UND_ERR_INVALID_ARG: 'NOT_SENDABLE',
  UND_ERR_NOT_SUPPORTED: 'NOT_SENDABLE',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'NOT_SENDABLE',
  EPROTO: 'TLS_FAILED',
  // RFC 8446 section 6.2; in TLS 1.2 the same is said by a failed handshake, which may have other reasons.
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'CERTIFICATE_REQUIRED',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'CERTIFICATE_REQUIRED',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'CERTIFICATE_REQUIRED',
  MIDDLEBRICK_PROXY: 'PROXY_FAILED',
};

const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|CRL_|INVALID_CA|PATH_LENGTH)/;

/** The failure that an error of the network stands for. Messages are our own: those of libraries name ports. */
export function classify(error: unknown): Failure {
  if (error instanceof RequestFailed) return failureOf(error.code);
  const code = codeOf(error);
  if (code === undefined) return failureOf('BAD_RESPONSE', error instanceof Error ? error.name : undefined);
  if (byCode[code] === undefined && tlsCode.test(code)) return failureOf('TLS_FAILED', code);
  // A 101 or 100 that nobody asked for comes with the code of a closed socket.
  if (code === 'UND_ERR_SOCKET' && error instanceof Error && error.message.startsWith('bad ')) {
    return failureOf('BAD_RESPONSE', error.message);
  }
  return failureOf(byCode[code] ?? 'BAD_RESPONSE', code);
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? undefined : codeOf(error.cause);
}
