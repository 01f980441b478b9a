import type { Expression } from '../ir/ir.ts';
import type { Route } from '../program/routes.ts';
import type { RequestRead } from './request-reads.ts';

type Type = NonNullable<RequestRead['type']>;

const converters: Readonly<Record<string, Type>> = { int: 'integer', float: 'number', uuid: 'uuid' };
const annotations: Readonly<Record<string, Type>> = { int: 'integer', float: 'number', UUID: 'uuid' };

/** Types of parameters: by the converters of the path, and by what the parameters of the handler are. */
export function declaredTypes({ draft }: Route): ReadonlyMap<string, Type> {
  const found = new Map<string, Type>();
  for (const [, converter = '', name = ''] of draft.path.matchAll(/<(\w{1,40})(?:\([^()<>]{0,80}\))?:(\w{1,80})>/g)) {
    const type = typeIn(converters, converter);
    if (type !== undefined) found.set(name, type);
  }
  for (const [, name = '', pattern = ''] of draft.path.matchAll(/:(\w{1,80})\(([^()]{1,40})\)/g))
    if (/^(?:\\d|\[0-9\])[+*]?$/.test(pattern)) found.set(name, 'integer');
  const handler = draft.handlers.at(-1)?.shape;
  if (handler?.kind !== 'function') return found;
  for (const { target, annotation } of (handler.closure.wraps ?? handler.closure.function).parameters) {
    const type = annotation === null ? undefined : typeIn(annotations, nameOf(annotation));
    if (target.kind === 'name' && type !== undefined) found.set(target.name, type);
  }
  return found;
}

function typeIn(types: Readonly<Record<string, Type>>, name: string): Type | undefined {
  return Object.hasOwn(types, name) ? types[name] : undefined;
}

function nameOf(annotation: Expression): string {
  if (annotation.kind === 'name') return annotation.name;
  return annotation.kind === 'member' ? annotation.property : '';
}
