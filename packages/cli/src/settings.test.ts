import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isScanError } from '@middlebrick/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Settings, settingsFrom } from './settings.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'middlebrick-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
/** A configuration file with this text. */
function file(text: string): string {
  const path = join(folder, `c${++count}.yaml`);
  writeFileSync(path, text);
  return path;
}

const none = 'target: http://file:1\n';
const from = (flags: object, environment: NodeJS.ProcessEnv = {}, yaml = none): Settings =>
  settingsFrom(undefined, { config: file(yaml), ...flags }, environment);

/** The one line that somebody sees, with the name of the file made short. */
function complaint(flags: object, environment: NodeJS.ProcessEnv = {}, yaml = none): string {
  try {
    from(flags, environment, yaml);
  } catch (error) {
    if (isScanError(error)) return `${error.message} ${error.help}`.replaceAll(/\S*\/c\d+\.yaml/g, 'FILE');
    throw error;
  }
  return 'no complaint';
}

const identity = { subjects: [], owns: {} };

describe('flags win over the environment, and both over the file', () => {
  test('the target', () => {
    const environment = { MIDDLEBRICK_TARGET: 'http://variable:1' };
    expect(settingsFrom('http://flag:1', { config: file(none) }, environment).target).toBe('http://flag:1');
    expect(from({}, environment).target).toBe('http://variable:1');
    expect(from({}, { MIDDLEBRICK_TARGET: '' }).target).toBe('http://file:1');
  });

  test('every option', () => {
    const yaml = `
target: http://file:1
spec: file.yaml
source: services/file
header: "X-Tenant: file"
authorized: true
only: bola, auth/jwt-*
skip: [data]
reads: post /search
rate: 5
settle: 2
max-requests: 50
timeout: 3
seed: 9
context: medical
policy:
  GET /api/topics: { any: everyone }
matrix: true
scope: [other.test]
insecure: true
ca: file.pem
proxy: http://file:8080
format: sarif
output: file.html
save: file.ndjson
baseline: file-baseline.json
suppress:
  - fingerprint: 3f2a91c07be4d512
    reason: accepted until the move
    until: 2027-01-31
fail-on: high
threshold: 80
verbose: true
quiet: true
color: false
`;
    const configured: Settings = {
      target: 'http://file:1',
      spec: 'file.yaml',
      source: 'services/file',
      headers: [['X-Tenant', 'file']],
      authorized: true,
      active: false,
      keep: false,
      only: ['bola', 'auth/jwt-*'],
      skip: ['data'],
      reads: ['POST /search'],
      scope: ['other.test'],
      insecure: true,
      ca: 'file.pem',
      proxy: 'http://file:8080',
      identities: [],
      rate: 5,
      settle: 2,
      maxRequests: 50,
      timeoutSeconds: 3,
      seed: 9,
      context: 'medical',
      policy: { 'GET /api/topics': { any: ['everyone'] } },
      matrix: true,
      format: 'sarif',
      outputs: ['file.html'],
      save: 'file.ndjson',
      baseline: 'file-baseline.json',
      updateBaseline: false,
      suppressions: [{ fingerprint: '3f2a91c07be4d512', reason: 'accepted until the move', until: '2027-01-31' }],
      failOn: 'high',
      threshold: 80,
      verbose: true,
      quiet: true,
      color: false,
    };
    expect(from({}, {}, yaml)).toEqual(configured);
    const flags = {
      spec: 'flag.yaml',
      source: 'services/flag',
      header: ['X-Tenant: flag'],
      only: ['data'],
      skip: ['bola,bfla'],
      reads: ['POST /find'],
      scope: ['flag.test'],
      rate: '0.5',
      settle: '0',
      maxRequests: '7',
      timeout: '1',
      seed: '0',
      context: 'public',
      json: true,
      output: ['a.html', 'b.sarif'],
      save: 'flag.ndjson',
      failOn: 'critical',
      threshold: '0',
    };
    expect(from(flags, {}, yaml)).toEqual({
      ...configured,
      spec: 'flag.yaml',
      source: 'services/flag',
      headers: [['X-Tenant', 'flag']],
      only: ['data'],
      skip: ['bola', 'bfla'],
      reads: ['POST /find'],
      scope: ['flag.test'],
      rate: 0.5,
      settle: 0,
      maxRequests: 7,
      timeoutSeconds: 1,
      seed: 0,
      context: 'public',
      format: 'json',
      outputs: ['a.html', 'b.sarif'],
      save: 'flag.ndjson',
      failOn: 'critical',
      threshold: 0,
    });
  });

  test('identities, name by name, and what the file says besides the credential stays', () => {
    const yaml = `
identities:
  Alice: { bearer: "\${UNSET}", role: admin, owns: { order_id: ["7"] } }
  user-2: { bearer: file-2 }
  carol: { cookie: "sid=file-3" }
as: dave=bearer:file-4
`;
    const environment = {
      MIDDLEBRICK_AS_USER_2: 'basic:two:pass:word',
      MIDDLEBRICK_AS_ERIN: 'apikey:X-Api-Key:variable-5',
      MIDDLEBRICK_AS_FRED: '',
      MIDDLEBRICK_AS_ALICE: 'bearer:variable-1',
    };
    expect(from({ as: ['Alice=bearer:flag-1'] }, environment, yaml).identities).toEqual([
      { name: 'Alice', bearer: 'flag-1', role: 'admin', subjects: [], owns: { order_id: ['7'] } },
      { name: 'user-2', basic: { username: 'two', password: 'pass:word' }, ...identity },
      { name: 'carol', cookie: 'sid=file-3', ...identity },
      { name: 'dave', bearer: 'file-4', ...identity },
      { name: 'erin', apiKey: { in: 'header', name: 'X-Api-Key', value: 'variable-5' }, ...identity },
    ]);
  });

  test('variables stand in texts, and a doubled dollar keeps them as they are', () => {
    const yaml = `spec: "\${DIR}/a-\${DIR}.yaml"\nsave: "$\${DIR}"\n`;
    const { spec, save } = from({}, { DIR: 'x' }, yaml);
    expect([spec, save]).toEqual(['x/a-x.yaml', `\${DIR}`]);
  });
});

const secret = 'S3cr3t-9f8e7d';

describe('what is wrong is said in one line, with the way out and without a credential', () => {
  test.each<[object, string]>([
    [{ rate: '0' }, '--rate takes a number of at least 0.01, not "0". See `middlebrick scan --help`.'],
    [{ rate: '1e999' }, '--rate takes a number of at least 0.01, not "1e999". See `middlebrick scan --help`.'],
    [
      { maxRequests: '1.5' },
      '--max-requests takes a whole number of at least 1, not "1.5". See `middlebrick scan --help`.',
    ],
    [{ timeout: '99999' }, '--timeout takes a number from 0.01 to 3600, not "99999". See `middlebrick scan --help`.'],
    [{ seed: '-1' }, '--seed takes a whole number of at least 0, not "-1". See `middlebrick scan --help`.'],
    [{ seed: '0x10' }, '--seed takes a whole number of at least 0, not "0x10". See `middlebrick scan --help`.'],
    [{ threshold: '101' }, '--threshold takes a number from 0 to 100, not "101". See `middlebrick scan --help`.'],
    [{ threshold: '' }, '--threshold takes a number from 0 to 100, not "". See `middlebrick scan --help`.'],
    [{ header: [secret] }, 'A --header is not written as <Name>: <value>. For example: --header "X-Tenant: acme".'],
    [
      { header: [`X-A: ${secret}\r\nX-B: c`] },
      'A --header is not written as <Name>: <value>. For example: --header "X-Tenant: acme".',
    ],
    [{ reads: ['search'] }, '--reads takes an operation, not "search". For example: --reads "POST /search".'],
    [
      { as: [`alice=bearer:${secret}`, 'Alice=bearer:x'] },
      'Identity "Alice" is given twice with --as. Give every identity a name of its own.',
    ],
  ])('%j', (flags, line) => {
    expect(complaint(flags)).toBe(line);
  });

  test('a variable that holds no identity', () => {
    expect(complaint({}, { MIDDLEBRICK_AS_ALICE: secret })).toBe(
      'MIDDLEBRICK_AS_ALICE: Identity "alice": the kind of its credential is missing. MIDDLEBRICK_AS_ALICE holds <kind>:<credential>, such as bearer:TOKEN.',
    );
  });

  const mend = 'Mend the configuration file, or write a fresh one with `middlebrick init`.';
  test.each<[string, string]>([
    ['raet: 5', 'FILE line 1, raet: there is no such key. Did you mean rate?'],
    [
      'target: x\nidentities:\n  alice:\n    baerer: x',
      'FILE line 4, identities.alice.baerer: there is no such key. Did you mean bearer?',
    ],
    [
      'identities:\n  alice:\n    bearer: 12345',
      'FILE line 3, identities.alice.bearer: must be a text, not a number. Put quotes around it.',
    ],
    [
      'identities:\n  alice:\n    role: admin',
      'FILE, identities.alice: it has no credential. Give it one of bearer, basic, apiKey, cookie, headers, login, oauth2, aws, certificate, or set MIDDLEBRICK_AS_ALICE.',
    ],
    [
      'identities:\n  alice:',
      `FILE line 2, identities.alice: must be a block of keys and values, and there is nothing. ${mend}`,
    ],
    ['identities:\n  alice:\n    login: { json: {} }', `FILE line 3, identities.alice.login.path: is missing. ${mend}`],
    [
      'identities:\n  alice:\n    login:\n      - path: /a\n        json: { t: "{csfr}" }\n        capture: { csrf: { cookie: c } }',
      `FILE line 5, identities.alice.login.0.json.t: no step before captures {csfr}. ${mend}`,
    ],
    [
      'identities:\n  alice:\n    login: { path: /a, capture: { a: { json: x, cookie: y } } }',
      `FILE line 3, identities.alice.login.capture.a: must say one place: json, header, cookie, input or meta. ${mend}`,
    ],
    [
      'identities:\n  alice:\n    login: { path: /a, capture: { a: { heder: x } } }',
      'FILE line 3, identities.alice.login.capture.a.heder: there is no such key. Did you mean header?',
    ],
    [
      'identities:\n  alice:\n    oauth2: { tokenUrl: /token, clientId: a, grant: password, username: al }',
      `FILE line 3, identities.alice.oauth2.password: is missing, and the grant password needs it. ${mend}`,
    ],
    [
      'identities:\n  alice:\n    oauth2: { tokenUrl: token, clientId: a }',
      `FILE line 3, identities.alice.oauth2.tokenUrl: a token endpoint is a path below the target or a URL. ${mend}`,
    ],
    [
      'identities:\n  alice:\n    oauth2: { tokenUrl: /token, clientSecrt: a, clientId: a }',
      'FILE line 3, identities.alice.oauth2.clientSecrt: there is no such key. Did you mean clientSecret?',
    ],
    [
      'identities:\n  alice:\n    bearer: x\n    totp: { secret: "1890" }',
      `FILE line 4, identities.alice.totp.secret: the secret of a TOTP is written in base32: letters and the digits 2 to 7. ${mend}`,
    ],
    [
      'identities:\n  alice:\n    aws: { accessKeyId: A, secretAccessKey: b }',
      `FILE line 3, identities.alice.aws.region: is missing. ${mend}`,
    ],
    [
      'identities:\n  a b:\n    bearer: x',
      `FILE, identities.a b: a name starts with a letter and has at most 40 letters, digits, ".", "_" or "-". ${mend}`,
    ],
    [
      `identities:\n  alice:\n    bearer: "\${TOKEN}"`,
      'FILE line 3, identities.alice.bearer: the variable TOKEN is not set. Set it, for example with: export TOKEN=…',
    ],
    ['rate: fast', `FILE line 1, rate: must be a number, not a text. ${mend}`],
    ['rate: 0', `FILE line 1, rate: must be a number of at least 0.01. ${mend}`],
    ['insecure: "yes"', `FILE line 1, insecure: must be true or false, not a text. ${mend}`],
    ['fail-on: severe', `FILE line 1, fail-on: must be one of critical, high, medium, low, info. ${mend}`],
    ['output: 5', 'FILE line 1, output: must be a text or a list of texts, not a number. Put quotes around it.'],
    ['- target', `FILE: must be a block of keys and values, not a list. ${mend}`],
    [
      'a: b: c',
      `FILE line 1, column 4 is not valid YAML: a block stands within a line; put quotes around values with ": ". ${mend}`,
    ],
    ['target: x\ntarget: y', `FILE line 2, column 1 is not valid YAML: a key stands twice in one block. ${mend}`],
    ['target:\n\t- x', `FILE line 2, column 1 is not valid YAML: tabs cannot indent; use spaces. ${mend}`],
    [
      `spec: "${secret}`,
      `FILE line 1, column 21 is not valid YAML: a closing quote, bracket or brace is missing. ${mend}`,
    ],
    [
      `spec: *${secret}`,
      'FILE is not valid YAML: an alias (*name) has no anchor, or too many. Put quotes around values that begin with *.',
    ],
    [
      `spec: @${secret}`,
      `FILE line 1, column 7 is not valid YAML: a value begins with a character that needs quotes. ${mend}`,
    ],
  ])('%j', (yaml, line) => {
    const said = complaint({}, {}, yaml);
    expect(said).toBe(line);
    expect(said).not.toContain(secret);
  });

  test('nothing is wanted of a login that a flag replaces', () => {
    const yaml = `identities:\n  alice:\n    totp: "\${NOT_SET_TOTP}"\n    login: { path: "/\${NOT_SET_PATH}" }\n    role: admin`;
    expect(complaint({}, {}, yaml)).toContain('the variable NOT_SET_TOTP is not set');
    expect(from({ as: ['alice=bearer:x'] }, {}, yaml).identities).toEqual([
      { name: 'alice', bearer: 'x', role: 'admin', ...identity },
    ]);
  });

  test('an empty file asks for nothing', () => {
    expect(from({}, {}, '').target).toBeUndefined();
    expect(from({}, {}, '# nothing\n').identities).toEqual([]);
  });
});
