import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writtenSecrets } from './rules/library-secrets.ts';
import { excerptsOf } from './rules/secret-excerpts.ts';
const files: { path: string; text: string }[] = [];
function walk(d: string) {
  for (const e of readdirSync(d, { withFileTypes: true })) {
    if (e.name === '.git' || (process.argv[3] !== 'all' && e.name === 'node_modules')) continue;
    const f = join(d, e.name);
    if (e.isDirectory()) walk(f);
    else if (e.isFile() && /\.(js|json|ts|py|ya?ml|mjs|cjs|tf|env|toml|ini|cfg|properties)$|^\.env/.test(e.name)) { const text = readFileSync(f, 'utf8'); if (text.length < 4e6) files.push({ path: f, text }); }
  }
}
for (const root of (process.argv[2] ?? '').split(',')) walk(root);
const mb = files.reduce((n, f) => n + f.text.length, 0) / 1e6;
let t = performance.now();
let n = 0, c = 0;
for (const f of files) for (const e of excerptsOf(f.text)) { n++; c += e.end - e.start; }
console.log(files.length, 'files', mb.toFixed(1), 'MB gate', ((performance.now() - t) / mb).toFixed(2), 'ms/MB', n, 'excerpts', c, 'chars');
t = performance.now();
const { byPath, isComplete } = await writtenSecrets(files);
console.log('all', (performance.now() - t).toFixed(0), 'ms', isComplete);
const rows = [...byPath].flatMap(([p, ss]) => ss.map((s) => `${s.what} ${p} ${JSON.stringify(files.find((f) => f.path === p)!.text.slice(s.start, s.end).slice(0, 80))}`)).sort();
console.log(rows.length); for (const r of rows.slice(0, 70)) console.log('  ', r);
