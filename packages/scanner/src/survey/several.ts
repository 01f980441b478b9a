import type { Operation, Parameter, SchemaNode, Surface } from '@middlebrick/model';
import { bodyParameters, isIdentifierParameter } from '../surface/index.ts';
import { field, nodeField } from '../surface/spec-node.ts';
import { wordsOf } from '../surface/words.ts';

/** Words that say that an operation is about several things at once. */
const severalWords = new Set('batch bulk multi multiple many mass several selected selection by id ids'.split(' '));
const removingVerbs = new Set('delete remove destroy erase discard purge'.split(' '));
const changingVerbs = new Set('update edit modify change patch set'.split(' '));

/** A write to several things, whose body lists their ids. */
export interface Several {
  /** The field of the body: `note_ids`. */
  list: string;
  /** The operation as it would be for one of them: at the path of the collection, with `note_id` as a parameter. */
  single: Operation;
  parameter: string;
}

/**
 * What a write to several things chooses them by: `note_ids` of `POST /notes/batch-delete`, `ids` of `DELETE /notes`.
 * The list must be required: without one, such operations mean everything.
 */
export function severalOf(operation: Operation, surface: Surface): Several | undefined {
  const { method, path } = operation;
  const collection = collectionOfSeveral(path);
  // `POST /groups` with `member_ids` makes a group, and `PUT /notes/{id}/tags` with `tag_ids` changes the note.
  if (method === 'GET' || (method !== 'DELETE' && collection === path.replace(/\/$/, ''))) return undefined;
  const lists = bodyParameters(operation, surface).flatMap((listed): Several[] => {
    const schema = surface.resolve(listed.schema ?? {});
    const items = field(schema, 'type') === 'array' ? nodeField(schema, 'items') : undefined;
    if (!listed.required || items === undefined || !/s$/i.test(listed.name)) return [];
    const one: Parameter = { ...listed, name: listed.name.replace(/s$/i, ''), schema: surface.resolve(items) };
    if (!isScalar(one.schema) || !isIdentifierParameter(one)) return [];
    const single = { ...operation, path: collection, parameters: [...operation.parameters, one] };
    return [{ list: listed.name, single, parameter: one.name }];
  });
  // Of two lists nobody can say which one chooses.
  return lists.length === 1 ? lists[0] : undefined;
}

function isScalar(schema: SchemaNode | undefined): boolean {
  const type = field(schema ?? {}, 'type');
  return type === 'string' || type === 'integer' || type === 'number';
}

/** `/notes` for `/notes/batch-delete`, `/notes/bulk/delete`, `/notes:batchDelete` and `/notes` itself. */
export function collectionOfSeveral(path: string): string {
  const segments = path
    .replace(/\/$/, '')
    .replace(/:([A-Za-z]+)$/, '/$1')
    .split('/');
  while (segments.length > 2 && isAboutSeveral(segments.at(-1) ?? '')) segments.pop();
  return segments.join('/');
}

function isAboutSeveral(segment: string): boolean {
  const words = segment.includes('{') ? [] : wordsOf(segment);
  return words.length > 0 && words.every((word) => isVerb(word) || severalWords.has(word));
}

function isVerb(word: string): boolean {
  return removingVerbs.has(word) || changingVerbs.has(word);
}

/** Whether a write takes away what it names: a DELETE, or one whose path ends in a verb that says so. */
export function removes({ method, path }: Operation): boolean {
  if (method === 'DELETE') return true;
  const last = path.replace(/\/$/, '').split(/[/:]/).at(-1) ?? '';
  return method !== 'GET' && isAboutSeveral(last) && wordsOf(last).some((word) => removingVerbs.has(word));
}
