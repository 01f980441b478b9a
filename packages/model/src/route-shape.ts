/** The same for all templates that match the same requests: `/users/{id}` and `/users/{name}` give `/users/{}`. */
export function routeShape(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}');
}

/** A method and a path template, from wherever they are known. */
interface RouteLike {
  readonly method: string;
  readonly path: string;
}

/**
 * What stands before the paths of the code where the API is reached: `/v1` when `/users/{id}` of the code is known as
 * `/v1/users/{user_id}`. Of several the one that most routes speak for; `undefined` when none of them is known.
 */
export function prefixOfCode(known: readonly RouteLike[], code: readonly RouteLike[]): string | undefined {
  const shapes = new Set(code.map(({ method, path }) => `${method} ${routeShape(path)}`));
  const votes = new Map<string, number>();
  for (const { method, path } of known) {
    const shape = routeShape(path);
    for (const prefix of beginningsOf(shape)) {
      if (shapes.has(`${method} ${shape.slice(prefix.length) || '/'}`)) votes.set(prefix, (votes.get(prefix) ?? 0) + 1);
    }
  }
  const [best] = [...votes].toSorted(([a, x], [b, y]) => y - x || a.length - b.length);
  return best?.[0];
}

/** Segments that may stand before the paths of the code. */
const mostSegments = 6;

/** `''`, `/v1`, `/v1/users` of `/v1/users/{}`: parameters belong to routes. */
function beginningsOf(shape: string): string[] {
  const segments = shape.split('/').slice(1, -1);
  const first = segments.findIndex((segment) => segment.includes('{'));
  const fixed = (first === -1 ? segments : segments.slice(0, first)).slice(0, mostSegments);
  return ['', ...fixed.map((_, index) => `/${fixed.slice(0, index + 1).join('/')}`)];
}
