/** Cookies of one identity by name, values as they stand in the header. */
export type Cookies = Readonly<Record<string, string>>;

/** Reads a Cookie header (RFC 6265 section 4.2.1); the first of several cookies with one name counts. */
export function parseCookies(header: string): Cookies {
  const cookies: Record<string, string> = {};
  for (const pair of header.split(';').slice(0, 200)) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals === -1 || name === '' || Object.hasOwn(cookies, name)) continue;
    Object.defineProperty(cookies, name, { value: pair.slice(equals + 1).trim(), enumerable: true });
  }
  return cookies;
}

/** Writes a Cookie header. */
export function formatCookies(cookies: Cookies): string {
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

/** Undoes percent-encoding; gives the text as it is when it is not validly encoded. */
export function decodeCookieValue(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    // Half-encoded values exist in the wild; they are then meant literally.
    return value;
  }
}
