import type { ExportStatement, ImportStatement, Module } from '../ir/ir.ts';
import type { Machine } from './machine.ts';
import { assignName, lookUp, type State } from './state.ts';
import { external, externalOf, type Site, shaped, type Value } from './value.ts';

/** Gives the names that an import brings the values that they have in their module, or the way to them in a library. */
export function bindImport(machine: Machine, statement: ImportStatement, state: State, module: Module): void {
  const site = machine.site(module, statement);
  const found = machine.resolver.module(module, statement.module);
  for (const { imported, local } of statement.names) {
    if (imported === '**') {
      if (found === undefined) continue;
      for (const [name, value] of machine.scopeOf(found).names) assignName(state.scope, name, value, true);
      continue;
    }
    assignName(state.scope, local, importedValue(machine, statement, found, module, imported, site), true);
  }
}

function importedValue(
  machine: Machine,
  { module: specifier }: Pick<ImportStatement, 'module'>,
  found: Module | undefined,
  from: Module,
  imported: string,
  site: ReturnType<Machine['site']>,
): Value {
  if (imported === '*') {
    if (found === undefined) return machine.library(libraryPath(specifier), site);
    return replacedExports(machine, found) ?? shaped({ kind: 'module', module: found });
  }
  if (found !== undefined) {
    const value = exportedValue(machine, found, imported);
    if (value !== undefined) return value;
  }
  // `from package import module`.
  const below = machine.resolver.module(from, `${specifier}${specifier.endsWith('.') ? '' : '.'}${imported}`);
  if (below !== undefined && below !== found) return shaped({ kind: 'module', module: below });
  const path = imported === 'default' ? libraryPath(specifier) : `${libraryPath(specifier)}.${imported}`;
  const value = machine.library(path, site);
  const base = externalOf(value);
  return (base && machine.models.members.get(path)?.({ path, base, site })) ?? value;
}

/** What a module gives under a name: one of its own, or a field of `module.exports`. */
export function exportedValue(machine: Machine, found: Module, name: string): Value | undefined {
  const { names } = machine.scopeOf(found);
  const own = names.get(name);
  if (own !== undefined || found.language === 'python') return own;
  const replaced = replacedExports(machine, found);
  if (name === 'default') return replaced;
  if (replaced?.shape.kind === 'dict') return replaced.shape.fields.get(name);
  const filled = names.get('exports');
  return filled?.shape.kind === 'external' ? filled.shape.external.fields.get(name) : undefined;
}

/** What `module.exports = …` says. */
function replacedExports(machine: Machine, found: Module): Value | undefined {
  const holder = machine.scopeOf(found).names.get('module');
  const replaced = holder?.shape.kind === 'external' ? holder.shape.external.fields.get('exports') : undefined;
  return replaced?.shape.kind === 'external' && replaced.shape.external.path === 'exports' ? undefined : replaced;
}

/** The names that CommonJS gives a module: what is assigned to them is what it exports. */
export function commonJsNames(module: Module): [string, Value][] {
  const site = { module, span: { start: 0, end: 0 } };
  const filled = external('exports', site);
  return [
    ['exports', filled],
    ['module', external('module', site, { fields: new Map([['exports', filled]]) })],
  ];
}

/** `export { a as b }`, `export * from './x'`. */
export function bindExport(machine: Machine, statement: ExportStatement, state: State, module: Module): void {
  const { module: specifier } = statement;
  if (specifier !== undefined) {
    passOn(machine, { ...statement, module: specifier }, state, module);
    return;
  }
  for (const { local, exported } of statement.names) {
    const value = local === exported ? undefined : lookUp(state.scope, local);
    if (value !== undefined) assignName(state.scope, exported, value, true);
  }
}

/** What is exported of what another module exports. */
function passOn(machine: Machine, statement: ExportStatement & { module: string }, state: State, module: Module): void {
  const site = machine.site(module, statement);
  const found = machine.resolver.module(module, statement.module);
  for (const { local, exported } of statement.names) {
    if (local !== '*' || (exported !== '*' && exported !== '')) {
      assignName(state.scope, exported, importedValue(machine, statement, found, module, local, site), true);
      continue;
    }
    const names = found === undefined ? [] : machine.scopeOf(found).names;
    for (const [name, value] of names) if (name !== 'default') assignName(state.scope, name, value, true);
  }
}

/** `require('./routes')` and `import('./routes')` as an expression. */
export function required(machine: Machine, specifier: string, site: Site): Value {
  const found = machine.resolver.module(site.module, specifier);
  return importedValue(machine, { module: specifier }, found, site.module, '*', site);
}

/** Without the marks of a relative import, and without an ending: what is known of it is its name. */
function libraryPath(specifier: string): string {
  return (
    specifier
      .replace(/^node:/, '')
      .replace(/^[./@~]*(?=[./])[./]*/, '')
      .replace(/\.[cm]?[jt]sx?$/, '') || specifier
  );
}
