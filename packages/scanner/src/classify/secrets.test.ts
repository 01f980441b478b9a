import { describe, expect, it } from 'vitest';
import { secretRules, secretsIn } from './secrets.ts';

/** Characters of the wanted alphabet, spread so that no sample looks like a placeholder. */
const run = (length: number, alphabet = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'): string =>
  Array.from({ length }, (_, index) => alphabet[(index * 7 + (index >> 2)) % alphabet.length]).join('');
const hex = (length: number): string => run(length, '0a9b8c7d6e5f4132');
const upper = (length: number): string => run(length, 'AQ3EGTZ7WLKPX2M4N');

/** One real-looking sample a rule; built here, so that no key stands in the source. */
const samples: Readonly<Record<string, string>> = {
  'aws-access-key': `AKIA${upper(16)}`,
  'aws-secret-key': `aws_secret_access_key = ${run(40)}`,
  'github-token': `ghp_${run(36)}`,
  'gitlab-token': `glpat-${run(20)}`,
  'slack-token': `xoxb-${run(40)}`,
  'slack-webhook': `https://hooks.slack.com/services/T${upper(9)}/B${upper(9)}/${run(24)}`,
  'stripe-key': `sk_live_${run(24)}`,
  'stripe-webhook': `whsec_${run(32)}`,
  'google-api-key': `AIza${run(35)}`,
  'google-oauth-secret': `GOCSPX-${run(28)}`,
  'google-access-token': `ya29.${run(60)}`,
  'sendgrid-key': `SG.${run(22)}.${run(43)}`,
  'twilio-key': `SK${hex(32)}`,
  'npm-token': `npm_${run(36)}`,
  'pypi-token': `pypi-AgE${run(60)}`,
  'openai-key': `sk-proj-${run(40)}T3BlbkFJ${run(40)}`,
  'anthropic-key': `sk-ant-api03-${run(80)}`,
  'huggingface-token': `hf_${run(34)}`,
  'digitalocean-token': `dop_v1_${hex(64)}`,
  'shopify-token': `shpat_${hex(32)}`,
  'square-token': `sq0atp-${run(22)}`,
  'mailchimp-key': `${hex(32)}-us14`,
  'telegram-token': `123456789:AA${run(33)}`,
  'azure-storage-key': `AccountName=x;AccountKey=${run(86)}==;`,
  'databricks-token': `dapi${hex(32)}`,
  'vault-token': `hvs.${run(30)}`,
  'docker-token': `dckr_pat_${run(27)}`,
  'postman-key': `PMAK-${hex(24)}-${hex(34)}`,
  'private-key': `-----BEGIN RSA PRIVATE KEY-----\n${run(200)}\n-----END RSA PRIVATE KEY-----`,
  'connection-string': 'postgres://app:s3cr3tPw@db.internal:5432/app',
  jwt: `eyJ${run(20)}.eyJ${run(30)}.${run(43)}`,
};

describe('secretsIn', () => {
  it('has a sample for every rule', () => {
    expect(Object.keys(samples).sort()).toEqual([...new Set(secretRules.map((rule) => rule.id))].sort());
  });

  it.each(Object.entries(samples))('finds %s alone, in JSON and in a log line', (rule, sample) => {
    for (const text of [sample, JSON.stringify({ a: `x ${sample}`, b: 1 }), `2026-01-15 INFO value=${sample} done`]) {
      expect(secretsIn(text).map((found) => found.rule)).toEqual([rule]);
    }
  });

  it('finds several in the order of their place', () => {
    const text = `b ${samples['stripe-key']} then ${samples['aws-access-key']}`;
    expect(secretsIn(text)).toEqual([
      { rule: 'stripe-key', title: 'Stripe secret key', value: samples['stripe-key'], index: 2 },
      {
        rule: 'aws-access-key',
        title: 'AWS access key id',
        value: samples['aws-access-key'],
        index: text.indexOf('AKIA'),
      },
    ]);
  });

  it('gives the password of a connection string, not the string', () => {
    expect(secretsIn('mongodb+srv://u:p4ssw0rd@c0.example.net').map((found) => found.value)).toEqual(['p4ssw0rd']);
  });

  it.each([
    'AKIAIOSFODNN7EXAMPLE',
    'aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    `ghp_${'x'.repeat(36)}`,
    'postgres://user:changeme@localhost/db',
    `postgres://user:${'$'}{DB_PASSWORD}@localhost/db`,
    'postgres://localhost/db',
    'https://example.com:443/a@b',
    'pk_live_is_publishable_0123456789',
    'the sk_live_ prefix',
    'eyJhbGciOiJub25lIn0.$ALICE_TOKEN',
    '-----BEGIN PUBLIC KEY-----',
    'NAKIAQ3EGTZ7WLKPX2M4N',
  ])('leaves %s alone', (text) => {
    expect(secretsIn(text)).toEqual([]);
  });
});
