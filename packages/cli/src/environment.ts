import { ScanError } from '@middlebrick/model';
import type { ConfigText } from './config-text.ts';

/**
 * Replaces `${NAME}` in every text by the variable of the environment. `$${NAME}` stays as the text `${NAME}`.
 * @throws ScanError BAD_CONFIG for a variable that is not set: an empty secret would make a scan of nothing
 */
export function withEnvironment(value: unknown, environment: NodeJS.ProcessEnv, text: ConfigText): unknown {
  return expand(value, [], (name, path) => {
    const found = environment[name];
    if (found !== undefined && found !== '') return found;
    const problem = `${text.file}${text.place(path)}, ${path.join('.')}: the variable ${name} is not set.`;
    throw new ScanError('BAD_CONFIG', problem, { help: `Set it, for example with: export ${name}=…` });
  });
}

type Lookup = (name: string, path: readonly string[]) => string;

function expand(value: unknown, path: readonly string[], lookup: Lookup): unknown {
  if (typeof value === 'string') {
    return value.replace(/(\$?)\$\{(\w+)\}/g, (whole, dollar: string, name: string) =>
      dollar === '' ? lookup(name, path) : whole.slice(1),
    );
  }
  if (Array.isArray(value)) return value.map((item, index) => expand(item, [...path, String(index)], lookup));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, expand(child, [...path, key], lookup)]));
}
