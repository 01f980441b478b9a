import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { activeTraps } from './active-traps.ts';
import { traps } from './all-traps.ts';
import type { Trap, TrapIdentity, Twin, Variant } from './trap.ts';

const loopback = '127.0.0.1';
const specPath = '/openapi.json';

export interface TrapOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
}

/** A user of a started twin. Empty texts stand for what a trap does not have. */
export interface TrapUser {
  readonly name: string;
  readonly userId: string;
  readonly password: string;
  readonly tenant: string;
  readonly role: string;
  readonly token: string;
  readonly sessionCookie: string;
}

export interface StartedTrap {
  /** `http://127.0.0.1:<port>`, with no slash at the end. */
  readonly url: string;
  readonly specUrl: string;
  readonly users: readonly TrapUser[];
  readonly close: () => Promise<void>;
}

/**
 * Serves one twin of a trap on 127.0.0.1, with its description at `/openapi.json`.
 *
 * @throws {RangeError} when there is no such trap. @throws {Error} when the port is taken.
 */
export async function startTrap(id: string, variant: Variant, { port = 0 }: TrapOptions = {}): Promise<StartedTrap> {
  const trap = [...traps, ...activeTraps].find((candidate) => candidate.id === id);
  if (trap === undefined) throw new RangeError(`There is no trap ${JSON.stringify(id)}.`);
  const twin = trap[variant]();
  const server = createServer(getRequestListener(withSpec(trap, twin), { overrideGlobalObjects: false }));
  server.listen(port, loopback);
  await once(server, 'listening');
  const url = `http://${loopback}:${(server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url, specUrl: url + specPath, users: trap.identities.map(userOf), close };
}

function withSpec({ spec }: Pick<Trap, 'spec'>, twin: Twin): Twin['fetch'] {
  return (request) => (new URL(request.url).pathname === specPath ? Response.json(spec) : twin.fetch(request));
}

function userOf({ name, bearer = '', login, role = '', subjects = [] }: TrapIdentity): TrapUser {
  const { email = '', password = '' } = login?.json ?? {};
  return { name, userId: subjects[0] ?? email, password, tenant: '', role, token: bearer, sessionCookie: '' };
}
