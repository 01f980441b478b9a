import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { audit, auditReport, discover } from '@middlebrick/auditor';
import { formats } from '@middlebrick/report';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'middlebrick-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Characters as secrets have them; put together here, so that nobody who looks for secrets finds them. */
const random = (from: number, length: number): string =>
  'Zk3Qw9XvB7nM2pLr8TyJ4hGd6FsAc5Ue'.repeat(8).slice(from, from + length);

const secrets = {
  password: `t7-${random(1, 9)}-41`,
  signing: random(3, 24),
  github: `ghp_${random(5, 36)}`,
  stripe: `sk_live_${random(7, 24)}`,
  aws: random(9, 40),
  address: `postgres://app:${random(11, 14)}@db.internal:5432/orders`,
  privateKey: `MI${random(13, 60)}\n${random(15, 60)}`,
};

const files: Readonly<Record<string, string>> = {
  '.env': `DB_PASSWORD=${secrets.password}\nexport STRIPE="${secrets.stripe}"\nDATABASE_URL=${secrets.address}\n`,
  'config/production.json': `{"db": {"password": "${secrets.password}"}, "apiKey": "${secrets.signing}", "g": "${secrets.github}"}`,
  'deploy.properties': `# ${secrets.github}\naws_secret_access_key = ${secrets.aws}\n`,
  'app.py': [
    'import boto3',
    'from flask import Flask',
    'app = Flask(__name__)',
    `app.secret_key = "${secrets.signing}"  # before: ${secrets.github}`,
    `client = boto3.client("s3", aws_secret_access_key="${secrets.aws}", password="${secrets.password}")`,
    `KEY = """-----BEGIN ${'PRIVATE'} KEY-----\n${secrets.privateKey}\n-----END ${'PRIVATE'} KEY-----"""`,
    `if __name__ == "__main__": app.run(debug=True)  # ${secrets.address} ${secrets.stripe}`,
  ].join('\n'),
  'template.yaml': [
    "AWSTemplateFormatVersion: '2010-09-09'",
    'Resources:',
    '  Api:',
    '    Type: AWS::Lambda::Function',
    '    Properties:',
    '      Environment:',
    '        Variables:',
    `          DB_PASSWORD: ${secrets.password}`,
  ].join('\n'),
};

describe('an audit of code and settings with secrets', () => {
  test('finds each of them, and shows none in any format', async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const audited = await audit(await discover(root));
    const report = auditReport(audited, { target: root, version: '0.1.0', startedAt: new Date(0) });
    const found = report.findings
      .filter(({ check }) => /secret/.test(check))
      .map(({ code }) => `${code?.place.path}:${code?.place.line}`);
    expect(found.toSorted()).toEqual([
      ...['.env:1', '.env:2', '.env:3'],
      ...['app.py:10', 'app.py:10', 'app.py:4', 'app.py:4', 'app.py:5', 'app.py:5', 'app.py:6'],
      ...['config/production.json:1', 'config/production.json:1', 'config/production.json:1'],
      ...['deploy.properties:1', 'deploy.properties:2', 'template.yaml:8'],
    ]);
    const pages = Object.entries(formats).map(
      ([name, { render }]) => [name, render(report, { width: 200, color: false, verbose: true })] as const,
    );
    const parts = Object.entries(secrets).flatMap(([name, secret]) =>
      secret.split('\n').map((line) => [name, line.slice(3)] as const),
    );
    const leaks = pages.flatMap(([format, page]) =>
      parts.filter(([, part]) => page.includes(part)).map(([name]) => `${format}: ${name}`),
    );
    expect(leaks).toEqual([]);
  });
});
