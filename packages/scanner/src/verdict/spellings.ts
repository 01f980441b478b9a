/** Another way to write an id in a path segment that a lenient server takes for the same id. */
export interface Spelling {
  name: string;
  /** Percent-encoded as it is put on the wire. */
  segment: string;
  /** A router or a gateway rewrites it before any handler sees it: the same for all operations of one server. */
  isOfRouter?: boolean;
  /** Among the likeliest to pass a check and to be normalised behind it. */
  isCommon?: boolean;
}

/** Spellings of an id that differ from it, the likeliest first. Each stands for a way in which check and read drift apart. */
export function spellings(id: string): Spelling[] {
  const plain = encodeURIComponent(id);
  const all: Spelling[] = [
    { name: 'a trailing newline', segment: `${plain}%0A`, isCommon: true },
    { name: 'a trailing space', segment: `${plain}%20` },
    { name: 'a leading space', segment: `%20${plain}` },
    { name: 'the other case', segment: encodeURIComponent(otherCase(id)) },
    { name: 'a leading zero', segment: /^\d+$/.test(id) ? `0${plain}` : plain },
    { name: 'a decimal point', segment: /^\d+$/.test(id) ? `${plain}.0` : plain },
    { name: 'full-width characters', segment: encodeURIComponent(fullWidth(id)) },
    { name: 'a dot segment', segment: `./${plain}`, isOfRouter: true },
    { name: 'an encoded letter', segment: encodedFirst(plain), isOfRouter: true },
    { name: 'double encoding', segment: encodedFirst(plain).replaceAll('%', '%25'), isOfRouter: true },
    { name: 'a path parameter', segment: `${plain};x=1`, isOfRouter: true },
    { name: 'a null byte', segment: `${plain}%00` },
  ];
  return all.filter((spelling) => spelling.segment !== plain);
}

function otherCase(id: string): string {
  const upper = id.toUpperCase();
  return upper === id ? id.toLowerCase() : upper;
}

/** Full-width forms, which NFKC normalisation turns into the plain ones (Unicode Standard Annex 15). */
function fullWidth(id: string): string {
  return [...id]
    .map((char) => (/[!-~]/.test(char) ? String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0) : char))
    .join('');
}

function encodedFirst(segment: string): string {
  return segment.startsWith('%')
    ? segment
    : `%${segment.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}${segment.slice(1)}`;
}
