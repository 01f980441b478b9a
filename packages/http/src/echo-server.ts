import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A request as it stood on the wire, one character for each byte. */
export interface SeenRequest {
  line: string;
  headers: [string, string][];
  body: string;
}

export interface EchoServer extends AsyncDisposable {
  url: string;
  last(): SeenRequest;
  all(): readonly SeenRequest[];
}

/** Answers `200 ok` to everything and keeps the bytes of each request, for tests of what is sent. */
export async function echoServer(): Promise<EchoServer> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let pending = '';
    socket.on('error', () => {
      // A client may leave as it likes.
    });
    socket.on('data', (bytes) => {
      pending += bytes.toString('latin1');
      for (let next = takeRequest(pending); next !== undefined; next = takeRequest(pending)) {
        pending = next.rest;
        seen.push(next.request);
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    last: () => seen.at(-1) ?? { line: '', headers: [], body: '' },
    all: () => seen,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function takeRequest(text: string): { request: SeenRequest; rest: string } | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [line = '', ...fields] = text.slice(0, end).split('\r\n');
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon), field.slice(colon + 1).trim()];
  });
  const length = Number(headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? 0);
  const start = end + 4;
  if (text.length < start + length) return undefined;
  return { request: { line, headers, body: text.slice(start, start + length) }, rest: text.slice(start + length) };
}
