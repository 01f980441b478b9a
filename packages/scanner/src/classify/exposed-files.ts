import type { Severity } from '@middlebrick/model';
import { secretsIn } from './secrets.ts';

/** A file that deployments forget, with the words by which its content is told from a page that answers everything. */
export interface ExposableFile {
  path: string;
  title: string;
  severity: Severity;
  content: RegExp;
}

const environment = /^(?:export )?[A-Z][A-Z0-9_]{2,60}=\S/m;
const dump = /^(?:CREATE TABLE |INSERT INTO |-- (?:MySQL|PostgreSQL|SQLite)[^\n]{0,40} dump|PRAGMA foreign_keys)/m;

/** Files of the stacks that APIs are built on. `content` is searched in at most the first 256 kB. */
export const exposableFiles: readonly ExposableFile[] = [
  { path: '/.env', title: 'environment file', severity: 'high', content: environment },
  { path: '/.env.local', title: 'environment file', severity: 'high', content: environment },
  { path: '/.env.production', title: 'environment file', severity: 'high', content: environment },
  {
    path: '/.git/HEAD',
    title: 'Git repository',
    severity: 'high',
    content: /^(?:ref: refs\/[\w./-]{1,200}|[0-9a-f]{40})\s*$/,
  },
  { path: '/.git/config', title: 'Git configuration', severity: 'high', content: /^\[core\]\s*$/m },
  {
    path: '/.aws/credentials',
    title: 'AWS credentials file',
    severity: 'high',
    content: /^aws_access_key_id\s{0,4}=/im,
  },
  {
    path: '/.npmrc',
    title: 'npm configuration',
    severity: 'medium',
    content: /^(?:\/\/[^\s=]{1,200}:_authToken=|registry=)/m,
  },
  { path: '/.ssh/id_rsa', title: 'private key', severity: 'high', content: /^-----BEGIN [A-Z ]{0,24}PRIVATE KEY-----/ },
  {
    path: '/serverless.yml',
    title: 'Serverless Framework configuration',
    severity: 'medium',
    content: /^(?:service|provider|functions):/m,
  },
  {
    path: '/samconfig.toml',
    title: 'AWS SAM configuration',
    severity: 'medium',
    content: /^\[[\w-]{1,40}\.(?:deploy|global|build)[\w.]{0,40}\]/m,
  },
  {
    path: '/template.yaml',
    title: 'AWS SAM template',
    severity: 'medium',
    content: /^(?:AWSTemplateFormatVersion|Transform|Resources):/m,
  },
  {
    path: '/zappa_settings.json',
    title: 'Zappa settings',
    severity: 'high',
    content: /"(?:s3_bucket|app_function|django_settings)"\s{0,4}:/,
  },
  { path: '/terraform.tfstate', title: 'Terraform state', severity: 'high', content: /"terraform_version"\s{0,4}:/ },
  { path: '/docker-compose.yml', title: 'Compose file', severity: 'medium', content: /^services:\s*$/m },
  {
    path: '/config.py',
    title: 'source file',
    severity: 'high',
    content: /^(?:import |from \w{1,40} import |[A-Z_]{3,40} ?= ?|class \w{1,60})/m,
  },
  { path: '/app.py', title: 'source file', severity: 'high', content: /^(?:import \w|from [\w.]{1,60} import )/m },
  { path: '/app.js.map', title: 'source map', severity: 'medium', content: /"sourcesContent"\s{0,4}:\s{0,4}\[/ },
  { path: '/main.js.map', title: 'source map', severity: 'medium', content: /"sourcesContent"\s{0,4}:\s{0,4}\[/ },
  { path: '/backup.sql', title: 'database dump', severity: 'high', content: dump },
  { path: '/dump.sql', title: 'database dump', severity: 'high', content: dump },
  {
    path: '/package.json',
    title: 'package manifest',
    severity: 'low',
    content: /"(?:dependencies|devDependencies)"\s{0,4}:\s{0,4}\{/,
  },
  {
    path: '/requirements.txt',
    title: 'package list',
    severity: 'low',
    content: /^[A-Za-z][\w.-]{1,60}(?:\[[\w,]{1,40}\])?[=~<>]=[\d.]{1,20}/m,
  },
];

/** Whether a body has the content of the file, and is not a page of the web. */
export function hasContentOf(file: ExposableFile, body: string): boolean {
  const start = body.slice(0, 262_144);
  return !/^\s{0,64}<(?:!doctype|html|\?xml)/i.test(start) && file.content.test(start);
}

/** A file with a key in it is worth more than its kind says. */
export function severityOfFile(file: ExposableFile, body: string): Severity {
  return secretsIn(body).length > 0 ? 'high' : file.severity;
}
