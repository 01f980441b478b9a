import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposableFiles, hasContentOf, severityOfFile } from './exposed-files.ts';
import { logIn } from './log-text.ts';

const samples: Readonly<Record<string, string>> = {
  '/.env': 'DEBUG=0\n',
  '/.env.local': 'export A_KEY=1\n',
  '/.env.production': 'A_KEY=1',
  '/.git/HEAD': 'ref: refs/heads/main\n',
  '/.git/config': '[core]\n\tbare = false\n',
  '/.aws/credentials': '[default]\naws_access_key_id = x',
  '/.npmrc': '//registry.npmjs.org/:_authToken=x',
  '/.ssh/id_rsa': '-----BEGIN OPENSSH PRIVATE KEY-----\nabc',
  '/serverless.yml': 'service: api\nprovider:\n  name: aws',
  '/samconfig.toml': '[default.deploy.parameters]\n',
  '/template.yaml': "AWSTemplateFormatVersion: '2010-09-09'",
  '/zappa_settings.json': '{"dev":{"s3_bucket":"x"}}',
  '/terraform.tfstate': '{"version":4,"terraform_version":"1.9.0"}',
  '/docker-compose.yml': 'services:\n  api: {}',
  '/config.py': 'SECRET_KEY = "x"',
  '/app.py': 'from flask import Flask\n',
  '/app.js.map': '{"version":3,"sourcesContent":["a"]}',
  '/main.js.map': '{"version":3,"sourcesContent":["a"]}',
  '/backup.sql': 'CREATE TABLE users (id int);',
  '/dump.sql': '-- MySQL dump 10.13',
  '/package.json': '{"name":"x","dependencies":{}}',
  '/requirements.txt': 'flask==3.0.0\n',
};

describe('exposableFiles', () => {
  it.each(exposableFiles.map((file) => [file.path, file] as const))('%s is told by its content', (path, file) => {
    const page = `<!doctype html><pre>${samples[path] ?? ''}</pre>`;
    expect([
      hasContentOf(file, samples[path] ?? ''),
      hasContentOf(file, page),
      hasContentOf(file, '{"error":"not found"}'),
    ]).toEqual([true, false, false]);
  });

  it('is high when a key is in the file', () => {
    const [file] = exposableFiles.filter((entry) => entry.path === '/package.json');
    const key = `npm_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7xC0fL2nR5'}`;
    expect(file && [severityOfFile(file, '{}'), severityOfFile(file, `{"x":"${key}"}`)]).toEqual(['low', 'high']);
  });
});

describe('logIn', () => {
  const log = (rest: string): string =>
    [1, 2, 3].map((second) => `2026-01-15 10:00:0${second} INFO app ${rest}`).join('\n');

  it.each([
    ['text with passwords', log('password=hunter2'), { kind: 'log', holds: 'secrets' }],
    ['text with requests', log('GET /users/42 200'), { kind: 'log', holds: 'requests' }],
    ['text with events', log('started'), { kind: 'log', holds: 'events' }],
    ['lines in JSON', JSON.stringify({ lines: log('GET /users/42').split('\n') }), { kind: 'log', holds: 'requests' }],
    [
      'records in JSON',
      JSON.stringify([1, 2, 3].map((level) => ({ level, msg: 'x' }))),
      { kind: 'log', holds: 'events' },
    ],
    [
      'the combined format',
      Array.from({ length: 3 }, () => '203.0.113.9 - - [15/Jan/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 1').join(
        '\n',
      ),
      { kind: 'log', holds: 'requests' },
    ],
    ['a credential of the scan', log('Authorization $ALICE_TOKEN'), { kind: 'log', holds: 'secrets' }],
    ['metrics', '# HELP a_total x\n# TYPE a_total counter\na_total 1', { kind: 'metrics', holds: 'events' }],
    ['traces', '{"traces":[{"request":{"method":"GET","uri":"/a"}}]}', { kind: 'trace', holds: 'events' }],
  ])('recognises %s', (_, text, expected) => {
    const found = logIn(text);
    expect({ kind: found?.kind, holds: found?.holds }).toEqual(expected);
  });

  it.each([
    '[{"text":"2026-01-15 10:00:00 ERROR app boom"}]',
    '{"items":[{"id":1},{"id":2},{"id":3}]}',
    'INFO',
    '',
  ])('finds none in %s', (text) => {
    expect(logIn(text)).toBeUndefined();
  });

  it.each([
    '2026-01-15 10:00:00 ',
    'a b c [15/Jan/2026:',
    '{"level":',
    '# HELP ',
    'GET /',
    '\\n',
    '"traces":[{',
  ])('takes a megabyte of %j', (piece) => {
    expect(logIn(piece.repeat(1_000_000 / piece.length))?.excerpt.length ?? 0).toBeLessThanOrEqual(120);
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => (logIn(text)?.excerpt.length ?? 0) <= 120));
  });
});
