import { ScanError } from '@middlebrick/model';
import type { z } from 'zod';
import { knownKeys } from './config-schema.ts';
import type { ConfigText } from './config-text.ts';
import { didYouMean } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** The first thing that is wrong with a configuration, in one line: file, line, key, and what it should be. */
export function complaintOf(error: z.ZodError, value: unknown, text: ConfigText): ScanError {
  const issue = deepest(error.issues[0], value);
  if (issue === undefined) return new ScanError('BAD_CONFIG', `${text.file} is not valid.`);
  const { path, problem, help } = explain(issue, value);
  const where = path.length === 0 ? '' : `, ${path.map(String).join('.')}`;
  const options = help === undefined ? {} : { help };
  return new ScanError('BAD_CONFIG', `${text.file}${text.place(path)}${where}: ${problem}.`, options);
}

/** The problem inside a choice of forms: that of the form that fits the kind of value found. */
function deepest(issue: Issue | undefined, value: unknown): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const found = valueAt(value, issue.path);
  const inner = issue.errors.map((issues) => issues[0]).filter((candidate) => candidate !== undefined);
  const fitting = inner.find((candidate) => candidate.path.length > 0 || candidate.code !== 'invalid_type');
  if (fitting === undefined || typeof found !== 'object') return issue;
  return deepest({ ...fitting, path: [...issue.path, ...fitting.path] }, value);
}

interface Explained {
  path: PropertyKey[];
  problem: string;
  help?: string;
}

function explain(issue: Issue, value: unknown): Explained {
  const { path } = issue;
  const found = valueAt(value, path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys;
      const names = knownKeys(path);
      const otherwise = names.length === 0 ? 'Take it out.' : `There is ${names.join(', ')}.`;
      return { path: [...path, key], problem: 'there is no such key', help: didYouMean(key, names, otherwise) };
    }
    case 'invalid_type':
      return { path, ...mustBe(words[issue.expected] ?? issue.expected, found) };
    case 'invalid_union':
      return {
        path,
        ...mustBe(
          path[0] === 'policy' && path.length === 1 ? 'the name of a file or a block' : 'a text or a list of texts',
          found,
        ),
      };
    case 'invalid_value':
      return { path, problem: `must be one of ${issue.values.join(', ')}` };
    case 'too_small':
      return { path, problem: typeof found === 'string' || Array.isArray(found) ? 'is empty' : issue.message };
    case 'invalid_key':
      return { path, problem: issue.issues[0]?.message ?? 'this key is not valid' };
    default:
      return { path, problem: issue.message };
  }
}

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys and values',
  record: 'a block of keys and values',
};

function mustBe(expected: string, found: unknown): { problem: string; help?: string } {
  if (found === undefined) return { problem: 'is missing' };
  if (found === null) return { problem: `must be ${expected}, and there is nothing` };
  const isQuotable = expected.includes('text') && (typeof found === 'number' || typeof found === 'boolean');
  return {
    problem: `must be ${expected}, not ${kindOf(found)}`,
    ...(isQuotable ? { help: 'Put quotes around it.' } : {}),
  };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}
