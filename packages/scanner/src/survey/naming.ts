/** Segments that say nothing of what a list holds. */
const generic = new Set([
  'items',
  'data',
  'results',
  'result',
  'content',
  'records',
  'rows',
  'list',
  'entries',
  'values',
  'elements',
  'objects',
  'hits',
  'edges',
  'nodes',
  'docs',
  'value',
  'response',
  'page',
  'all',
  'search',
  'mine',
  'api',
]);

/** `user_id`, `userId` and `user-id` are one name. */
export function foldName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** `posts` → `post`, `companies` → `company`, `addresses` → `address`; English plurals as resource names use them. */
export function singular(word: string): string {
  if (/ies$/i.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/i.test(word)) return word.slice(0, -2);
  if (/[^su]s$/i.test(word) && word.length > 2) return word.slice(0, -1);
  return word;
}

/** The resource that a path names: its last static segment that says something, in the singular and folded. */
export function resourceOf(path: string): string {
  const segments =
    path
      .split('?', 1)[0]
      ?.split('/')
      .filter((segment) => segment !== '' && !segment.startsWith('{')) ?? [];
  const telling = segments.filter((segment) => !generic.has(segment.toLowerCase()) && !/^v\d+$/i.test(segment));
  return foldName(singular(telling.at(-1) ?? ''));
}

/** The resource that one path parameter identifies: the static segment before it. */
export function resourceOfParameter(template: string, parameter: string): string {
  const index = template.indexOf(`{${parameter}}`);
  return index === -1 ? '' : resourceOf(template.slice(0, index));
}

/** The resource of a list inside a body: the list's own key unless it is generic, else the operation's. */
export function resourceOfList(listPath: string, operationPath: string): string {
  const key = listPath.replaceAll('[]', '').split('.').at(-1) ?? '';
  return key === '' || generic.has(key.toLowerCase()) ? resourceOf(operationPath) : foldName(singular(key));
}

/** Fields by which an API may address a record instead of by its id, where the parameter is called like the resource. */
const naturalKeys = ['slug', 'username', 'handle', 'login', 'code', 'number', 'name', 'email'];
/** Natural keys come after ids of any spelling. */
const naturalMatch = 0.4;

/**
 * How well a field of an answer names what a parameter wants: 1 for the same name, less for the ways in which
 * APIs spell it (`id` of the right resource, `<resource>Id`, `slug` for `/orgs/{org}`), 0 for no relation.
 */
export function nameMatch(parameter: string, parameterResource: string, field: string, fieldResource: string): number {
  const wanted = foldName(parameter.replace(/^x-/i, ''));
  const given = foldName(field);
  const ids = [`${parameterResource}id`, `${parameterResource}uuid`, `${parameterResource}key`];
  const isGenericWanted = /^(?:id|uuid|key|guid|pk)$/.test(wanted);
  if (given === wanted && !isGenericWanted) return 1;
  if (isGenericWanted && parameterResource !== '') {
    if (ids.includes(given)) return 1;
    if (fieldResource !== parameterResource) return 0;
    if (/^(?:id|uuid|key|guid|pk|_id)$/.test(given)) return given === wanted ? 1 : 0.8;
    return given === 'slug' ? naturalMatch : 0;
  }
  if (wanted === parameterResource && (ids.includes(given) || fieldResource === wanted)) {
    if (ids.includes(given) || /^(?:id|uuid|key|guid|pk)$/.test(given)) return 0.9;
    return naturalKeys.includes(given) ? naturalMatch : 0;
  }
  if (isGenericWanted) return given === wanted ? 0.6 : 0;
  const stem = wanted.replace(/(?:id|uuid|key|guid)$/, '');
  if (stem !== '' && /^(?:id|uuid|key|guid|pk)$/.test(given) && fieldResource === stem) return 0.9;
  if (stem !== '' && given === stem && stem !== wanted) return 0.5;
  return 0;
}

/**
 * The folded names of fields for which {@link nameMatch} can be more than 0, each of any resource unless one is said:
 * what a look-up by name has to try.
 */
export function namesFor(parameter: string, parameterResource: string): { field: string; resource?: string }[] {
  const wanted = foldName(parameter.replace(/^x-/i, ''));
  const ids = ['id', 'uuid', 'key', 'guid', 'pk'];
  if (ids.includes(wanted)) {
    if (parameterResource === '') return [{ field: wanted }];
    return [
      ...['id', 'uuid', 'key'].map((end) => ({ field: `${parameterResource}${end}` })),
      ...[...ids, 'slug'].map((field) => ({ field, resource: parameterResource })),
    ];
  }
  if (wanted === parameterResource && wanted !== '') {
    return [
      ...['', 'id', 'uuid', 'key'].map((end) => ({ field: `${wanted}${end}` })),
      ...[...ids, ...naturalKeys].map((field) => ({ field, resource: wanted })),
    ];
  }
  const stem = wanted.replace(/(?:id|uuid|key|guid)$/, '');
  if (stem === '') return [{ field: wanted }];
  return [{ field: wanted }, { field: stem }, ...ids.map((field) => ({ field, resource: stem }))];
}
