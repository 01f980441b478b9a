import { type Closure, type Scope, shaped, type Value } from './value.ts';

/**
 * What `super` is in a method: the same object, of which it shows what the class extends that the method is written in.
 */
export function bindSuper({ names }: Scope, { self, definedIn }: Closure): void {
  if (self?.shape.kind !== 'object' || definedIn === undefined || definedIn.bases.length === 0) return;
  const { object } = self.shape;
  const extended = { ...definedIn, members: new Map<string, Value>() };
  const whole = object.whole ?? self;
  names.set('super', shaped({ kind: 'object', object: { ...object, class: extended, whole } }));
}
