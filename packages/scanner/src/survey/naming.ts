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

/** Those among them that are resources where a path names no other. */
const vagueNouns = new Set(['items', 'records', 'rows', 'entries', 'elements', 'objects', 'nodes', 'docs']);

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
  // `/api/items/{id}` has no better word for what it holds.
  const vague = segments.filter((segment) => vagueNouns.has(segment.toLowerCase()));
  return foldName(singular(telling.at(-1) ?? vague.at(-1) ?? ''));
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
const idNames = ['id', 'uuid', 'key', 'guid', 'pk'];

/**
 * How well a field of an answer names what a parameter wants: 1 for the same name, less for the ways in which
 * APIs spell it (`id` of the right resource, `<resource>Id`, `slug` for `/orgs/{org}`), 0 for no relation.
 */
export function nameMatch(parameter: string, parameterResource: string, field: string, fieldResource: string): number {
  const wanted = foldName(parameter.replace(/^x-/i, ''));
  const given = foldName(field);
  const isGeneric = idNames.includes(wanted);
  if (given === wanted && !isGeneric) return 1;
  if (isGeneric && parameterResource === '') return given === wanted ? 0.6 : 0;
  const isOfResource = fieldResource === parameterResource;
  if (isGeneric) return genericMatch(wanted, given, isIdOf(given, parameterResource), isOfResource);
  if (!isCalledLike(wanted, parameterResource)) return stemMatch(wanted, given, fieldResource);
  if (isIdOf(given, parameterResource) || (isOfResource && idNames.includes(given))) return 0.9;
  return isOfResource && naturalKeys.includes(given) ? naturalMatch : 0;
}

/** `{id}` by `noteId` of anything, and by the ids and the slug of a note. */
function genericMatch(wanted: string, given: string, isNamed: boolean, isOfResource: boolean): number {
  if (isNamed) return 1;
  if (!isOfResource) return 0;
  if (idNames.includes(given)) return given === wanted ? 1 : 0.8;
  return given === 'slug' ? naturalMatch : 0;
}

/** `note_id` by the `id` of a note or by `note`, `orderNumber` by the `number` of an order. */
function stemMatch(wanted: string, given: string, fieldResource: string): number {
  const natural = naturalSuffix.exec(wanted)?.[0];
  if (natural !== undefined && given === natural && fieldResource === wanted.slice(0, -natural.length)) return 0.9;
  const stem = wanted.replace(/(?:id|uuid|key|guid)$/, '');
  if (stem === '') return 0;
  if (idNames.includes(given) && (fieldResource === stem || fieldResource === singular(stem))) return 0.9;
  return given === stem && stem !== wanted ? 0.5 : 0;
}

function isIdOf(given: string, resource: string): boolean {
  return [`${resource}id`, `${resource}uuid`, `${resource}key`].includes(given);
}

/**
 * The folded names of fields for which {@link nameMatch} can be more than 0, each of any resource unless one is said:
 * what a look-up by name has to try.
 */
export function namesFor(parameter: string, parameterResource: string): { field: string; resource?: string }[] {
  const wanted = foldName(parameter.replace(/^x-/i, ''));
  const resource = parameterResource;
  const ends = ['id', 'uuid', 'key'].map((end) => ({ field: `${resource}${end}` }));
  if (idNames.includes(wanted)) {
    if (resource === '') return [{ field: wanted }];
    return [...ends, ...[...idNames, 'slug'].map((field) => ({ field, resource }))];
  }
  if (isCalledLike(wanted, resource)) {
    return [{ field: wanted }, ...ends, ...[...idNames, ...naturalKeys].map((field) => ({ field, resource }))];
  }
  const natural = naturalSuffix.exec(wanted)?.[0];
  const named = natural === undefined ? [] : [{ field: natural, resource: wanted.slice(0, -natural.length) }];
  const stem = wanted.replace(/(?:id|uuid|key|guid)$/, '');
  if (stem === '') return [{ field: wanted }, ...named];
  const stems = [...new Set([stem, singular(stem)])];
  return [
    { field: wanted },
    ...named,
    { field: stem },
    ...stems.flatMap((resource) => idNames.map((field) => ({ field, resource }))),
  ];
}

/** `{org}` of `/orgs/{org}`, and short for `/organizations/{org}`: the whole record is meant, by whatever addresses it. */
function isCalledLike(wanted: string, resource: string): boolean {
  return wanted.length > 2 && resource.startsWith(wanted);
}

/** `{orderNumber}` wants the `number` of an order. */
const naturalSuffix = /(?<=.)(?:slug|handle|code|number|email)$/;
