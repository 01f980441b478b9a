import { isIPv6, type Socket } from 'node:net';
import { ScanError } from '@middlebrick/model';
import { Client, type Dispatcher } from 'undici';
import { percentDecoded } from './unsafe-headers.ts';

/** Leads through an HTTP proxy. */
export interface Tunnel {
  /**
   * A connection to this address by way of the proxy (CONNECT, RFC 9110 section 9.3.6). What goes through it stays as
   * it is, byte for byte, and the address was chosen here: the proxy resolves no name.
   *
   * @throws ProxyFailed
   */
  open(address: string, port: number): Promise<Socket>;
  close(): Promise<void>;
}

/** The proxy is not there, or does not let us through. */
export class ProxyFailed extends Error {
  override readonly name = 'ProxyFailed';
  readonly code = 'MIDDLEBRICK_PROXY';
  readonly help: string;

  constructor(message: string, help: string, options: ErrorOptions = {}) {
    super(message, options);
    this.help = help;
  }
}

/**
 * A way through a proxy such as Burp or mitmproxy.
 *
 * @param text `http://127.0.0.1:8080`, perhaps with user name and password
 * @throws ScanError BAD_ARGUMENT for anything else; the text is not repeated, since it may hold a password
 */
export function createTunnel(text: string, timeoutMs: number): Tunnel {
  const url = proxyUrl(text);
  const name = url.host.includes(':') ? url.host : `${url.host}:80`;
  const authorization = authorizationOf(url);
  const client = new Client(url.origin, {
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    allowH2: false,
  });

  return {
    open: async (address, port) => {
      const path = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
      const { statusCode, socket } = await connect(client, name, { path, headers: { host: path, ...authorization } });
      // RFC 9110 section 9.3.6: any answer of success opens the tunnel.
      if (statusCode >= 200 && statusCode < 300) return socket;
      socket.on('error', () => {
        // How the refusal is put to an end does not matter.
      });
      socket.destroy();
      throw refusal(name, path, statusCode);
    },
    close: () => client.destroy(),
  };
}

async function connect(
  client: Client,
  name: string,
  options: Pick<Dispatcher.ConnectOptions, 'path' | 'headers'>,
): Promise<{ statusCode: number; socket: Socket }> {
  try {
    const { statusCode, socket } = await client.connect(options);
    return { statusCode, socket: socket as Socket };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
    const why = code === undefined ? '' : ` (${code})`;
    const problem = `The proxy ${name} gives no connection${why}.`;
    throw new ProxyFailed(problem, 'Check --proxy and that an HTTP proxy listens there.', { cause });
  }
}

function refusal(name: string, path: string, status: number): ProxyFailed {
  if (status === 407) {
    const help = 'Give them as --proxy http://<user>:<password>@<host>:<port>, or in the configuration file.';
    return new ProxyFailed(`The proxy ${name} wants a user name and password, or others than those given (407).`, help);
  }
  const problem = `The proxy ${name} answered ${status} when asked for ${path}.`;
  return new ProxyFailed(problem, 'Check that the target can be reached from the proxy, and that it may be.');
}

/** @throws ScanError BAD_ARGUMENT */
function proxyUrl(text: string): URL {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
  const isBare = url?.pathname === '/' && url.search === '' && url.hash === '';
  if (url?.protocol === 'http:' && url.hostname !== '' && isBare) return url;
  throw new ScanError('BAD_ARGUMENT', 'A proxy is given as http://<host>:<port>.', {
    help: 'For example: --proxy http://127.0.0.1:8080.',
  });
}

function authorizationOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const pair = `${percentDecoded(username)}:${percentDecoded(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
