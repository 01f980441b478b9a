import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { selfSigned } from './self-signed.ts';

/** A server on a free port of 127.0.0.1, for tests of what happens on sockets. */
export interface LoopbackServer extends AsyncDisposable {
  url: string;
  port: number;
}

export async function httpServer(listener: RequestListener): Promise<LoopbackServer> {
  return listen(createServer(listener), 'http');
}

export async function httpsServer(listener: RequestListener, options: ServerOptions = {}): Promise<LoopbackServer> {
  return listen(createTlsServer({ ...selfSigned('localhost'), ...options }, listener), 'https');
}

/** Speaks bytes; the function is called for each connection once its first bytes have arrived. */
export async function rawServer(answer: (socket: Socket, received: string) => void): Promise<LoopbackServer> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {
      // The client under test hangs up on purpose.
    });
    socket.once('data', (bytes) => answer(socket, bytes.toString('latin1')));
  });
  return listen(server, 'http');
}

async function listen(server: Server | TcpServer, scheme: string): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    port,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
