import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, relative, resolve, sep } from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { LoadDocument } from './references.ts';
import { textField } from './spec-node.ts';
import type { Warnings } from './warnings.ts';

const maxFileSize = 8 * 1024 * 1024;
const mostFiles = 200;
const readable = new Set(['.json', '.yaml', '.yml']);

export function isUrl(location: string): boolean {
  return /^https?:\/\//i.test(location);
}

/**
 * Loads the files that a local specification refers to, when they are first needed.
 *
 * A specification may come from a stranger, and what it takes in as an example is sent to the target. So only
 * JSON and YAML files in the folder of the specification or below are read, and nothing over the network.
 */
export function createLocalDocuments(location: string, warnings: Warnings): LoadDocument {
  if (isUrl(location)) {
    return (address) => {
      warnings.add('References to other documents are not followed and read as empty', address);
      return undefined;
    };
  }
  const folder = dirname(resolve(location));
  const documents = new Map<string, unknown>();

  return (address) => {
    if (isUrl(address)) {
      warnings.add('References to other hosts are not followed and read as empty', address);
      return undefined;
    }
    const path = resolve(folder, safelyDecoded(address));
    if (!documents.has(path))
      documents.set(path, documents.size < mostFiles ? load(path, folder, warnings) : undefined);
    return documents.get(path);
  };
}

function load(path: string, folder: string, warnings: Warnings): unknown {
  try {
    const real = realpathSync(path);
    const below = relative(realpathSync(folder), real);
    if (below === '..' || below.startsWith(`..${sep}`) || resolve(below) === below || !readable.has(extname(real))) {
      warnings.add('References outside the folder of the specification are not followed', path);
      return undefined;
    }
    if (statSync(real).size > maxFileSize) {
      warnings.add(`References to files larger than ${maxFileSize / 1024 / 1024} MiB are not followed`, path);
      return undefined;
    }
    const text = readFileSync(real, 'utf8');
    const document: unknown =
      extname(real) === '.json' ? JSON.parse(text) : parseYaml(text, { uniqueKeys: false, logLevel: 'error' });
    rebase(document, path, folder);
    return document;
  } catch {
    // Missing, unreadable and malformed files are one and the same to the reader of the specification.
    warnings.add('References to files that cannot be read are read as empty', path);
    return undefined;
  }
}

/** Rewrites the references of a loaded file so that they are relative to the main document, as all others are. */
function rebase(document: unknown, path: string, folder: string): void {
  const pending: unknown[] = [document];
  const seen = new Set<object>();
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const reference = textField(value, '$ref');
    if (reference !== undefined) Object.assign(value, { $ref: rebased(reference, path, folder) });
    for (const child of Object.values(value)) if (typeof child === 'object') pending.push(child);
  }
}

function rebased(reference: string, path: string, folder: string): string {
  if (isUrl(reference)) return reference;
  const [address = '', fragment = ''] = reference.split('#', 2);
  const file = address === '' ? path : resolve(dirname(path), safelyDecoded(address));
  const name = relative(folder, file).split(sep).map(encodeURIComponent).join('/');
  return `${name}#${fragment}`;
}

function safelyDecoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    // A file name with a bare percent sign.
    return address;
  }
}
