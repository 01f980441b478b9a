/** As much of a path as is read: what is longer is none. */
const longestPath = 1000;

/** `/notes/<int:note_id>`, `/notes/:noteId`, `/notes/[id]` and `/notes/{proxy+}` as OpenAPI writes them. */
export function templateOf(path: string): string {
  const segments = path
    .slice(0, longestPath)
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) =>
      segment
        .replace(/<(?:[\w.]+(?:\([^)]*\))?:)?(\w+)>/g, '{$1}')
        .replace(/^\[\[?\.{0,3}(\w+)\]?\]$/, '{$1}')
        .replace(/:(\w+)(?:\([^)]*\))?\??/g, '{$1}')
        .replace(/\{(\w+)(?:\+|:[^{}]*)?\}/g, '{$1}'),
    );
  return `/${segments.join('/')}`;
}

/** Names of the parameters of a path. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}
