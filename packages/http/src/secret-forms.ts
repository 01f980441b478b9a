/** Shorter values occur by chance: replacing them would only spoil the evidence. */
export const shortestSecret = 6;

/**
 * The spellings in which a secret may come back in an answer: as it is, percent-encoded, form-encoded, escaped in
 * JSON or HTML, and in Base64 as in Basic credentials (RFC 7617). A Basic credential also gives its password.
 */
export function encodedForms(value: string): string[] {
  if (value.length < shortestSecret) return [];
  const forms = new Set<string>([value, ...percentForms(value), ...jsonForms(value), htmlForm(value)]);
  for (const form of base64Forms(value)) forms.add(form);
  const password = basicPassword(value);
  if (password !== undefined) for (const form of encodedForms(password)) forms.add(form);
  return [...forms].filter((form) => form.length >= shortestSecret);
}

function percentForms(value: string): string[] {
  // Lone surrogates have no UTF-8 form; servers see the replacement character in their place.
  const wellFormed = value.toWellFormed();
  const encoded = encodeURIComponent(wellFormed);
  const inForm = new URLSearchParams({ v: wellFormed }).toString().slice(2);
  const strict = encoded.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const upper = [
    encoded,
    strict,
    inForm,
    encoded.replaceAll('%20', '+'),
    strict.replaceAll('%20', '+'),
    encoded.replaceAll('%2F', '/'),
  ];
  return [...upper, ...upper.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))];
}

function jsonForms(value: string): string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  // Python's json.dumps escapes everything beyond ASCII, PHP's json_encode also the slash.
  const ascii = escaped.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [escaped, ascii, escaped.replaceAll('/', '\\/'), ascii.replaceAll('/', '\\/')];
}

function htmlForm(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
}

/**
 * The password inside a Base64 `user:password`. Plain words are left alone: `password` is also
 * the name of a field, and hiding it everywhere would break the answers that are judged.
 */
function basicPassword(value: string): string | undefined {
  const pair = decodedPair(value);
  const password = pair?.slice(pair.indexOf(':') + 1);
  return password === undefined || /^[A-Za-z_-]*$/.test(password) ? undefined : password;
}

function decodedPair(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(text) ? text : undefined;
}
