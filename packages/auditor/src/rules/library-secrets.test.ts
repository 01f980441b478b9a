import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, it } from 'vitest';
import { writtenSecrets } from './library-secrets.ts';

/** Characters as tokens have them; put together here, so that nobody who looks for secrets finds them in this file. */
const random = (length: number): string => 'Zk3Qw9XvB7nM2pLr8TyJ4hGd6FsAc5Ue'.repeat(10).slice(0, length);
const hex = (length: number): string => '9f3c1a7e5b0d8264'.repeat(10).slice(0, length);
const key = `${'MI'}${random(200)}`;

/** One secret for each rule of the library, as whoever gives it out makes it. */
const samples: readonly (readonly [rule: string, what: string, secret: string, around?: string])[] = [
  ['1password', 'A token of 1Password', `ops_${btoa(`{"email":"a@b.c","srpX":"${hex(64)}","salt":"${random(32)}"}`)}`],
  ['anthropic', 'A key of Anthropic', `sk-ant-api03-${random(93)}AA`],
  ['aws', 'An AWS secret access key', random(40), 'aws_secret_access_key = "§"'],
  ['aws', 'An AWS secret access key', random(40), 'secretAccessKey:\n  "§"'],
  ['aws', 'An AWS access key', `AKIA${'J7Q2XW9R'.repeat(2)}`],
  ['basicauth', 'A password in an address', `https://deploy:${random(12)}@git.internal.net`],
  ['cloudflare', 'A token of Cloudflare', `cfut_${random(40)}${hex(8)}`],
  [
    'database-connection-string',
    'A password in an address',
    `postgresql://app:${random(12)}@db.internal:5432/orders`,
    '"§",',
  ],
  ['databricks', 'A token of Databricks', `dapi${hex(32)}`],
  ['docker', 'A token of Docker', `dckr_pat_${random(27)}`],
  ['figma', 'A token of Figma', `figd_${random(43)}`],
  ['github', 'A GitHub token', `ghp_${random(36)}`],
  ['github', 'A GitHub token', `github_pat_${random(82)}`],
  ['gitlab', 'A GitLab token', `glpat-${random(20)}`],
  ['grafana', 'A token of Grafana', `glsa_${random(32)}_${hex(8)}`],
  ['groq', 'A key of Groq', `gsk_${random(52)}`],
  ['hashicorp-vault', 'A token of Vault', `hvs.${random(95)}`],
  ['huggingface', 'A token of Hugging Face', `hf_${random(80).replace(/\d/g, '').slice(0, 34)}`],
  ['linear', 'A key of Linear', `lin_api_${random(40)}`],
  ['notion', 'A token of Notion', `ntn_84736251908${random(35)}`],
  ['npm', 'A token of npm', `npm_${random(36)}`],
  ['npm', 'A token of npm', random(36), '//npm.internal.net/:_authToken=§\n'],
  ['openai', 'A key of OpenAI', `sk-proj-${random(74)}T3BlbkFJ${random(74)}`],
  ['privatekey', 'A private key', `-----BEGIN ${'PRIVATE'} KEY-----\n${key}\n-----END ${'PRIVATE'} KEY-----`],
  ['sendgrid', 'A SendGrid key', `SG.${random(22)}.${random(43)}`],
  ['shopify', 'A token of Shopify', `shpat_${random(32)}`],
  ['slack', 'A Slack token', `xoxb-${random(12)}-${random(24)}`],
  ['slack', 'A Slack webhook', `https://hooks.slack.com/services/T${random(8)}/B${random(8)}/${random(24)}`],
  ['stripe', 'A Stripe key', `sk_live_${random(24)}`],
  ['tailscale', 'A key of Tailscale', `tskey-auth-${random(12)}-${random(32)}`],
  ['vercel', 'A token of Vercel', `vcp_${random(32)}`],
];

/** What is found in a text, and how it is called. */
async function foundIn(text: string): Promise<string[][]> {
  const { byPath } = await writtenSecrets([{ path: 'a.txt', text }]);
  return (byPath.get('a.txt') ?? []).map(({ what, start, end }) => [what, text.slice(start, end)]);
}

describe('secrets that the library knows', () => {
  const rows = samples.map(([rule, what, secret, around = '§']) => ({ rule, what, secret, around }));
  it.each(rows)('$rule: $what', async ({ what, secret, around }) => {
    const text = `a = 1\n# ${around.replace('§', secret)}\nb = 2\n`;
    expect(await foundIn(text)).toEqual([[what, secret]]);
  });

  it('are looked for by every rule that it has, but for two', () => {
    const known = new Set(samples.map(([rule]) => rule));
    const others = rules.map(({ meta }) => meta.id.replace(/^.*rule-/, '')).filter((name) => !known.has(name));
    // Whole files of Google hold a private key, and comments of the audited code switch nothing off.
    expect(others).toEqual(['gcp', 'filter-comments']);
  });

  it('are found where they stand in a long line, in each file, and once', async () => {
    const token = `ghp_${random(36)}`;
    const text = `${'a, '.repeat(3000)}${token}${', b'.repeat(2000)} ${token}`;
    const { byPath } = await writtenSecrets([
      { path: 'a', text },
      { path: 'b', text: 'nothing' },
      { path: 'c', text: token },
    ]);
    const places = [...byPath].map(([path, secrets]) => [path, ...secrets.map(({ start }) => start)]);
    expect(places).toEqual([
      ['a', 9000, 9000 + token.length + 6001],
      ['c', 0],
    ]);
  });

  it.each([
    ['what is empty', ''],
    ['what is filled in', `_authToken=${'$'}{NPM_TOKEN} postgres://app:${'$'}{PASSWORD}@db.internal/app`],
    ['code that puts it together', "args.push('--//npm.internal.net/:_authToken=' + token)"],
    ['examples', `ghp_${'x'.repeat(36)} sk_live_${'0123456789'.repeat(3)} mongodb://user:pass@example.com/a`],
    ['this machine', `mysql://root:${random(12)}@127.0.0.1/app postgres://postgres:postgres@db/app`],
    ['numbers of accounts and ids of roles', `aws_account_id = "123456789012" AROA${'J7Q2XW9R'.repeat(2)}`],
    ['keys of test modes', `sk_${'test'}_${random(24)}`],
  ])('are not: %s', async (_name, text) => {
    expect(await foundIn(text)).toEqual([]);
  });

  it('are looked for up to a limit, which is said', async () => {
    const files = Array.from({ length: 5 }, (_, index) => ({ path: `${index}`, text: 'figd_ '.repeat(50_000) }));
    const { warnings } = await writtenSecrets(files);
    expect(warnings).toEqual(['Only the first 1000000 characters that look like secrets were read.']);
  });
});
