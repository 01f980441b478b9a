import { lookup } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import { getCACertificates } from 'node:tls';
import { ScanError } from '@middlebrick/model';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import type { ClientCertificate } from './contract.ts';
import { classify } from './failure.ts';
import { ProxyFailed, type Tunnel } from './tunnel.ts';

export interface ConnectorOptions {
  insecure: boolean;
  connectTimeoutMs: number;
  signal: AbortSignal | undefined;
  /** PEM of authorities that are trusted besides the usual ones. */
  ca?: string | undefined;
  /** Shown at the first contact with a host. */
  certificate?: ClientCertificate | undefined;
  /** Leads to the target in place of a direct connection. */
  tunnel?: Tunnel | undefined;
}

/** Connects only to addresses that were pinned before. */
export interface PinnedConnector {
  /** Connections that show this certificate where one is asked for. */
  connectAs(certificate: ClientCertificate | undefined): buildConnector.connector;
  /**
   * Resolves a host once, pins the first of its addresses that accepts a connection, and keeps to it for other ports.
   *
   * @throws ScanError TARGET_UNREACHABLE or TLS_FAILED
   */
  pin(origin: URL): Promise<void>;
  pinned(origin: URL): string | undefined;
}

/**
 * A connector that resolves every host once: a name that later points elsewhere (DNS rebinding) is never followed.
 */
export function createPinnedConnector(options: ConnectorOptions): PinnedConnector {
  const { signal, tunnel } = options;
  const addresses = new Map<string, string>();
  const bases = new Map<ClientCertificate | undefined, buildConnector.connector>();

  /** One for each certificate: a TLS session that is resumed would bring along whoever it was begun by. */
  function baseOf(certificate: ClientCertificate | undefined): buildConnector.connector {
    const known = bases.get(certificate) ?? buildConnector(settingsOf(options, certificate));
    bases.set(certificate, known);
    return known;
  }

  function connectTo(
    address: string,
    certificate: ClientCertificate | undefined,
    target: buildConnector.Options,
    callback: buildConnector.Callback,
  ): void {
    const isTls = target.protocol === 'https:';
    // The name of the certificate is that of the URL, whatever Host header a request carries.
    const servername = isTls && isIP(bare(target.hostname)) === 0 ? { servername: target.hostname } : {};
    const { servername: _, ...rest } = target;
    const place = { ...rest, hostname: address, ...servername };
    if (tunnel !== undefined) {
      const port = Number(target.port || (isTls ? 443 : 80));
      tunnel.open(address, port).then(
        (socket) => (isTls ? baseOf(certificate)({ ...place, httpSocket: socket }, callback) : callback(null, socket)),
        (error: Error) => callback(error, null),
      );
      return;
    }
    baseOf(certificate)(place, (error, socket) => {
      if (error !== null) return callback(error, null);
      if (isSameAddress(socket.remoteAddress, address)) return callback(null, socket);
      socket.destroy();
      callback(new Error('The connection led to another address.'), null);
    });
  }

  async function firstAccepting(origin: URL): Promise<string> {
    const known = addresses.get(bare(origin.hostname));
    const candidates = known === undefined ? await resolve(origin, signal) : [known];
    let refusal: unknown;
    for (const address of candidates) {
      signal?.throwIfAborted();
      try {
        const connect: buildConnector.connector = (...words) => connectTo(address, options.certificate, ...words);
        await contact(origin, connect, signal);
        return address;
      } catch (error) {
        refusal ??= error;
      }
    }
    signal?.throwIfAborted();
    throw unreachable(origin, refusal);
  }

  return {
    connectAs: (certificate) => (target, callback) => {
      const address = addresses.get(bare(target.hostname));
      if (address === undefined) callback(new Error('This host was not resolved beforehand.'), null);
      else connectTo(address, certificate, target, callback);
    },
    pin: async (origin) => {
      addresses.set(bare(origin.hostname), await firstAccepting(origin));
    },
    pinned: (origin) => addresses.get(bare(origin.hostname)),
  };
}

function settingsOf(
  options: ConnectorOptions,
  certificate: ClientCertificate | undefined,
): buildConnector.BuildOptions {
  const { ca } = options;
  return {
    allowH2: false,
    timeout: options.connectTimeoutMs,
    rejectUnauthorized: !options.insecure,
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
    ...(certificate === undefined ? {} : { cert: certificate.cert, key: certificate.key }),
    ...(certificate?.passphrase === undefined ? {} : { passphrase: certificate.passphrase.reveal() }),
  };
}

async function resolve(origin: URL, signal: AbortSignal | undefined): Promise<string[]> {
  const host = bare(origin.hostname);
  if (isIP(host) !== 0) return [host];
  try {
    const found = await orAbort(lookup(host, { all: true }), signal);
    return found.map((entry) => entry.address);
  } catch (error) {
    signal?.throwIfAborted();
    throw new ScanError('TARGET_UNREACHABLE', `The name ${host} cannot be resolved.`, { cause: error });
  }
}

/** Opens one connection and closes it again. */
function contact(origin: URL, connect: buildConnector.connector, signal: AbortSignal | undefined): Promise<void> {
  const { protocol, hostname, host } = origin;
  const port = origin.port === '' ? (protocol === 'https:' ? '443' : '80') : origin.port;
  const connected = new Promise<void>((resolveContact, reject) => {
    connect({ protocol, hostname, host, port }, (error, socket) => {
      if (error !== null) return reject(error);
      closeQuietly(socket);
      resolveContact();
    });
  });
  return orAbort(connected, signal);
}

function closeQuietly(socket: Socket): void {
  socket.on('error', () => {
    // The connection has done its work; how it ends says nothing about the target.
  });
  socket.end();
  socket.destroySoon();
}

function unreachable(origin: URL, refusal: unknown): ScanError {
  if (refusal instanceof ProxyFailed) {
    return new ScanError('TARGET_UNREACHABLE', refusal.message, { cause: refusal, help: refusal.help });
  }
  const failure = classify(refusal);
  const isTls = failure.code === 'TLS_FAILED' || failure.code === 'CERTIFICATE_REQUIRED';
  const code = isTls ? 'TLS_FAILED' : 'TARGET_UNREACHABLE';
  if (speaksNoTls(refusal)) {
    const help = `Try http://${origin.host}.`;
    return new ScanError(code, `${origin.origin}: this port speaks no TLS.`, { cause: refusal, help });
  }
  const help = 'Give the certificate of an identity in middlebrick.yaml, as `certificate: { cert: …, key: … }`.';
  const options = failure.code === 'CERTIFICATE_REQUIRED' ? { cause: refusal, help } : { cause: refusal };
  return new ScanError(code, `${origin.origin}: ${failure.message}`, options);
}

/** What OpenSSL says when a plain HTTP server answers its greeting. */
function speaksNoTls(error: unknown): boolean {
  return error instanceof Error && /wrong version number|packet length too long/i.test(error.message);
}

function orAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', onAbort));
}

function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** Compares addresses and not their spellings: `::ffff:127.0.0.1` is 127.0.0.1. */
function isSameAddress(found: string | undefined, wanted: string): boolean {
  const withoutZone = found?.replace(/%.*$/, '') ?? '';
  if (!ipaddr.isValid(withoutZone) || !ipaddr.isValid(wanted.replace(/%.*$/, ''))) return false;
  return ipaddr.process(withoutZone).toString() === ipaddr.process(wanted.replace(/%.*$/, '')).toString();
}

/** Where an address lies: beyond loopback and private networks a scan needs somebody's permission. */
export function isLocalAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return range === 'loopback' || range === 'private' || range === 'uniqueLocal' || range === 'linkLocal';
}
