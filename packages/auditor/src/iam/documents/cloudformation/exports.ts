import { shapeOf } from '../text.ts';
import { type Tree, textOf } from '../tree.ts';
import type { Resolve } from './references.ts';
import type { Template } from './template.ts';

/** Finds what a template exports by its name; also by a name that may be it, when only one may. */
export interface Exports {
  readonly find: (name: string) => Tree | undefined;
  readonly add: (template: Template, resolve: Resolve) => void;
}

/** The exports of all templates. They are resolved when asked for, since they may import from each other. */
export function createExports(): Exports {
  const byName = new Map<string, () => Tree | undefined>();
  const byShape = new Map<string, (() => Tree | undefined) | undefined>();
  const open = new Set<string>();

  return {
    add: (template, resolve) => {
      for (const { name, value } of template.exports) {
        const text = textOf(resolve(name));
        if (text === undefined || byName.has(text)) continue;
        const read = () => resolve(value);
        byName.set(text, read);
        byShape.set(shapeOf(text), byShape.has(shapeOf(text)) ? undefined : read);
      }
    },
    find: (name) => {
      const shape = shapeOf(name);
      const read = byName.get(name) ?? (shape === name || shape === '*' ? undefined : byShape.get(shape));
      if (read === undefined || open.has(name)) return undefined;
      open.add(name);
      const value = read();
      open.delete(name);
      return value;
    },
  };
}
