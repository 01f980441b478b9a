import type { External } from '../../flow/value.ts';
import type { Module } from '../../ir/ir.ts';

/** The place of what stands nowhere in the code. */
const nowhere: Module = { path: '', language: 'javascript', body: [], errors: [], directives: [], lines: [0] };

/** An application that no object stands for: its routes and what is in front of them belong to it by this name. */
export function applicationOf(name: string): External {
  return { path: `<${name}>`, site: { module: nowhere, span: { start: 0, end: 0 } }, fields: new Map() };
}
