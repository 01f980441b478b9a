import type { Credential, HttpClient } from '@middlebrick/http';
import { type Exchange, ScanError, type Surface } from '@middlebrick/model';
import { isHtml } from './answer-shape.ts';
import { crawl } from './crawl.ts';
import { createExplorer } from './explorer.ts';
import { findSpec } from './find-spec.ts';
import { surfaceOfGivenSpec } from './given-spec.ts';
import { type CodeRoutes, surfaceOfCode, withRoutes } from './routes-of-code.ts';

export interface DiscoverOptions {
  /** File path or URL of a specification. */
  spec?: string;
  /** What the code of the API shows; stands in for links and common names, and adds to a specification. */
  routes?: CodeRoutes;
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
  const { routes } = options;
  if (options.spec !== undefined) {
    return withRoutes(await surfaceOfGivenSpec(client, options.spec, credential), routes, client.baseUrl);
  }

  const broken = new Set<string>();
  const found = await findSpec(client, { credential, signal, onBroken: (problem) => broken.add(problem) });
  if (found !== undefined) return withRoutes(found, routes, client.baseUrl);
  if (routes !== undefined && routes.operations.length > 0) return surfaceOfCode(routes, client.baseUrl, [...broken]);

  const explorer = createExplorer(client, { credential, maxRequests: maxCrawlRequests, signal });
  const operations = await crawl(explorer);
  if (operations.length > 0) {
    return {
      operations,
      securitySchemes: [],
      source: 'links and common names',
      warnings: [...broken],
      resolve: (node) => node,
    };
  }
  const root = await explorer.ask('/', 'discovery');
  throw nothingFound(client.baseUrl.href, [...broken], root, credential !== undefined);
}

/** What was met instead of an API, and what to do about it. */
function nothingFound(
  url: string,
  broken: readonly string[],
  root: Exchange | undefined,
  isSignedIn: boolean,
): ScanError {
  const status = root?.response?.status;
  const met = root === undefined ? '' : ` ${answerInWords(root)}`;
  const problem = `No API was found on ${url}: no specification, and no link or common name led to an operation.${met}`;
  const message = [problem, ...broken].join(' ');
  if (!isSignedIn && (status === 401 || status === 403)) {
    return new ScanError('NO_SURFACE', message, {
      help: 'Give an identity with --as, or the API description with --spec.',
    });
  }
  const help =
    'Check that this is the base URL of the API, or give its description with --spec <file or URL> or its code with --source <folder>.';
  return new ScanError('NO_SURFACE', message, { help });
}

function answerInWords(root: Exchange): string {
  if (root.response === null) return root.failure?.message ?? 'It gives no answer.';
  return `It answers ${isHtml(root) ? 'with a web page (HTML)' : root.response.status}.`;
}
