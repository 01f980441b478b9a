import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Credential, fileRecorder, type HttpClient, openClient } from '@middlebrick/http';
import { Secret } from '@middlebrick/model';
import { Agent, request } from 'undici';
import { startChild } from './child.ts';
import { inTurns, type Measurement, median, medianRatio } from './measurement.ts';

const concurrency = 32;
const requestsPerRound = 2500;
const rounds = 31;

/** Requests a second of the scanner's HTTP client, recording on, beside a bare undici loop on the same server. */
export async function measureThroughput(): Promise<Measurement[]> {
  const server = await startChild<{ url: string }>('plain-server');
  const folder = await mkdtemp(join(tmpdir(), 'middlebrick-bench-'));
  const { url } = server.ready;
  const agent = new Agent({ connections: concurrency });
  const recorder = await fileRecorder(join(folder, 'exchanges.ndjson'));
  const client = await openClient({
    baseUrl: url,
    userAgent: 'middlebrick/bench',
    scanId: 'bench',
    concurrency,
    recorder,
    budget: { maxRequests: Number.POSITIVE_INFINITY, maxTotalBytes: Number.POSITIVE_INFINITY },
  });
  try {
    const times = await inTurns(
      { bare: () => perSecond(bareRequest(agent, url)), engine: () => perSecond(engineRequest(client)) },
      rounds,
    );
    return measurements(times);
  } finally {
    await client[Symbol.asyncDispose]();
    await recorder.close();
    await agent.destroy();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

function measurements({ bare, engine }: { bare: number[]; engine: number[] }): Measurement[] {
  const benchmark = 'throughput';
  return [
    { benchmark, name: 'bare undici loop', value: median(bare), unit: 'requests/s' },
    { benchmark, name: 'engine, recording', value: median(engine), unit: 'requests/s' },
    {
      benchmark,
      name: 'engine / bare',
      value: medianRatio(engine, bare) * 100,
      unit: '%',
      goal: { kind: 'at least', value: 80, limit: 70 },
      note: `median of ${rounds} rounds side by side`,
    },
  ];
}

/** Sends one round with as many requests in flight as are allowed, and gives requests a second. */
async function perSecond(send: (index: number) => Promise<unknown>): Promise<number> {
  let sent = 0;
  const worker = async (): Promise<void> => {
    while (sent < requestsPerRound) await send(sent++);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (requestsPerRound / (performance.now() - start)) * 1000;
}

function bareRequest(dispatcher: Agent, url: string): (index: number) => Promise<unknown> {
  // The same bytes on the wire as those of the engine.
  const headers = {
    'User-Agent': 'middlebrick/bench',
    'X-Middlebrick-Scan': 'bench',
    Accept: 'application/json, */*;q=0.8',
    'Accept-Encoding': 'gzip, deflate, br',
    Authorization: 'Bearer token-of-alice-0123456789',
  };
  return async (index) => (await request(`${url}/items/${index}`, { dispatcher, headers })).body.text();
}

function engineRequest(client: HttpClient): (index: number) => Promise<unknown> {
  const secret = new Secret('token-of-alice-0123456789', 'ALICE_TOKEN');
  const other = new Secret('token-of-bob-9876543210', 'BOB_TOKEN');
  client.redactor.add(secret);
  client.redactor.add(other);
  const credential: Credential = {
    identity: 'alice',
    headers: [{ name: 'Authorization', prefix: 'Bearer ', secret }],
  };
  const meta = { identity: 'alice', purpose: 'measure' };
  return (index) => client.send({ method: 'GET', path: `/items/${index}` }, credential, meta);
}
