import { ScanError } from '@middlebrick/model';
import type { Carrier } from './carrier.ts';
import type { Credential, HttpClient } from './contract.ts';
import type { Attempt } from './flights.ts';
import { isLocalAddress } from './pinned-connector.ts';
import type { Redactor } from './redactor.ts';
import { isSameHost, type Scope } from './scope.ts';
import type { Sender } from './sender.ts';
import type { Signer } from './sign.ts';
import { textOf } from './text.ts';

const mostRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

interface Parts {
  /** The target itself. */
  home: URL;
  carrier: Carrier;
  scope: Scope;
  sender: Sender;
  signer: Signer;
  redactor: Redactor;
}

/** Gets documents such as specs, which may lie outside of the target; see {@link HttpClient.fetchDocument}. */
export function createDocumentFetcher(parts: Parts): HttpClient['fetchDocument'] {
  const { home, carrier, scope, sender, signer, redactor } = parts;

  /** Permission to send credentials is asked for with a view to the target; other places in scope may be further away. */
  function isFurtherAway(url: URL): boolean {
    const [near, far] = [carrier.addressOf(home), carrier.addressOf(url)];
    return near !== undefined && far !== undefined && isLocalAddress(near) && !isLocalAddress(far);
  }

  /** Without its query, which in a signed or shared link is a credential. */
  const nameOf = (url: URL): string => redactor.redact(url.origin + url.pathname);

  async function get(url: URL, maxBytes: number, credential: Credential | undefined): Promise<Attempt> {
    await carrier.reach(url);
    const signedBy = scope.contains(url) && !isFurtherAway(url) ? credential : undefined;
    const place = { origin: url.origin, prefix: '' };
    const spec = { method: 'GET', path: url.pathname + url.search };
    return sender(signer.sign(spec, signedBy, place), { maxBytes, retry: true });
  }

  return async (text, { maxBytes, credential }) => {
    const first = webUrl(text);
    let url = first;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const { answer, failure } = await get(url, maxBytes, credential);
      if (answer === undefined) {
        const code = failure?.code === 'TLS_FAILED' ? 'TLS_FAILED' : 'TARGET_UNREACHABLE';
        throw new ScanError(code, `${nameOf(url)}: ${failure?.message ?? 'no answer'}`);
      }
      const header = (name: string): string => answer.headers.find(([key]) => key === name)?.[1] ?? '';
      const next = redirects.has(answer.status) ? URL.parse(header('location'), url.href) : null;
      if (header('location') === '' || next === null) {
        const { status, truncated } = answer;
        const body = redactor.redact(textOf(answer.body));
        const contentType = redactor.redact(header('content-type'));
        return { status, body, contentType, url: redactor.redact(url.href), truncated };
      }
      // The name of the host may spell a credential that was just sent.
      if (!isSameHost(next, first)) scope.demand(next, redactor);
      url = next;
    }
    throw new ScanError('TARGET_UNREACHABLE', `${nameOf(first)} redirects more than ${mostRedirects} times.`);
  };
}

function webUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.username !== '') {
    throw new ScanError('BAD_ARGUMENT', 'A document is fetched by an absolute http or https URL without credentials.');
  }
  return url;
}
