import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
const texts: string[] = [];
function walk(d: string) { for (const e of readdirSync(d, { withFileTypes: true })) { const f = join(d, e.name); if (e.isDirectory()) walk(f); else if (/\.(py|js|ts)$/.test(e.name)) texts.push(readFileSync(f, 'utf8')); } }
walk(process.argv[2]!);
const mb = texts.reduce((n, t) => n + t.length, 0) / 1e6;
const parts = [
    '-----BEGIN ?(?:[A-Z]{2,7} )?PRIVATE KEY',
    '\\bA[KS]IA[A-Z0-9]{16}', 'A[KS]IA[A-Z0-9]{16}',
    '(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)',
    ':\\/\\/[^\\s:/@]{1,256}:[^\\s@/]{3,256}@',
    'xox[abopr]-|xapp-|[Hh][Oo][Oo][Kk][Ss]\\.[Ss][Ll][Aa][Cc][Kk]\\.',
    'T3BlbkFJ|sk-ant-api0|gsk_[a-zA-Z0-9]{52}|hf_[a-zA-Z]{34}',
    'SG\\.\\w{1,128}\\.|shp(?:[cp]a|at|ss)_|[rs]k_live_',
    'gh[oprsu]_|github_pat_|glpat-|gl(?:c|sa)_',
    'hv[brs]\\.[\\w-]{90}|vc[aciprk]_[A-Za-z0-9]{20}|dapi[A-Fa-f0-9]{32}|cf(?:k|ut|at)_[A-Za-z0-9]{40}',
    'T3BlbkFJ', 'sk_live_', '_(?:authToken|live_|pat_)',
];
const run = (r: RegExp) => { const t = performance.now(); let n = 0; for (const x of texts) { r.lastIndex = 0; while (r.exec(x)) n++; } return [((performance.now() - t) / mb).toFixed(2), n]; };
for (const p of parts) console.log(...run(new RegExp(p, 'g')), p.slice(0, 50));
console.log('all', ...run(new RegExp(parts.join('|'), 'g')));
let t = performance.now(); let n = 0; for (const x of texts) if (x.includes('sk_live_')) n++; console.log('includes', ((performance.now() - t) / mb).toFixed(2));
console.log(texts.length, mb);
