import type { Exchange } from '@middlebrick/model';

/** Whether a text stands in the address of the request itself, so that the answer may merely repeat it. */
export function isAsked(exchange: Exchange, text: string): boolean {
  const { url } = exchange.request;
  return url.includes(text) || decodedUrl(url).includes(text);
}

function decodedUrl(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    // What cannot be decoded cannot be repeated in clear either.
    return url;
  }
}
