import type { CloudFunction } from '../iam/infrastructure.ts';
import type { Module, Statement } from '../ir/ir.ts';
import { createResolver } from '../program/resolver.ts';
import type { Sent } from './sent.ts';

/** What the functions of one role send. */
export interface RoleCalls {
  /** Absent for what no function of the templates is seen to run. */
  readonly role?: string;
  readonly functions: readonly CloudFunction[];
  readonly sent: readonly Sent[];
}

/** The code of a function: its module with all that it imports, and the name of its handler. */
interface Running {
  readonly cloudFunction: CloudFunction;
  readonly entry: Module;
  readonly name: string;
  readonly modules: ReadonlySet<Module>;
}

/**
 * Parts what is sent by the roles of the functions that send it. All of it is one part when templates do not say which
 * code their functions run.
 */
export function callsByRole(
  sent: readonly Sent[],
  functions: readonly CloudFunction[],
  modules: readonly Module[],
): RoleCalls[] {
  const imports = importsOf(modules);
  const running = functions.flatMap((one) => runningOf(one, modules, imports));
  const handlers = new Set(running.map(({ entry, name }) => `${entry.path} ${name}`));
  const byRole = Map.groupBy(
    running.filter(({ cloudFunction }) => cloudFunction.role !== undefined),
    ({ cloudFunction }) => cloudFunction.role ?? '',
  );
  if (byRole.size === 0) return [{ functions, sent }];
  const parts = [...byRole].map(([role, of]): RoleCalls => {
    const own = sent.filter((one) => of.some((runs) => isSentBy(one, runs, handlers)));
    return { role, functions: of.map(({ cloudFunction }) => cloudFunction), sent: own };
  });
  const rest = sent.filter((one) => parts.every((part) => !part.sent.includes(one)));
  return [...parts, ...(rest.length === 0 ? [] : [{ functions, sent: rest }])].filter((part) => part.sent.length > 0);
}

function isSentBy({ entry, origin }: Sent, running: Running, handlers: ReadonlySet<string>): boolean {
  if (!running.modules.has(entry.module)) return false;
  // A handler is started by its own function alone, also where it stands beside others.
  const isHandler = entry.name !== undefined && handlers.has(`${entry.module.path} ${entry.name}`);
  if (isHandler) return entry.module === running.entry && entry.name === running.name;
  return origin !== 'route' || entry.name === undefined || entry.module === running.entry;
}

function runningOf(
  cloudFunction: CloudFunction,
  modules: readonly Module[],
  imports: ReadonlyMap<Module, readonly Module[]>,
): Running[] {
  const { handler = '' } = cloudFunction;
  const dot = handler.lastIndexOf('.');
  if (dot < 1) return [];
  const name = handler.slice(dot + 1);
  const wanted = handler
    .slice(0, dot)
    .replace(/^\.?\//, '')
    .replaceAll('.', '/');
  const candidates = modules.filter((module) => {
    const bare = module.path.replace(/\.(?:py|[cm]?[jt]sx?)$/, '').replaceAll('.', '/');
    return bare === wanted || bare.endsWith(`/${wanted}`);
  });
  // Of several that end alike, the one nearest to the root is meant.
  const entry = candidates.toSorted((a, b) => a.path.length - b.path.length)[0];
  return entry === undefined ? [] : [{ cloudFunction, entry, name, modules: reachedFrom(entry, imports) }];
}

function reachedFrom(entry: Module, imports: ReadonlyMap<Module, readonly Module[]>): ReadonlySet<Module> {
  const reached = new Set([entry]);
  // What is added while a set is gone through is gone through as well.
  for (const module of reached) for (const imported of imports.get(module) ?? []) reached.add(imported);
  return reached;
}

function importsOf(modules: readonly Module[]): ReadonlyMap<Module, readonly Module[]> {
  const resolver = createResolver(modules);
  return new Map(
    modules.map((module) => [
      module,
      specifiersIn(module.body, 6).flatMap((specifier) => resolver.module(module, specifier) ?? []),
    ]),
  );
}

/** What a module imports, also inside of functions; `from . import db` may mean a module `db`. */
function specifiersIn(body: readonly Statement[], depth: number): string[] {
  return body.flatMap((statement): string[] => {
    if (statement.kind === 'import') {
      const dotted = /^\.+$/.test(statement.module) ? statement.module : `${statement.module}.`;
      return [statement.module, ...statement.names.map(({ imported }) => `${dotted}${imported}`)];
    }
    if (statement.kind === 'export') return statement.module === undefined ? [] : [statement.module];
    if (depth === 0) return [];
    if (statement.kind === 'function') return specifiersIn(statement.function.body, depth - 1);
    return [];
  });
}
