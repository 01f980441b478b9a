import { maxVariables } from '../drafts.ts';
import { joinPath, placeOf } from '../source.ts';
import { entriesOf, textOf } from '../tree.ts';
import { blocksIn, valueIn } from './blocks.ts';
import { pathIn } from './file-functions.ts';
import type { Instance } from './module.ts';
import type { Reading } from './reading.ts';
import { nameOfInstance } from './references.ts';

/** Adds a function; its routes come from elsewhere. */
export function readFunction(instance: Instance, reading: Reading): void {
  const { run, drafts, scope } = reading;
  const handler = handlerOf(instance, reading);
  const role = textOf(valueIn(instance, 'role', run));
  const variables = blocksIn(instance, 'environment', run).flatMap((inner) =>
    entriesOf(valueIn(inner, 'variables', run)),
  );
  drafts.functions.push({
    scope,
    id: instance.address,
    name: nameOfInstance(instance, run),
    ...(handler !== undefined && { handler }),
    ...(role !== undefined && { role }),
    environment: Object.fromEntries(
      variables.slice(0, maxVariables).map(([name, { value }]) => [name, textOf(value) ?? '']),
    ),
    place: placeOf(instance.block.header),
  });
}

/** The handler with the folder that its archive is made of; archives from elsewhere say nothing of it. */
function handlerOf(instance: Instance, { run }: Reading): string | undefined {
  const text = (name: string) => textOf(valueIn(instance, name, run));
  const handler = text('handler');
  if (handler === undefined || text('package_type') === 'Image') return undefined;
  const code = text('filename');
  if (code === undefined || code.includes('${?') || /\.(?:zip|jar)$/i.test(code)) return handler;
  return joinPath(pathIn(code, instance.scope.module), handler);
}
