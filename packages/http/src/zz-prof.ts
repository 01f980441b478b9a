import { Pool } from 'undici';
import { openClient, fileRecorder } from './index.ts';
import { Secret } from '@middlebrick/model';
const N = 30000, C = 32; const mode = process.argv[2];
const url = 'http://127.0.0.1:4599';
const cpu = async (name: string, f: () => Promise<unknown>) => { let n = 0; const c = process.cpuUsage(); const t = performance.now(); await Promise.all(Array.from({ length: C }, async () => { while (n++ < N) await f(); })); const u = process.cpuUsage(c); console.log(name, Math.round(N / (performance.now() - t) * 1000), 'req/s', ((u.user + u.system) / N).toFixed(1), 'us cpu'); };
const pool = new Pool(url, { connections: C });
const rec = await fileRecorder('/tmp/hb/out.ndjson');
const mk = (r: any) => openClient({ baseUrl: url, userAgent: 'middlebrick/0.1.0', scanId: 's', ...(r ? { recorder: r } : {}), concurrency: C, budget: { maxRequests: 1e9, maxTotalBytes: 1e12 } });
const a = await mk(rec), b = await mk(undefined);
const alice = { identity: 'alice', headers: [{ name: 'Authorization', prefix: 'Bearer ', secret: new Secret('sekret-token-sekret', 'ALICE_TOKEN') }] };
const bare = async () => { const r = await pool.request({ path: '/notes/7', method: 'GET', headers: { authorization: 'Bearer sekret-token-sekret', accept: 'application/json' } }); await r.body.text(); };
const raw = () => new Promise<void>((res, rej) => pool.dispatch({ path: '/notes/7', method: 'GET', headers: ['User-Agent', 'middlebrick/0.1.0', 'X-Middlebrick-Scan', 's', 'Accept', 'application/json, */*;q=0.8', 'Accept-Encoding', 'gzip, deflate, br', 'authorization', 'Bearer sekret-token-sekret'] }, { onRequestStart() {}, onResponseStart() {}, onResponseData() {}, onResponseEnd() { res(); }, onResponseError(_c: any, e: any) { rej(e); } }));
const send = (c: any) => () => c.send({ method: 'GET', path: '/notes/7' }, alice, { identity: 'alice', purpose: 'owner reads' });
for (let i = 0; i < 6; i++) {
if (!mode || mode === 'bare') await cpu('bare', bare);
if (!mode || mode === 'raw') await cpu('raw', raw);
if (!mode || mode === 'norec') await cpu('norec', send(b));
if (!mode || mode === 'rec') await cpu('rec', send(a));
}
await a[Symbol.asyncDispose](); await b[Symbol.asyncDispose](); await rec.close(); await pool.close();
