import { singularOf, wordsOf } from './words.ts';

/** A path as it was seen, as the template that it is an instance of. */
export interface TemplatedPath {
  /** `/users/{user_id}/posts`. */
  template: string;
  /** The values that stood in the place of the parameters, decoded. */
  values: Readonly<Record<string, string>>;
}

/** `users`, `alice`: whether that is known to be one of them. */
export type IsKnownId = (collection: string, value: string) => boolean;

const shapes: readonly RegExp[] = [
  /^\d{1,20}$/,
  // UUID (RFC 9562), ULID, MongoDB ObjectId and other hexadecimal ids.
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^(?=.*\d)[0-7][0-9A-HJKMNP-TV-Z]{25}$/i,
  /^(?=.*\d)[0-9a-f]{16,128}$/i,
  // A kind and a number or token: `ord_9fK2m1`, `USER#42`, `inv-000123`.
  /^[A-Za-z]{1,12}[_#:-](?=[A-Za-z0-9]{0,63}\d)[A-Za-z0-9]{4,64}$/,
  /^[A-Za-z]{1,12}[_#:-]\d{1,20}$/,
  /^[^@\s/]{1,64}@[^@\s/]{1,255}$/,
];

/** Whether a segment of a path looks like the id of an object and not like the name of a resource. */
export function isIdLike(segment: string): boolean {
  return segment.length <= 300 && shapes.some((shape) => shape.test(segment));
}

/** Random-looking Base64 or Base62: only trusted after the name of a collection, since `OAuth2Callback` looks alike. */
function isTokenLike(segment: string): boolean {
  return (
    /^[A-Za-z0-9_-]{12,200}={0,2}$/.test(segment) &&
    /\d/.test(segment) &&
    /[a-z]/.test(segment) &&
    /[A-Z]/.test(segment)
  );
}

/**
 * Puts parameters in the place of ids: `/users/42/posts` gives `/users/{user_id}/posts`.
 *
 * @param path Percent-encoded, without a query string.
 * @param isKnownId Whether a segment after the name of a collection is known to be an id, whatever it looks like.
 */
export function templatedPath(path: string, isKnownId: IsKnownId = () => false): TemplatedPath {
  const values = new Map<string, string>();
  const segments = path.split('/');
  const template = segments.map((segment, index) => {
    const value = decodedSegment(segment);
    const previous = segments[index - 1] ?? '';
    const isCollection = /^[A-Za-z][\w-]*$/.test(previous);
    const isId = isIdLike(value) || (isCollection && (isTokenLike(value) || isKnownId(previous, value)));
    if (value === '' || !isId) return segment;
    const name = freeName(isCollection && !isIdLike(previous) ? `${collectionName(previous)}_id` : 'id', values);
    values.set(name, value);
    return `{${name}}`;
  });
  return { template: template.join('/'), values: Object.fromEntries(values) };
}

function collectionName(segment: string): string {
  const words = wordsOf(segment);
  return [...words.slice(0, -1), singularOf(words.at(-1) ?? '')].join('_');
}

function freeName(name: string, taken: ReadonlyMap<string, string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}_${count}`;
  return free;
}

export function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray percent sign: the segment stands for itself.
    return segment;
  }
}
