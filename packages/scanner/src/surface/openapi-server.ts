import { isUrl } from './local-documents.ts';
import { field, isSpecNode, listField, nodeField, shown, textField } from './spec-node.ts';
import type { Warnings } from './warnings.ts';

export interface ServerContext {
  baseUrl: URL;
  location: string;
  warnings: Warnings;
}

/**
 * Where the paths of a specification begin on the target, as a prefix: `/api/v1` or empty.
 *
 * A target URL with a path of its own says it better than the specification does, which describes another
 * deployment. The servers named by a specification never widen the scope: only their path is used.
 */
export function pathPrefix(servers: readonly unknown[], context: ServerContext): string {
  const urls = servers.flatMap((server) => serverUrl(server, context) ?? []);
  const onTarget = urls.find((url) => url.host === context.baseUrl.host);
  const chosen = onTarget ?? urls[0];
  if (chosen === undefined) return '';
  if (onTarget === undefined) {
    context.warnings.add(
      `The specification names the server ${chosen.host}; the scan stays on ${context.baseUrl.host} and uses only its path`,
    );
  }
  const prefix = trimmed(chosen.pathname);
  const own = trimmed(context.baseUrl.pathname);
  if (own === '') return prefix;
  if (prefix !== '' && prefix !== own) {
    context.warnings.add(`The specification puts its paths below ${prefix}; the target URL puts them below ${own}`);
  }
  return '';
}

/** The servers of a document: `servers` since 3.0, `host`, `basePath` and `schemes` in 2.0. */
export function documentServers(document: unknown): readonly unknown[] {
  if (Array.isArray(field(document, 'servers'))) return listField(document, 'servers');
  const host = textField(document, 'host');
  const basePath = textField(document, 'basePath') ?? '';
  if (host === undefined) return basePath === '' ? [] : [{ url: basePath }];
  const schemes = listField(document, 'schemes');
  const scheme = schemes.includes('https') || schemes.length === 0 ? 'https' : 'http';
  return [{ url: `${scheme}://${host}${basePath.startsWith('/') ? '' : '/'}${basePath}` }];
}

function serverUrl(server: unknown, context: ServerContext): URL | undefined {
  const template = textField(server, 'url');
  if (template === undefined || !isSpecNode(server)) return undefined;
  const filled = template.slice(0, 2000).replace(/\{([^{}]{1,100})\}/g, (_, name: string) => {
    const variable = nodeField(nodeField(server, 'variables'), name);
    const value = field(variable, 'default') ?? listField(variable, 'enum')[0] ?? '';
    return String(typeof value === 'object' ? '' : value);
  });
  try {
    // A relative server URL is relative to the place of the document (OpenAPI 3.1, section 4.8.5).
    const root = isUrl(context.location) ? context.location : context.baseUrl.origin;
    return new URL(filled, root);
  } catch {
    context.warnings.add('Server URLs that cannot be read are left out', shown(template));
    return undefined;
  }
}

function trimmed(pathname: string): string {
  return pathname.replace(/\/+$/, '').replace(/^\/{2,}/, '/');
}
