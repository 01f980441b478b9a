import { lookUp } from '../../flow/state.ts';
import { type Closure, externalOf, type Value } from '../../flow/value.ts';
import type { Expression, Parameter } from '../../ir/ir.ts';
import type { Models } from '../contract.ts';
import { lastName } from './declared-fields.ts';

/*
 * What the annotations of a signature say: `user: Annotated[User, Depends(current_user)]`, `limit: int | None = None`.
 */

/** An expression with the names that it sees. */
export interface Located extends Pick<Closure, 'module' | 'scope'> {
  readonly expression: Expression;
}

/** A type as it is written, with what `Annotated` adds to it. */
export interface Annotated {
  readonly type: Located | null;
  readonly extras: readonly Located[];
}

/** Types inside each other that are followed. */
const deepest = 8;

/** The type of an annotation without what surrounds it: `Optional`, `| None`, `Annotated`, or a name for one of them. */
export function annotated(
  annotation: Expression | null,
  place: Pick<Closure, 'module' | 'scope'>,
  depth = 0,
): Annotated {
  if (annotation === null) return { type: null, extras: [] };
  const { module, scope } = place;
  const itself: Annotated = { type: { expression: annotation, module, scope }, extras: [] };
  if (depth > deepest) return itself;
  switch (annotation.kind) {
    case 'name': {
      const alias = aliasOf(lookUp(scope, annotation.name));
      return alias === undefined ? itself : annotated(alias.expression, alias, depth + 1);
    }
    case 'binary': {
      if (annotation.operator !== '|') return itself;
      const isNone = annotation.right.kind === 'literal';
      return annotated(isNone ? annotation.left : annotation.right, place, depth + 1);
    }
    case 'index': {
      const name = lastName(annotation.object);
      if (name !== 'Annotated' && name !== 'Optional' && name !== 'Union') return itself;
      const [first = null, ...others] = annotation.index.kind === 'list' ? annotation.index.items : [annotation.index];
      const inner = annotated(first, place, depth + 1);
      if (name !== 'Annotated') return inner;
      return {
        type: inner.type,
        extras: [...inner.extras, ...others.map((expression) => ({ expression, module, scope }))],
      };
    }
    default:
      return itself;
  }
}

/** Where the values of `CurrentUser = Annotated[User, Depends(current_user)]` were written, wherever they are imported. */
const aliases = new WeakMap<Value, Located>();

function aliasOf(value: Value | undefined): Located | undefined {
  return value === undefined ? undefined : aliases.get(value);
}

/** Remembers the names that a module gives to types. */
export const annotationAliases: Models['modules'][number] = (module, scope) => {
  if (module.language !== 'python') return;
  for (const statement of module.body) {
    if (statement.kind !== 'assignment' || statement.value.kind !== 'index') continue;
    if (lastName(statement.value.object) !== 'Annotated') continue;
    for (const target of statement.targets) {
      const value = target.kind === 'name' ? scope.names.get(target.name) : undefined;
      if (value?.shape.kind === 'unknown') aliases.set(value, { expression: statement.value, module, scope });
    }
  }
};

/** The name of a parameter; empty for one that is taken apart. */
export function nameOfParameter({ target }: Parameter): string {
  return target.kind === 'name' ? target.name : '';
}

/** The path of something of a library; empty for anything else. */
export function pathOf(value: Value | undefined): string {
  return value === undefined ? '' : (externalOf(value)?.path ?? '');
}
