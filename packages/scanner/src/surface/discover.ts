import type { Credential, HttpClient } from '@middlebrick/http';
import { ScanError, type Surface } from '@middlebrick/model';
import { crawl } from './crawl.ts';
import { createExplorer } from './explorer.ts';
import { findSpec } from './find-spec.ts';
import { surfaceOfGivenSpec } from './given-spec.ts';

export interface DiscoverOptions {
  /** File path or URL of a specification. */
  spec?: string;
  /** The first one is used where anonymous callers are refused. */
  credentials: readonly Credential[];
  signal?: AbortSignal;
}

/** Most requests of a discovery without a specification. */
const maxCrawlRequests = 120;

/**
 * Finds out what can be called: from the specification given, else from one in a well-known place, else from the
 * links in answers and a list of common names. Sends GETs only.
 *
 * @throws ScanError NO_SURFACE when nothing is found; BAD_SPEC or FILE_UNREADABLE for the specification given;
 *   whatever ends the scan
 */
export async function discoverSurface(client: HttpClient, options: DiscoverOptions): Promise<Surface> {
  const { signal } = options;
  signal?.throwIfAborted();
  const credential = options.credentials[0];
  if (options.spec !== undefined) return surfaceOfGivenSpec(client, options.spec, credential);

  const broken = new Set<string>();
  const found = await findSpec(client, { credential, signal, onBroken: (problem) => broken.add(problem) });
  if (found !== undefined) return found;

  const operations = await crawl(createExplorer(client, { credential, maxRequests: maxCrawlRequests, signal }));
  if (operations.length > 0) {
    return {
      operations,
      securitySchemes: [],
      source: 'links and common names',
      warnings: [...broken],
      resolve: (node) => node,
    };
  }
  const problem = `No specification was found on ${client.baseUrl.href}, and no link or common name led to an operation.`;
  throw new ScanError('NO_SURFACE', [problem, ...broken].join(' '));
}
