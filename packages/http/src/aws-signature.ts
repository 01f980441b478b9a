import type { Headers } from '@middlebrick/model';
import { AwsV4Signer } from 'aws4fetch';
import type { AwsCredential } from './contract.ts';

/** What is signed of a request. */
export interface Unsigned {
  method: string;
  /** Origin, path and query as on the wire, but as characters and not as bytes. */
  url: string;
  body: string | undefined;
}

/** Keys are derived once a day for a secret, region and service. */
const keys = new WeakMap<AwsCredential, Map<string, ArrayBuffer>>();

/**
 * The headers that sign a request: AWS Signature Version 4 over method, URL, body, `host` and its own headers. The
 * others are left out, so that a proxy may touch `Accept-Encoding` and the like.
 */
export async function awsHeaders(request: Unsigned, credential: AwsCredential): Promise<Headers> {
  const { accessKeyId, secretAccessKey, sessionToken, region, service } = credential;
  const cache = keys.get(credential) ?? new Map<string, ArrayBuffer>();
  keys.set(credential, cache);
  const signer = new AwsV4Signer({
    method: request.method,
    url: request.url,
    body: request.body ?? '',
    accessKeyId: accessKeyId.reveal(),
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
    region,
    service,
    cache,
  });
  return [...(await signer.sign()).headers];
}

/**
 * The same headers on record. The signature of a request is good for minutes and differs every time: the record says
 * in its place what it was made with.
 */
export function awsRecord({ accessKeyId, secretAccessKey, sessionToken, region, service }: AwsCredential): Headers {
  const signedBy = `${algorithm} Credential=$${accessKeyId.variable}/${region}/${service}/aws4_request`;
  const headers: Headers = [['Authorization', `${signedBy}, Signature=$${secretAccessKey.variable}`]];
  if (sessionToken !== undefined) headers.push(['X-Amz-Security-Token', `$${sessionToken.variable}`]);
  return headers;
}

const algorithm = 'AWS4-HMAC-SHA256';
const recorded =
  /^AWS4-HMAC-SHA256 Credential=\$([A-Z0-9_]{1,200})\/([\w-]{1,64})\/([\w-]{1,64})\/aws4_request, Signature=\$([A-Z0-9_]{1,200})$/;

/** Reads what {@link awsRecord} wrote into an `Authorization` header. */
export function signedWith(
  value: string,
): { accessKeyId: string; secretAccessKey: string; region: string; service: string } | undefined {
  const [, accessKeyId, region, service, secretAccessKey] = recorded.exec(value) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey, region, service };
}
