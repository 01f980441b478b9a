import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tellParent } from './parent.ts';

/** An answer of the size that APIs usually give. */
const body = JSON.stringify({
  items: Array.from({ length: 8 }, (_, index) => ({
    id: 1000 + index,
    name: `Item number ${index}`,
    owner: 'alice',
    note: 'A sentence that says something about the item at hand.',
  })),
});

const server = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  tellParent({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
