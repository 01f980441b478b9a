import { type External, textOf, type Value } from '../flow/value.ts';

/** Stands for the file that the code is in. */
const ownFile = '<file>';

const files = /^(?:__file__|__filename|import\.meta\.(?:url|filename))$/;
const roots =
  /^(?:__dirname|import\.meta\.dirname|process\.cwd\(\)|os\.getcwd\(\)|pathlib\.Path\.cwd\(\)|flask\.(?:current_app|Flask\(\))\.root_path)$/;
const joins = /^(?:path|os\.path)(?:\.posix)?\.(?:join|resolve)\(\)$/;
const keeps =
  /^(?:(?:path|os\.path)\.(?:abspath|realpath|normpath|normalize)|url\.fileURLToPath|pathlib\.Path|os\.fspath|str)\(\)$/;
const dirnames = /^(?:path|os\.path)\.dirname\(\)$/;

/**
 * The path of a folder as far as it is known, seen from the folder of the code or from where the service was started,
 * which is empty.
 */
export function folderText(value: Value, depth = 10): string | undefined {
  const text = textOf(value);
  if (text !== undefined || depth === 0) return text;
  const { shape } = value;
  // `${__dirname}/public`
  if (shape.kind === 'text') return joined(shape.parts, '', depth)?.replace(/^\//, '');
  return shape.kind === 'external' ? externalText(shape.external, depth - 1) : undefined;
}

function externalText({ path, arguments: args, base }: External, depth: number): string | undefined {
  if (depth < 0) return undefined;
  if (roots.test(path)) return '';
  if (files.test(path)) return ownFile;
  const [first] = args?.positional ?? [];
  if (joins.test(path)) return joined(args?.positional ?? [], '/', depth);
  if (keeps.test(path)) return first === undefined ? '' : folderText(first, depth);
  if (dirnames.test(path)) return parentOf(first === undefined ? undefined : folderText(first, depth));
  if (base === undefined || !path.startsWith('pathlib.Path()')) return undefined;
  if (/\.(?:resolve|absolute)(?:\(\))?$/.test(path)) return externalText(base, depth - 1);
  return path.endsWith('.parent') ? parentOf(externalText(base, depth - 1)) : undefined;
}

function joined(values: readonly Value[], separator: string, depth: number): string | undefined {
  const parts = values.map((value) => folderText(value, depth - 1));
  return parts.every((part) => part !== undefined) ? parts.filter((part) => part !== '').join(separator) : undefined;
}

function parentOf(path: string | undefined): string | undefined {
  if (path === undefined || path === ownFile) return path === ownFile ? '' : undefined;
  if (/^(?:\.\.\/?)*$/.test(path)) return path === '' ? '..' : `${path.replace(/\/$/, '')}/..`;
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
