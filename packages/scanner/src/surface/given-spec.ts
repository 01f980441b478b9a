import { readFile, stat } from 'node:fs/promises';
import type { Credential, HttpClient } from '@middlebrick/http';
import { ScanError, type Surface } from '@middlebrick/model';
import { isUrl } from './local-documents.ts';
import { surfaceFromOpenApi } from './openapi.ts';
import { maxSpecSize, parseSpec } from './parse-spec.ts';
import { shown } from './spec-node.ts';

/**
 * The surface of the specification that the user named, a file or a URL.
 *
 * @throws ScanError FILE_UNREADABLE, BAD_SPEC, NO_SURFACE, or what the client says of the URL
 */
export async function surfaceOfGivenSpec(
  client: HttpClient,
  spec: string,
  credential: Credential | undefined,
): Promise<Surface> {
  const text = isUrl(spec) ? await fetched(client, spec, credential) : await readText(spec);
  const location = isUrl(spec) ? withoutQuery(spec, client) : spec;
  const { document } = parseSpec(text, { location });
  const surface = surfaceFromOpenApi(document, { location, baseUrl: client.baseUrl });
  if (surface.operations.length > 0) return surface;
  throw new ScanError('NO_SURFACE', `${shown(location)} describes no operation. ${surface.warnings.join(' ')}`.trim());
}

/** A URL as it may be printed: the query of a signed or shared link is a credential. */
function withoutQuery(url: string, client: HttpClient): string {
  return client.redactor.redact(url.replace(/\?.*$/s, '?…'));
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > maxSpecSize)
      throw new ScanError('BAD_SPEC', `${shown(path)} is larger than ${maxSpecSize / 1024 / 1024} MiB.`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof ScanError) throw error;
    throw new ScanError('FILE_UNREADABLE', `The specification ${shown(path)} cannot be read.`, { cause: error });
  }
}

/** Without a credential first: a public document needs none, and none is then shown to anybody. */
async function fetched(client: HttpClient, url: string, credential: Credential | undefined): Promise<string> {
  const name = shown(withoutQuery(url, client));
  let document = await client.fetchDocument(url, { maxBytes: maxSpecSize });
  if ((document.status === 401 || document.status === 403) && credential !== undefined) {
    document = await client.fetchDocument(url, { maxBytes: maxSpecSize, credential });
  }
  if (document.status < 200 || document.status > 299) {
    throw new ScanError('BAD_SPEC', `${name} answered ${document.status} and gave no specification.`);
  }
  if (document.truncated) throw new ScanError('BAD_SPEC', `${name} is larger than ${maxSpecSize / 1024 / 1024} MiB.`);
  return document.body;
}
