import type { Credential } from '@middlebrick/http';
import { type Identity, Secret } from '@middlebrick/model';
import { expect, test } from 'vitest';
import { credentialFrom, derived, kindOf, secretsOf } from './credentials.ts';
import { type IdentityInput, identityConfigSchema } from './identity-config.ts';

const aws = {
  accessKeyId: 'AKID4471',
  secretAccessKey: 'key-of-alice',
  sessionToken: 'session-1',
  region: 'eu-west-1',
};
const config = (input: Partial<IdentityInput>) => identityConfigSchema.parse({ name: 'alice', ...input });

test('access to AWS becomes secrets with names of their own', async () => {
  const credential = await credentialFrom(config({ aws }));
  expect(credential.aws).toMatchObject({ region: 'eu-west-1', service: 'execute-api' });
  expect(secretsOf(credential).map(String)).toEqual([
    '$ALICE_AWS_KEY_ID',
    '$ALICE_AWS_SECRET',
    '$ALICE_AWS_SESSION_TOKEN',
  ]);
});

test.each<[string, Partial<IdentityInput>]>([
  ['bearer', { bearer: 'token-4471' }],
  ['basic', { basic: { username: 'al', password: 'pw' } }],
  ['a header', { headers: { authorization: 'Token 4471' } }],
  ['oauth2', { oauth2: { tokenUrl: '/token', clientId: 'app' } }],
])('AWS and %s both want the Authorization header', async (_, other) => {
  await expect(credentialFrom(config({ aws, ...other }))).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: 'Identity "alice": aws signs with the Authorization header, and another credential wants it, too.',
  });
});

test('an identity is called by the credential that says most of it', () => {
  const kinds = [
    { aws },
    { oauth2: { tokenUrl: '/token', clientId: 'app' } },
    { certificate: { cert: 'a', key: 'b' } },
    { certificate: { cert: 'a', key: 'b' }, bearer: 'x' },
  ];
  expect(kinds.map((input) => kindOf(config(input)))).toEqual(['aws', 'oauth2', 'certificate', 'bearer']);
});

test('a derived credential keeps its connection and its headers against forgery; another token replaces a signature', () => {
  const alice: Identity = { name: 'alice', credential: 'aws', subjects: [], isPrivileged: false };
  const secret = new Secret('secret-4471', 'ALICE_AWS_SECRET');
  const certificate = { cert: 'c', key: 'k', files: { cert: 'a.pem', key: 'a.key' } };
  const base: Credential = {
    identity: 'alice',
    headers: [],
    unsafeHeaders: [{ name: 'X-XSRF-TOKEN', cookie: 'XSRF-TOKEN' }],
    aws: { accessKeyId: secret, secretAccessKey: secret, region: 'eu-west-1', service: 'execute-api' },
    certificate,
  };
  const withHeader = derived(alice, base, { name: 'other', headers: [['X-User', 'bob']] }).credential;
  expect(withHeader).toMatchObject({ aws: base.aws, certificate, unsafeHeaders: base.unsafeHeaders });
  const withToken = derived(alice, base, { name: 'forged', bearer: 'forged-token-1' }).credential;
  expect([withToken.aws, withToken.certificate]).toEqual([undefined, certificate]);
});
