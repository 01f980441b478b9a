import { maxVariables } from '../drafts.ts';
import { folderOf, joinPath, placeOf } from '../source.ts';
import { at, entriesOf, type Tree, textOf } from '../tree.ts';
import type { Reading } from './reading.ts';
import { nameOfResource } from './references.ts';
import type { Resource } from './template.ts';

/** Adds a function; its routes come from elsewhere. */
export function readFunction(resource: Resource, reading: Reading): void {
  const { scope, resolve, drafts } = reading;
  const properties = resolve(resource.properties);
  const handler = handlerOf(resource, properties, folderOf(scope));
  const role = textOf(at(properties, 'Role'));
  const variables = entriesOf(at(properties, 'Environment', 'Variables')).slice(0, maxVariables);
  drafts.functions.push({
    scope,
    id: resource.id,
    name: nameOfResource(resource, resolve),
    ...(handler !== undefined && { handler }),
    ...(role !== undefined && { role }),
    environment: Object.fromEntries(variables.map(([name, { value }]) => [name, textOf(value) ?? ''])),
    place: placeOf(resource.key),
  });
}

function handlerOf({ body }: Resource, properties: Tree | undefined, folder: string): string | undefined {
  const handler = textOf(at(properties, 'Handler'));
  if (handler === undefined || textOf(at(properties, 'PackageType')) === 'Image') return undefined;
  const code = textOf(at(properties, 'Code')) ?? textOf(at(body, 'Metadata', 'aws:asset:path'));
  return handlerIn(folder, code, handler);
}

/**
 * The handler with the folder of its code before it. An archive or an address says nothing of the folder.
 *
 * @param folder Where paths of the template begin.
 */
function handlerIn(folder: string, code: string | undefined, handler: string): string {
  if (code === undefined || /^[a-z0-9]+:|^\/|\.(?:zip|jar)$|\$\{/i.test(code)) return handler;
  return joinPath(`${folder}${code}`, handler);
}
