import { isPlaceholder } from './placeholder.ts';

/** A key of a known provider, found in a text. */
export interface FoundSecret {
  rule: string;
  /** In words for a report: `AWS access key id`. */
  title: string;
  value: string;
  index: number;
}

export interface SecretRule {
  id: string;
  title: string;
  /** Global; linear in the text: every repetition is bounded or fenced by a look-behind on the same class. */
  pattern: RegExp;
  /** Where the vendor publishes the prefix. */
  source: string;
}

/** Key formats, each with the prefix that its vendor publishes. The first group, if there is one, is the secret itself. */
export const secretRules: readonly SecretRule[] = [
  {
    id: 'aws-access-key',
    title: 'AWS access key id',
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    source: 'AWS IAM User Guide, unique identifier prefixes',
  },
  {
    id: 'aws-secret-key',
    title: 'AWS secret access key',
    pattern:
      /aws_?secret_?(?:access_?)?key["'\\]{0,3}\s{0,3}[:=]\s{0,3}["'\\]{0,3}([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    source: 'AWS IAM User Guide, access keys',
  },
  {
    id: 'aws-secret-key',
    title: 'AWS secret access key',
    pattern:
      /(?<![A-Za-z])secretAccessKey["'\\]{0,3}\s{0,3}[:=]\s{0,3}["'\\]{0,3}([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    source: 'AWS SDK credential objects',
  },
  {
    id: 'github-token',
    title: 'GitHub token',
    pattern: /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,251}/g,
    source: 'GitHub Docs, about authentication: token formats',
  },
  {
    id: 'github-token',
    title: 'GitHub fine-grained token',
    pattern: /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/g,
    source: 'GitHub Docs, about authentication: token formats',
  },
  {
    id: 'gitlab-token',
    title: 'GitLab token',
    pattern: /(?<![A-Za-z0-9])gl(?:pat|dt|rt|ptt|soat|cbt)-[A-Za-z0-9_-]{20,64}/g,
    source: 'GitLab Docs, token overview: token prefixes',
  },
  {
    id: 'slack-token',
    title: 'Slack token',
    pattern: /(?<![A-Za-z0-9])(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{20,250}/g,
    source: 'Slack API docs, token types',
  },
  {
    id: 'slack-webhook',
    title: 'Slack webhook',
    pattern: /https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{20,32}/g,
    source: 'Slack API docs, incoming webhooks',
  },
  {
    id: 'stripe-key',
    title: 'Stripe secret key',
    pattern: /(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,247}/g,
    source: 'Stripe Docs, API keys',
  },
  {
    id: 'stripe-webhook',
    title: 'Stripe webhook secret',
    pattern: /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{24,64}/g,
    source: 'Stripe Docs, webhook signatures',
  },
  {
    id: 'google-api-key',
    title: 'Google API key',
    pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g,
    source: 'Google Cloud Docs, API keys',
  },
  {
    id: 'google-oauth-secret',
    title: 'Google OAuth client secret',
    pattern: /(?<![A-Za-z0-9])GOCSPX-[A-Za-z0-9_-]{28}/g,
    source: 'Google Cloud Docs, OAuth clients',
  },
  {
    id: 'google-access-token',
    title: 'Google access token',
    pattern: /(?<![A-Za-z0-9])ya29\.[A-Za-z0-9_-]{20,1024}/g,
    source: 'Google Identity Docs, access tokens',
  },
  {
    id: 'sendgrid-key',
    title: 'SendGrid API key',
    pattern: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/g,
    source: 'Twilio SendGrid Docs, API keys',
  },
  {
    id: 'twilio-key',
    title: 'Twilio API key',
    pattern: /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/g,
    source: 'Twilio Docs, API keys: SID prefix SK',
  },
  {
    id: 'npm-token',
    title: 'npm token',
    pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g,
    source: 'GitHub Blog, npm token format',
  },
  {
    id: 'pypi-token',
    title: 'PyPI token',
    pattern: /(?<![A-Za-z0-9])pypi-AgE[A-Za-z0-9_-]{50,250}/g,
    source: 'PyPI Help, API tokens',
  },
  {
    id: 'openai-key',
    title: 'OpenAI key',
    pattern: /(?<![A-Za-z0-9])sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,128}T3BlbkFJ[A-Za-z0-9_-]{20,128}/g,
    source: 'OpenAI Platform Docs, API keys',
  },
  {
    id: 'anthropic-key',
    title: 'Anthropic key',
    pattern: /(?<![A-Za-z0-9])sk-ant-(?:api|admin)\d{2}-[A-Za-z0-9_-]{60,128}/g,
    source: 'Anthropic API Docs, keys',
  },
  {
    id: 'huggingface-token',
    title: 'Hugging Face token',
    pattern: /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{34}(?![A-Za-z0-9])/g,
    source: 'Hugging Face Docs, user access tokens',
  },
  {
    id: 'digitalocean-token',
    title: 'DigitalOcean token',
    pattern: /(?<![A-Za-z0-9])do[opr]_v1_[a-f0-9]{64}/g,
    source: 'DigitalOcean Docs, personal access tokens',
  },
  {
    id: 'shopify-token',
    title: 'Shopify token',
    pattern: /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g,
    source: 'Shopify Docs, access tokens',
  },
  {
    id: 'square-token',
    title: 'Square token',
    pattern: /(?<![A-Za-z0-9])sq0(?:atp|csp)-[A-Za-z0-9_-]{22,64}/g,
    source: 'Square Docs, access tokens',
  },
  {
    id: 'mailchimp-key',
    title: 'Mailchimp API key',
    pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])/g,
    source: 'Mailchimp Docs, API keys',
  },
  {
    id: 'telegram-token',
    title: 'Telegram bot token',
    pattern: /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/g,
    source: 'Telegram Bot API, authorizing your bot',
  },
  {
    id: 'azure-storage-key',
    title: 'Azure storage key',
    pattern: /AccountKey=([A-Za-z0-9+/]{86}==)/g,
    source: 'Microsoft Learn, storage connection strings',
  },
  {
    id: 'databricks-token',
    title: 'Databricks token',
    pattern: /(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?![0-9a-z])/g,
    source: 'Databricks Docs, personal access tokens',
  },
  {
    id: 'vault-token',
    title: 'HashiCorp Vault token',
    pattern: /(?<![A-Za-z0-9.])hv[sbr]\.[A-Za-z0-9_-]{24,255}/g,
    source: 'HashiCorp Vault Docs, token prefixes',
  },
  {
    id: 'docker-token',
    title: 'Docker token',
    pattern: /(?<![A-Za-z0-9])dckr_pat_[A-Za-z0-9_-]{27}/g,
    source: 'Docker Docs, access tokens',
  },
  {
    id: 'postman-key',
    title: 'Postman API key',
    pattern: /(?<![A-Za-z0-9])PMAK-[0-9a-f]{24}-[0-9a-f]{34}/g,
    source: 'Postman Docs, API keys',
  },
  {
    id: 'private-key',
    title: 'private key',
    pattern:
      /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){0,8192}/g,
    source: 'RFC 7468 section 10; OpenSSH PROTOCOL.key',
  },
  {
    id: 'connection-string',
    title: 'connection string with a password',
    pattern:
      /(?<![A-Za-z0-9+.-])(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|ftp|ldaps?|https?):\/\/[^\s:/@"'<>\\]{0,64}:([^\s:/@"'<>\\]{1,128})@[A-Za-z0-9.[\]_-]{1,253}/g,
    source: 'RFC 3986 section 3.2.1',
  },
  {
    id: 'jwt',
    title: 'JSON Web Token',
    pattern: /(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{16,}/g,
    source: 'RFC 7519 section 3',
  },
];

/** One of these stands in every text that a rule matches: most values of an answer are dismissed by this one search. */
const hint =
  /(?:AKIA|ASIA)[A-Z0-9]{8}|aws_?secret|secretAccessKey|gh[pousr]_|github_pat_|gl(?:pat|dt|rt|ptt|soat|cbt)-|xox[abeoprs]-|xapp-|hooks\.slack\.com|[sr]k_(?:live|test)_|whsec_|AIza|GOCSPX-|ya29\.|SG\.|SK[0-9a-f]{8}|npm_|pypi-|sk-|hf_|do[opr]_v1_|shp(?:at|ca|pa|ss)_|sq0(?:atp|csp)-|-us\d|:AA|AccountKey=|dapi|hv[sbr]\.|dckr_pat_|PMAK-|PRIVATE KEY|:\/\/[^\s/]{0,200}@|eyJ/i;

/** How many secrets of one text are worth telling. */
const mostSecrets = 50;

/**
 * All keys of known providers in a text, in order of their place. Samples from documentation, templates and
 * runs of one character are left out.
 *
 * @param text any size; the time taken grows linearly with it
 */
export function secretsIn(text: string): FoundSecret[] {
  if (!hint.test(text)) return [];
  const found: FoundSecret[] = [];
  for (const rule of secretRules) {
    for (const match of text.matchAll(rule.pattern)) {
      const value = match[1] ?? match[0];
      if (rule.id !== 'private-key' && isPlaceholder(value)) continue;
      found.push({ rule: rule.id, title: rule.title, value, index: match.index });
      if (found.length >= mostSecrets) break;
    }
  }
  return found.sort((a, b) => a.index - b.index).slice(0, mostSecrets);
}
