import { readFileSync, readdirSync } from 'node:fs';
import { join, extname } from 'node:path';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
const names = rules.map(r => r.meta.id.replace('@secretlint/secretlint-rule-', ''));
const files: string[] = [];
function walk(d: string, depth = 0) {
  for (const e of readdirSync(d, { withFileTypes: true })) {
    if (e.name === '.git' || (process.argv[3] !== 'all' && e.name === 'node_modules')) continue;
    const f = join(d, e.name);
    if (e.isDirectory()) walk(f, depth + 1);
    else if (e.isFile() && /\.(js|json|ts|py|ya?ml|mjs|cjs|tf|env|toml|ini|cfg|properties)$|^\.env/.test(e.name)) files.push(f);
  }
}
for (const root of (process.argv[2] ?? '').split(',')) walk(root);
const time = new Map<string, number>();
let chars = 0;
const found: string[] = [];
for (const f of files.slice(0, 40000)) {
  const content = readFileSync(f, 'utf8');
  if (content.length > 4e6) continue;
  chars += content.length;
  for (const [i, rule] of rules.entries()) {
    if (names[i] === 'filter-comments') continue;
    const t0 = performance.now();
    const ctx: any = { sharedOptions: {}, createTranslator: () => (id: string, data: any) => ({ message: '', messageId: id, data }),
      report: (r: any) => found.push(`${names[i]} ${r.message.messageId} ${f} ${JSON.stringify(content.slice(r.range[0], r.range[1]).slice(0, 90))}`), ignore() {} };
    (rule as any).create(ctx, names[i] === 'aws' ? {} : {}).file({ content, filePath: f, ext: extname(f), contentType: 'text', hasBOM: false, getFilePath: () => f });
    time.set(names[i]!, (time.get(names[i]!) ?? 0) + performance.now() - t0);
  }
}
console.log(files.length, 'files', (chars / 1e6).toFixed(1), 'MB');
let total = 0;
for (const [n, t] of [...time].sort((a, b) => b[1] - a[1])) { total += t; if (t / (chars / 1e6) > 0.2) console.log(n, (t / (chars / 1e6)).toFixed(2), 'ms/MB'); }
console.log('total', (total / (chars / 1e6)).toFixed(1), 'ms/MB');
const by = Map.groupBy(found, (x) => x.split(' ').slice(0, 2).join(' '));
for (const [k, v] of by) { console.log('##', k, v.length); for (const x of v.slice(0, Number(process.argv[4] ?? 12))) console.log('   ', x.slice(k.length)); }
