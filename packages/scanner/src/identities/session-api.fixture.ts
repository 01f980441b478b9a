import { type HttpClient, inProcessTransport, openClient } from '@middlebrick/http';
import type { Operation, Surface } from '@middlebrick/model';

/** A client over a function instead of a network. */
export function clientOf(api: (request: Request) => Response | Promise<Response>): Promise<HttpClient> {
  return openClient({
    baseUrl: 'http://small.test',
    userAgent: 'middlebrick/0.0.0',
    scanId: 'test',
    transport: inProcessTransport(api),
  });
}

export function surfaceOf(operations: Operation[]): Surface {
  return { operations, securitySchemes: [], source: 'test', warnings: [], resolve: (node) => node };
}

/** The bearer token of a request. */
export function bearerIn(request: Request): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
}
