import { isSafe, Secret } from '@middlebrick/model';
import type { Credential } from './contract.ts';
import { type CookieStore, cookieVariable } from './cookie-store.ts';
import type { Redactor } from './redactor.ts';
import { wireText } from './text.ts';

/** A header twice: as it is sent, and as it is shown. */
export interface TwofoldHeader {
  name: string;
  wire: string;
  record: string;
}

/** The headers against cross-site request forgery that a request of this method carries for its identity. */
export function unsafeHeadersFor(
  method: string,
  credential: Credential | undefined,
  redactor: Pick<Redactor, 'add'>,
): readonly TwofoldHeader[] {
  const { unsafeHeaders, cookies } = credential ?? {};
  if (unsafeHeaders === undefined || isSafe(method)) return [];
  return unsafeHeaders.flatMap((header) => {
    if ('secret' in header) {
      const { name, prefix, secret } = header;
      return [{ name, wire: wireText(prefix + secret.reveal()), record: `${prefix}$${secret.variable}` }];
    }
    const secret = cookies === undefined ? undefined : repeated(cookies, header.cookie);
    if (secret === undefined) return [];
    redactor.add(secret);
    return [{ name: header.name, wire: wireText(secret.reveal()), record: `$${secret.variable}` }];
  });
}

/** A cookie's value as scripts in browsers send it back, which is not always as it stands in the cookie. */
function repeated(cookies: CookieStore, name: string): Secret | undefined {
  const value = cookies.get(name);
  if (value === undefined) return undefined;
  const variable = cookieVariable(cookies.identity, name);
  const plain = percentDecoded(value);
  return new Secret(plain, plain === value ? variable : `${variable}_DECODED`);
}

/** The text without percent-encoding; as it is, where that decodes to nothing that a header can hold. */
export function percentDecoded(text: string): string {
  try {
    const plain = decodeURIComponent(text);
    return /^[^\p{Cc}]*$/u.test(plain) ? plain : text;
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return text;
  }
}
