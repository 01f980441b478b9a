/** The text of JSON that a value of the target packs into BASE64, such as a cursor; `undefined` when it holds none. */
export function textIn(value: string): string | undefined {
  if (value.length < 8 || value.length > 4096 || !/^[\w+/-]+={0,2}$/.test(value)) return undefined;
  const bytes = Buffer.from(value, 'base64');
  const text = bytes.toString('utf8');
  const isJson = /^[{[]/.test(text) && !text.includes('\ufffd');
  return isJson ? text : undefined;
}

/** How such a value was written (RFC 4648): the URL-safe form has no padding here. */
export function encodingOf(value: string): 'base64' | 'base64url' {
  return /[-_]/.test(value) || value.length % 4 !== 0 ? 'base64url' : 'base64';
}
