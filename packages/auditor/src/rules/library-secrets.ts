import type { SourceFile } from '../files/discover.ts';
import type { Span } from '../ir/ir.ts';
import { excerptsOf } from './secret-excerpts.ts';
import { isInvented, knownSecret } from './secrets.ts';

/** A text that is a secret by its form, and where in its file it stands. */
export interface WrittenSecret extends Span {
  readonly what: string;
}

export interface WrittenSecrets {
  readonly byPath: ReadonlyMap<string, readonly WrittenSecret[]>;
  /** What was not looked at, in a sentence. */
  readonly warnings: readonly string[];
}

/** What the rules of the library find, by their names. Those that are not here are not asked. */
const found: Readonly<Record<string, string>> = {
  '1password': 'A token of 1Password',
  anthropic: 'A key of Anthropic',
  aws: 'An AWS secret access key',
  basicauth: 'A password in an address',
  cloudflare: 'A token of Cloudflare',
  'database-connection-string': 'A password in an address',
  databricks: 'A token of Databricks',
  docker: 'A token of Docker',
  figma: 'A token of Figma',
  github: 'A GitHub token',
  gitlab: 'A GitLab token',
  grafana: 'A token of Grafana',
  groq: 'A key of Groq',
  'hashicorp-vault': 'A token of Vault',
  huggingface: 'A token of Hugging Face',
  linear: 'A key of Linear',
  notion: 'A token of Notion',
  npm: 'A token of npm',
  openai: 'A key of OpenAI',
  privatekey: 'A private key',
  sendgrid: 'A SendGrid key',
  shopify: 'A token of Shopify',
  slack: 'A Slack token',
  stripe: 'A Stripe key',
  tailscale: 'A key of Tailscale',
  vercel: 'A token of Vercel',
};

/** Kinds of messages that say it better than the name of their rule. */
const foundAs: Readonly<Record<string, string>> = {
  AWSAccessKeyID: 'An AWS access key',
  IncomingWebhook: 'A Slack webhook',
};

const prefix = '@secretlint/secretlint-rule-';
/** Characters that are given to the library at once: it compares each finding with all others. */
const mostAtOnce = 50_000;
/** Characters of all files together that are given to the library: near-matches take it long. */
const mostOfAll = 1_000_000;
/** Stands between excerpts, so that nothing reaches from one into the next. */
const between = '\n\u241e\n';

interface Excerpt extends Span {
  readonly path: string;
  readonly text: string;
}

/** By their beginnings: excerpts of a long line overlap. */
type SecretsOfFile = Map<number, WrittenSecret>;

/** The secrets in files that the rules of secretlint know by their form, wherever they stand: in comments, too. */
export async function writtenSecrets(files: readonly SourceFile[]): Promise<WrittenSecrets> {
  const byPath = new Map<string, SecretsOfFile>();
  let [batch, length, total]: [Excerpt[], number, number] = [[], 0, 0];
  for (const { path, text } of files) {
    for (const { start, end } of excerptsOf(text)) {
      if (total > mostOfAll) break;
      batch.push({ path, start, end, text: text.slice(start, end) });
      length += end - start;
      total += end - start;
      if (length < mostAtOnce) continue;
      add(await secretsIn(batch), byPath);
      [batch, length] = [[], 0];
    }
  }
  add(await secretsIn(batch), byPath);
  const listed = [...byPath].map(([path, here]): [string, WrittenSecret[]] => [path, [...here.values()]]);
  const warnings =
    total > mostOfAll ? [`Only the first ${mostOfAll} characters that look like secrets were read.`] : [];
  return { byPath: new Map(listed), warnings };
}

function add(secrets: readonly (WrittenSecret & { path: string })[], byPath: Map<string, SecretsOfFile>): void {
  for (const { path, ...secret } of secrets) {
    const here: SecretsOfFile = byPath.get(path) ?? new Map();
    byPath.set(path, here.set(secret.start, secret));
  }
}

/** Where in one text with all excerpts each of them begins; the library is asked once of many files. */
async function secretsIn(excerpts: readonly Excerpt[]): Promise<(WrittenSecret & { path: string })[]> {
  if (excerpts.length === 0) return [];
  const starts: number[] = [];
  let at = 0;
  for (const { text } of excerpts) {
    starts.push(at);
    at += text.length + between.length;
  }
  const content = excerpts.map(({ text }) => text).join(between);
  let index = 0;
  return (await asked(content)).flatMap((message) => {
    const [from, to] = message.range;
    while (index + 1 < excerpts.length && (starts[index + 1] ?? 0) <= from) index++;
    const excerpt = excerpts[index];
    const what = foundAs[message.messageId] ?? found[message.ruleId.slice(prefix.length)];
    if (excerpt === undefined || what === undefined) return [];
    // Some rules say where the name of the setting begins; what they found is the text that they give.
    const said = Object.values(message.data ?? {}).find((value) => typeof value === 'string') ?? '';
    const at = said === '' ? -1 : content.indexOf(said, from);
    const text = realPart(at === -1 ? content.slice(from, to) : said, what, message.messageId);
    if (text === '') return [];
    const start = excerpt.start + (at === -1 ? from : at) - (starts[index] ?? 0);
    return [{ path: excerpt.path, what, start, end: start + text.length }];
  });
}

/** What of a message of the library is a secret; empty for what is invented or none. */
function realPart(text: string, what: string, messageId: string): string {
  // Accounts have numbers, users and roles have ids, and test modes have keys: none of them opens anything.
  if (messageId === 'AWSAccountID' || /^A(?![KS]IA).{3}/.test(messageId === 'AWSAccessKeyID' ? text : '')) return '';
  if (/^[sr]k_test_/.test(text)) return '';
  if (what === 'A password in an address') {
    const address = text.replace(/["'`<>)\\].*$/s, '');
    return knownSecret(address) === what ? address : '';
  }
  const token = messageId === 'Npmrc_authToken' ? (/^[\w.=+/-]{16,}/.exec(text)?.[0] ?? '') : text;
  return isInvented(token) ? '' : token;
}

/** Loaded when something looks like a secret, which is rare. Rules that obey comments of the audited code are left out. */
async function asked(content: string) {
  const [{ lintSource }, { rules }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const isWanted = (id: string): boolean => Object.hasOwn(found, id.slice(prefix.length));
  const { messages } = await lintSource({
    // Settings of npm may stand in other files, too; the rule asks for the name.
    source: { content, filePath: '.npmrc', ext: '.npmrc', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: {
        rules: rules
          .filter(({ meta }) => isWanted(meta.id))
          .map((rule) => ({ id: rule.meta.id, rule, options: { enableIDScanRule: true } })),
      },
    },
  });
  return messages.toSorted((a, b) => a.range[0] - b.range[0]);
}
