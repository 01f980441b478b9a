import { rules } from '@secretlint/secretlint-rule-preset-recommend';
const rep = (s: string) => s.repeat(Math.ceil(1e6 / s.length)).slice(0, 1e6);
const a = 'a'.repeat(9999);
const texts: Record<string, string> = {
  AKIA: rep('AKIA'), AKIA2: rep('AKIAIOSFODNN7EXAMPL '), begin: rep('-----BEGIN '), begin2: rep('-----BEGIN PRIVATE KEY-----\n'),
  pem: rep(`-----BEGIN PRIVATE KEY-----\n${'A'.repeat(9990)}\n`), pemws: rep(`-----BEGIN PRIVATE KEY-----${'\n'.repeat(9990)}`), pem3: rep('-----BEGIN RSA PRIVATE KEY-----' + 'A'.repeat(101) + '-----END RSA PRIVATE KEY'),
  base64: rep('QUJDREVG+/'), urluser: rep('://user:'), http: rep('http://user:pass@'), http2: rep('https://' + 'a'.repeat(256) + ':' + 'b'.repeat(256) + '@' + 'c'.repeat(256)), http3: rep('http://'),
  http4: rep('https://a:b@c.'), http5: rep('http://' + 'a-'.repeat(60)),
  mongodb: rep('mongodb://'), mongodb2: rep('mongodb://' + 'a'.repeat(100) + ':' + 'b'.repeat(200) + '@'), mongo3: rep('mongodb://a:'), mongo4: rep('mongodb://a:b?c/mongodb:'), pg: rep('postgres://a:' + 'b'.repeat(190)), my: rep('jdbc:mysqlx://u:' ),
  slack: rep('xoxb-'), slack2: rep('xoxb-a-a-a-a-'), slack3: 'xoxb-' + rep('a-') + '_', slack4: rep('xoxb-' + 'a'.repeat(41) + '-'), slack5: rep('xoxb-1-'), slack6: 'xoxb-' + rep('a'.repeat(40) + '-') + '_',
  slack7: rep('xoxb-a-a_'), hook: rep('https://hooks.slack.com/services/T'),
  ghs: rep('ghs_1_'), ghs2: rep('ghs_1_'.repeat(160) + '.' + a + '!'), ghs3: rep('ghs_1_a.'), ghs4: rep('ghs_1_a.' + 'b'.repeat(9999) + '.'), ghs5: rep('ghs_1_'.repeat(160) + '.' + 'ghs_1_'.repeat(1600) + '!'), ghs6: rep('ghs_11111111111111111111_'), ghs7: rep('ghs_1_'.repeat(160) + '.' + 'ghs_1_'.repeat(1660) + '.' + 'b'.repeat(1001)),
  ghp: rep('ghp_'), pat: rep('github_pat_'), glpat: rep('glpat-'), npm: rep('npm_'), auth: rep('_authToken='), xoauth: rep('http://a'), 
  sg: rep('SG.'), sg2: rep('SG.a.'), sg3: rep('SG.a.' + 'b'.repeat(300)), sg4: rep('SG.' + 'SG'.repeat(60) + '.' + 'a'.repeat(258) + '!'),
  sk: rep('sk_live_'), sk2: rep('sk-proj-'), ant: rep('sk-ant-api03-'), openai: rep('sk-proj-' + 'a'.repeat(74) + 'T3BlbkFJ'), vault: rep('hvs.'), vault2: rep('hvb.' + 'a'.repeat(301)), ops: rep('ops_ey'), ops2: rep('ops_ey' + 'fQ'.repeat(640)), ops3: rep('ops_eyJ' + 'fQ=='.repeat(320) + ' '),
  glc: rep('glc_'), glc2: rep('glc_' + 'a'.repeat(401)), lin: rep('lin_api_'), tskey: rep('tskey-'), tskey2: rep('tskey-ab-' + 'a-'.repeat(30)), figd: rep('figd_'), dapi: rep('dapi'), secretkey: rep('secretAccessKey '), secretkey2: rep('aws_secret_access_key' + ' '.repeat(300)), secretkey3: 'aws_secret_access_key' + rep(' '), ws: rep(' '), quotes: rep('"\''), us: rep('_'), aws: rep('aws_'), letters: rep('é'), gsk: rep('gsk_'), hf: rep('hf_'), vcp: rep('vcp_'), cfut: rep('cfut_'), dckr: rep('dckr_pat_'), ntn: rep('ntn_'), shp: rep('shpat_'), deepjson: '['.repeat(1e6), json: JSON.stringify({ private_key_id: 1, private_key: rep('-----BEGIN ') }), json2: JSON.stringify({ private_key_id: 1, private_key: '-----BEGIN' + rep(' ') }),
  real: rep('AKIAJ7Q2XW9RJ7Q2XW9R '), realdb: rep('postgres://app:b7Rkwalnut@h/d '), realbasic: rep('https://app:b7Rkwalnut@h.de '), realghp: rep('ghp_' + 'a1B2c3D4e5F6'.repeat(3) + ' '),
};
const rows: [number, string][] = [];
for (const [name, content] of Object.entries(texts)) for (const rule of rules) {
  if (rule.meta.id.includes('filter')) continue;
  let n = 0;
  const ctx: any = { sharedOptions: {}, createTranslator: () => (id: string, data: any) => ({ message: '', messageId: id, data }), report: () => n++, ignore() {} };
  const t = performance.now();
  (rule as any).create(ctx, { enableIDScanRule: true }).file({ content, filePath: 'a.json', ext: '.json', contentType: 'text' });
  rows.push([performance.now() - t, `${name} ${rule.meta.id.slice(28)} ${n}`]);
}
rows.sort((x, y) => y[0] - x[0]);
for (const [t, n] of rows.slice(0, 25)) console.log(t.toFixed(0), 'ms', n);
