import {
  type AwsCredential,
  type Credential,
  createCookieStore,
  loadClientCertificate,
  type SignedHeader,
} from '@middlebrick/http';
import { type CredentialKind, type Identity, ScanError, Secret, variableName } from '@middlebrick/model';
import type { Alteration } from '../define-check.ts';
import { describeSelf, jwtParts } from './claims.ts';
import type { AwsConfig } from './credential-schemas.ts';
import type { IdentityConfig } from './identity-config.ts';

/**
 * The credential that a configuration describes, before any login.
 * @throws ScanError FILE_UNREADABLE or BAD_CONFIG for a client certificate that cannot be used; BAD_CONFIG for two
 *   credentials that want the same header
 */
export async function credentialFrom(config: IdentityConfig): Promise<Credential> {
  const secret = (value: string, what: string): Secret => new Secret(value, variableName(config.name, what));
  const headers: SignedHeader[] = [];
  if (config.bearer !== undefined)
    headers.push({ name: 'Authorization', prefix: 'Bearer ', secret: secret(config.bearer, 'TOKEN') });
  if (config.basic !== undefined) {
    const pair = Buffer.from(`${config.basic.username}:${config.basic.password}`).toString('base64');
    headers.push({ name: 'Authorization', prefix: 'Basic ', secret: secret(pair, 'BASIC') });
  }
  if (config.apiKey?.in === 'header')
    headers.push({ name: config.apiKey.name, prefix: '', secret: secret(config.apiKey.value, 'KEY') });
  for (const [name, value] of Object.entries(config.headers ?? {})) {
    headers.push({ name, prefix: '', secret: secret(value, name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')) });
  }
  const query =
    config.apiKey?.in === 'query'
      ? [{ name: config.apiKey.name, secret: secret(config.apiKey.value, 'KEY') }]
      : undefined;
  const cookies = createCookieStore(config.name);
  for (const pair of config.cookie?.split(';') ?? []) {
    const index = pair.indexOf('=');
    if (index > 0) await cookies.set(pair.slice(0, index).trim(), pair.slice(index + 1).trim());
  }
  const { aws, certificate } = config;
  const hasAuthorization = headers.some(({ name }) => name.toLowerCase() === 'authorization');
  if (aws !== undefined && (hasAuthorization || config.oauth2 !== undefined)) {
    const problem = 'aws signs with the Authorization header, and another credential wants it, too';
    throw new ScanError('BAD_CONFIG', `Identity "${config.name}": ${problem}.`, { help: 'Give it one of the two.' });
  }
  return {
    identity: config.name,
    headers,
    cookies,
    ...(query === undefined ? {} : { query }),
    ...(aws === undefined ? {} : { aws: awsCredential(aws, secret) }),
    ...(certificate === undefined ? {} : { certificate: await loadClientCertificate(config.name, certificate) }),
  };
}

function awsCredential(config: AwsConfig, secret: (value: string, what: string) => Secret): AwsCredential {
  const { accessKeyId, secretAccessKey, sessionToken, region, service } = config;
  return {
    accessKeyId: secret(accessKeyId, 'AWS_KEY_ID'),
    secretAccessKey: secret(secretAccessKey, 'AWS_SECRET'),
    ...(sessionToken === undefined ? {} : { sessionToken: secret(sessionToken, 'AWS_SESSION_TOKEN') }),
    region,
    service,
  };
}

/** Every secret of a credential that is known now, for the redactor. */
export function secretsOf(credential: Credential): Secret[] {
  return [
    ...credential.headers.map((header) => header.secret),
    ...(credential.query ?? []).map((entry) => entry.secret),
    ...(credential.cookies?.secrets() ?? []),
    ...(credential.unsafeHeaders ?? []).flatMap((header) => ('secret' in header ? [header.secret] : [])),
    ...[credential.aws?.accessKeyId, credential.aws?.secretAccessKey, credential.aws?.sessionToken].filter(
      (secret) => secret !== undefined,
    ),
  ];
}

export function kindOf(config: IdentityConfig): CredentialKind {
  if (config.login !== undefined) return 'login';
  if (config.oauth2 !== undefined) return 'oauth2';
  if (config.bearer !== undefined) return 'bearer';
  if (config.basic !== undefined) return 'basic';
  if (config.apiKey !== undefined) return 'apiKey';
  if (config.cookie !== undefined) return 'cookie';
  if (config.aws !== undefined) return 'aws';
  if (config.headers !== undefined) return 'header';
  return config.certificate === undefined ? 'none' : 'certificate';
}

/** The bearer token of a credential in clear, when it has one. */
export function bearerOf(credential: Credential): string | undefined {
  return credential.headers.find((header) => header.prefix.toLowerCase() === 'bearer ')?.secret.reveal();
}

/** What the token of a credential says of its bearer. */
export function selfFromToken(credential: Credential): ReturnType<typeof describeSelf> {
  const parts = jwtParts(bearerOf(credential) ?? '');
  return parts === undefined ? { subjects: [], isAdmin: false } : describeSelf(parts.claims);
}

/** A new identity and credential, changed as asked; the originals stay as they are. */
export function derived(
  identity: Identity,
  credential: Credential | undefined,
  alteration: Alteration,
): { identity: Identity; credential: Credential } {
  const name = `${identity.name}+${alteration.name}`;
  const variable = variableName(name, 'TOKEN');
  const base = credential ?? { identity: 'anonymous', headers: [] };
  const replacesToken = alteration.bearer !== undefined;
  const kept = base.headers.filter((header) => !(replacesToken && header.name.toLowerCase() === 'authorization'));
  const headers: SignedHeader[] = [...kept];
  if (alteration.bearer !== undefined)
    headers.push({ name: 'Authorization', prefix: 'Bearer ', secret: new Secret(alteration.bearer, variable) });
  for (const [header, value] of alteration.headers ?? [])
    headers.push({
      name: header,
      prefix: '',
      secret: new Secret(value, variableName(name, header.toUpperCase().replace(/[^A-Z0-9]+/g, '_'))),
    });
  if (alteration.cookie !== undefined)
    headers.push({ name: 'Cookie', prefix: '', secret: new Secret(alteration.cookie, variableName(name, 'COOKIE')) });
  return {
    identity: {
      ...identity,
      name,
      derivedFrom: identity.name,
      credential: identity.credential === 'none' ? 'header' : identity.credential,
    },
    credential: {
      identity: name,
      headers,
      ...(base.query === undefined ? {} : { query: base.query }),
      ...(alteration.cookie === undefined && base.cookies !== undefined ? { cookies: base.cookies } : {}),
      ...(base.unsafeHeaders === undefined ? {} : { unsafeHeaders: base.unsafeHeaders }),
      ...(replacesToken || base.aws === undefined ? {} : { aws: base.aws }),
      ...(base.certificate === undefined ? {} : { certificate: base.certificate }),
    },
  };
}
