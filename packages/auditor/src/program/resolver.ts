import type { Resolver } from '../flow/machine.ts';
import type { Module } from '../ir/ir.ts';

const endings = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];

/** Finds what imports lead to among the audited modules, by their paths alone. */
export function createResolver(modules: readonly Module[]): Resolver {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const bySuffix = suffixes(modules);
  return {
    module: (from, specifier) =>
      from.language === 'python'
        ? pythonModule(from, specifier, byPath, bySuffix)
        : javaScriptModule(from, specifier, byPath),
  };
}

/** Python modules by every end of their dotted name: `services/orders/db.py` is `db`, `orders.db` and `services.orders.db`. */
function suffixes(modules: readonly Module[]): ReadonlyMap<string, readonly Module[]> {
  const found = new Map<string, Module[]>();
  for (const module of modules.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    if (module.language !== 'python') continue;
    const parts = module.path.replace(/(?:\/__init__)?\.pyi?$/, '').split('/');
    for (let start = Math.max(0, parts.length - 6); start < parts.length; start++) {
      const name = parts.slice(start).join('.');
      const known = found.get(name);
      if (known === undefined) found.set(name, [module]);
      else known.push(module);
    }
  }
  return found;
}

function pythonModule(
  from: Module,
  specifier: string,
  byPath: ReadonlyMap<string, Module>,
  bySuffix: ReadonlyMap<string, readonly Module[]>,
): Module | undefined {
  const dots = /^\.+/.exec(specifier)?.[0].length ?? 0;
  const name = specifier.slice(dots);
  if (dots > 0) {
    const folder = from.path.split('/').slice(0, -dots);
    const path = [...folder, ...name.split('.').filter(Boolean)].join('/');
    return byPath.get(`${path}.py`) ?? byPath.get(`${path}/__init__.py`) ?? byPath.get(`${path}__init__.py`);
  }
  const candidates = near(from, bySuffix.get(name) ?? []);
  return candidates.length < 2
    ? candidates[0]
    : candidates.toSorted((a, b) => nearness(from, b) - nearness(from, a))[0];
}

/** Modules of one name that are compared: of very many only those whose paths stand next to that of the importing one. */
const mostCandidates = 40;

function near({ path }: Module, candidates: readonly Module[]): readonly Module[] {
  if (candidates.length <= mostCandidates) return candidates;
  let [low, high] = [0, candidates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((candidates[middle]?.path ?? '') < path) low = middle + 1;
    else high = middle;
  }
  return candidates.slice(Math.max(0, low - mostCandidates / 2), low + mostCandidates / 2);
}

/** How many folders two modules have in common. */
function nearness(a: Module, b: Module): number {
  const [one, other] = [a.path.split('/'), b.path.split('/')];
  const index = one.findIndex((part, at) => part !== other[at]);
  return (index === -1 ? one.length : index) - other.length / 100;
}

function javaScriptModule(from: Module, specifier: string, byPath: ReadonlyMap<string, Module>): Module | undefined {
  if (specifier.startsWith('.') && !specifier.startsWith('./') && !specifier.startsWith('..')) return undefined;
  const isRelative = specifier.startsWith('.');
  const starts = isRelative
    ? [joined(from.path, specifier)]
    : /^[@~]\//.test(specifier)
      ? roots(from.path).flatMap((root) => [`${root}src/${specifier.slice(2)}`, `${root}${specifier.slice(2)}`])
      : roots(from.path).map((root) => `${root}${specifier}`);
  for (const start of starts) {
    const found = fileAt(start, byPath);
    if (found !== undefined && found !== from) return found;
  }
  return undefined;
}

/** The folders above a file, the nearest first, each with a slash at its end. */
function roots(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, count) => parts.slice(0, parts.length - count).join('/')).map(
    (root) => (root === '' ? '' : `${root}/`),
  );
}

function joined(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function fileAt(path: string, byPath: ReadonlyMap<string, Module>): Module | undefined {
  const bare = path.replace(/\.[cm]?jsx?$/, '');
  return (
    byPath.get(path) ??
    endings.map((ending) => byPath.get(`${bare}${ending}`)).find((module) => module !== undefined) ??
    endings
      .map((ending) => byPath.get(`${path === '' ? '' : `${path}/`}index${ending}`))
      .find((module) => module !== undefined)
  );
}
