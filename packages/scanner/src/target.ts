import { type HttpClient, isLocalAddress } from '@middlebrick/http';
import { ScanError } from '@middlebrick/model';

/**
 * Credentials go beyond loopback and private networks only when the person running the scan says that they may.
 * @throws ScanError NOT_AUTHORIZED
 */
export function assertAuthorized(client: HttpClient, hasCredentials: boolean, isAuthorized: boolean): void {
  const { address } = client;
  if (isAuthorized || !hasCredentials || address === undefined || isLocalAddress(address)) return;
  throw new ScanError(
    'NOT_AUTHORIZED',
    `${client.baseUrl.host} is on a public network, and this scan would send credentials to it.`,
  );
}
