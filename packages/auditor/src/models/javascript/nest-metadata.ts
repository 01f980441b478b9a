import { authenticated, privileged, vouched } from '../../flow/facts.ts';
import { constant, type External, externalOf, type Truth, textOf, type Value } from '../../flow/value.ts';
import type { CallModel } from '../contract.ts';
import { each, items } from './values.ts';

/*
 * Metadata of Nest: what decorators say of a handler, and what guards read of it (docs.nestjs.com, "Reflection and
 * metadata").
 */

const created = '@nestjs/core.Reflector.createDecorator()';

/** Names of metadata by which a route says that nobody has to be signed in. */
const publicName = /public|skip_?auth|allow_?anonymous|no_?auth|anonymous|unauthenticated/i;

interface Metadata {
  readonly values: ReadonlyMap<string, Value>;
  /** Guards of the application and of the controller let everybody in. */
  readonly isPublic: boolean;
}

/** What `@SetMetadata('roles', ['admin'])` and its like say. */
export function metadataOf(decorators: readonly External[]): Metadata {
  const values = new Map<string, Value>();
  for (const decorator of decorators) {
    const [first, second] = decorator.arguments?.positional ?? [];
    if (decorator.path === '@nestjs/common.SetMetadata()') {
      const name = first === undefined ? undefined : keyOf(first);
      if (name !== undefined) values.set(name, second ?? constant(true));
    } else if (decorator.path === `${created}()` && decorator.base !== undefined) {
      values.set(createdKey(decorator.base), first ?? constant(true));
    }
  }
  const names = [...values.keys(), ...decorators.map(({ path }) => path.slice(path.lastIndexOf('.') + 1))];
  return { values, isPublic: names.some((name) => publicName.test(name)) };
}

function keyOf(value: Value): string | undefined {
  const external = externalOf(value);
  if (external?.path === created) return createdKey(external);
  return textOf(value) ?? external?.path;
}

/** A decorator that the reflector made has no name of its own. */
function createdKey({ site }: External): string {
  return `${site.module.path}:${site.span.start}`;
}

/**
 * What is not there cannot turn out true, and what is there cannot turn out false: on a way that is never taken
 * everything holds, and so it says nothing about the others.
 */
const everything = new Set([authenticated, privileged, vouched]);
const isThere: Truth = { whenTrue: new Set(), whenFalse: everything };
const isMissing: Truth = { whenTrue: everything, whenFalse: new Set() };

/** `this.reflector.getAllAndOverride('roles', [context.getHandler(), context.getClass()])`. */
const read: CallModel = ({ arguments: args }) => {
  const [key, targets] = args.positional;
  const name = key === undefined ? undefined : keyOf(key);
  const known = targets === undefined ? undefined : metadataBehind(targets);
  if (name === undefined || known === undefined) return items();
  const value = known.get(name);
  return value === undefined ? { ...constant(null), truth: isMissing } : { ...value, truth: isThere };
};

/** `context.getHandler()` leads back to the context, which knows the metadata. */
function metadataBehind(targets: Value): ReadonlyMap<string, Value> | undefined {
  const [first] = targets.shape.kind === 'list' ? targets.shape.items : [targets];
  const context = first === undefined ? undefined : externalOf(first)?.base?.base;
  const kept = context?.fields.get('<metadata>');
  return kept?.shape.kind === 'dict' ? kept.shape.fields : undefined;
}

const reflectors = ['@nestjs/core.Reflector', '@nestjs/core.Reflector()'];

export const nestMetadataCalls: readonly (readonly [string, CallModel])[] = reflectors.flatMap((reflector) =>
  each(
    ['get', 'getAll', 'getAllAndOverride', 'getAllAndMerge'].map((name) => `${reflector}.${name}`),
    read,
  ),
);
