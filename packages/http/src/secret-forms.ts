/** Shorter values occur by chance: replacing them would only spoil the evidence. */
export const shortestSecret = 6;

/**
 * The spellings in which a secret may come back in an answer: as it is, percent-encoded, form-encoded, in lower or
 * upper case, escaped in JSON or HTML, and in Base64, alone or amid other text. What stands after the scheme of an
 * `Authorization` header (RFC 9110 section 11.4) is a secret by itself, as is the password of a Basic credential.
 */
export function encodedForms(value: string): string[] {
  if (value.length < shortestSecret) return [];
  const plain = [value, ...percentForms(value)];
  const forms = new Set<string>([...plain, ...jsonForms(value), htmlForm(value), ...base64Forms(value)]);
  for (const form of plain) forms.add(form.toLowerCase()).add(form.toUpperCase());
  for (const inner of [afterScheme(value), basicPassword(value)]) {
    if (inner !== undefined) for (const form of encodedForms(inner)) forms.add(form);
  }
  return [...forms].filter((form) => form.length >= shortestSecret);
}

function afterScheme(value: string): string | undefined {
  return /^[A-Za-z][\w-]{0,30} +(\S+)$/.exec(value)?.[1];
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

/**
 * Alone, and as it stands within the Base64 of a longer text: there it begins at one of three bits of a character, and
 * the characters at its ends also hold its neighbours.
 */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const amid = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  const standard = [bytes.toString('base64').replace(/=+$/, ''), ...amid];
  return standard.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
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
  // Two tests instead of one expression, which would try every colon of a token that a hostile login made of colons.
  return /^[\x20-\x7e]+$/.test(text) && text.slice(1, -1).includes(':') ? text : undefined;
}
