import { Pool } from 'undici';
import type { Carrier } from './carrier.ts';
import type { ClientCertificate } from './contract.ts';
import { type ConnectorOptions, createPinnedConnector } from './pinned-connector.ts';
import { RunningRequest } from './running-request.ts';

/** Room for large but honest response heads; an endless one is cut here. */
const maxHeaderBytes = 64 * 1024;

/**
 * The network: one pool of keep-alive connections for each origin and client certificate, without any interpretation of paths, redirects,
 * cookies or encodings. Timeouts are the business of whoever starts requests.
 */
export function createEngine(options: ConnectorOptions & { connections: number }): Carrier {
  const connector = createPinnedConnector(options);
  const pools = new Map<ClientCertificate | undefined, Map<string, Pool>>();
  const reached = new Map<string, Promise<void>>();

  function poolOf(origin: string, certificate: ClientCertificate | undefined): Pool {
    const ofCertificate = pools.get(certificate) ?? new Map<string, Pool>();
    let pool = ofCertificate.get(origin);
    if (pool === undefined) {
      pool = new Pool(origin, {
        connect: connector.connectAs(certificate),
        connections: options.connections,
        allowH2: false,
        headersTimeout: 0,
        bodyTimeout: 0,
        maxHeaderSize: maxHeaderBytes,
      });
      pools.set(certificate, ofCertificate.set(origin, pool));
    }
    return pool;
  }

  return {
    start: (request, listener) => {
      const running = new RunningRequest(listener, request.maxBytes);
      const { method, path, body } = request;
      // The engine takes any array of strings and does not change it.
      const headers = request.headers as string[];
      poolOf(request.origin, request.certificate).dispatch(
        { method, path, headers, ...(body === undefined ? {} : { body }) },
        running,
      );
      return () => running.drop();
    },
    reach: (origin) => {
      const known = reached.get(origin.host);
      if (known !== undefined) return known;
      const contact = connector.pin(origin);
      reached.set(origin.host, contact);
      return contact;
    },
    addressOf: (origin) => connector.pinned(origin),
    close: async () => {
      const all = [...pools.values()].flatMap((ofCertificate) => [...ofCertificate.values()]);
      await Promise.all(all.map((pool) => pool.destroy()));
      await options.tunnel?.close();
    },
  };
}
