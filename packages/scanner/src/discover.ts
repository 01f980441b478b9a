import { type HttpClient, openClient } from '@middlebrick/http';
import type { Operation, Surface } from '@middlebrick/model';
import { discoverSurface, looksStateChanging } from './surface/index.ts';

/** What an API shows of itself before any identity is known. */
export interface Discovery {
  target: string;
  surface: Surface;
  /** Operations that look like a login, the likeliest first. */
  logins: Operation[];
  /** GETs that look as if they changed state and are left alone. */
  leftAlone: Operation[];
}

const loginPath = /(?:^|\/)(?:log-?in|sign-?in|auth(?:enticate)?|token|session|sessions|oauth2?\/token)\/?$/i;

/**
 * Looks at an API without credentials: the first half of a scan, for `middlebrick init`.
 * @throws ScanError when the target cannot be reached or shows nothing
 */
export async function discover(options: {
  target: string;
  spec?: string;
  insecure?: boolean;
  version: string;
  signal?: AbortSignal;
}): Promise<Discovery> {
  const { target, spec, insecure, version, signal } = options;
  await using client: HttpClient = await openClient({
    baseUrl: target,
    userAgent: `middlebrick/${version}`,
    scanId: 'init',
    ...(insecure === undefined ? {} : { insecure }),
    ...(signal === undefined ? {} : { signal }),
  });
  const surface = await discoverSurface(client, { credentials: [], ...(spec === undefined ? {} : { spec }) });
  return {
    target: client.baseUrl.href,
    surface,
    logins: surface.operations.filter((operation) => operation.method === 'POST' && loginPath.test(operation.path)),
    leftAlone: surface.operations.filter(
      (operation) => operation.method === 'GET' && looksStateChanging(operation) !== undefined,
    ),
  };
}
