import { type HttpClient, isLocalAddress } from '@middlebrick/http';
import { ScanError } from '@middlebrick/model';
import type { ScanOptions } from './run.ts';

/**
 * Credentials and writes go beyond loopback and private networks only when the person running the scan says that they may.
 * @throws ScanError NOT_AUTHORIZED
 */
export function assertAuthorized(
  client: Pick<HttpClient, 'address' | 'baseUrl'>,
  { authorized = false, active = false, identities }: Pick<ScanOptions, 'authorized' | 'active' | 'identities'>,
): void {
  const { address } = client;
  const sent = active ? 'write to it' : identities.length > 0 ? 'send credentials to it' : undefined;
  if (authorized || sent === undefined || address === undefined || isLocalAddress(address)) return;
  throw new ScanError('NOT_AUTHORIZED', `${client.baseUrl.host} is on a public network, and this scan would ${sent}.`);
}
