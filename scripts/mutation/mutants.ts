import { readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';

/** One small change of a source file. */
export interface Mutant {
  readonly id: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** The kind of change, in Stryker's words: `ConditionalExpression`. */
  readonly mutator: string;
  /** The code that is replaced, in one line. */
  readonly original: string;
  /** What stands there instead, in one line. */
  readonly replacement: string;
}

export interface MutatedFile {
  /** Path from the root of the repository. */
  readonly file: string;
  /** TypeScript that holds every mutant; `__stryker__.activeMutant` chooses one of them. */
  readonly code: string;
  readonly mutants: readonly Mutant[];
  /** The source with one mutant written into it, as somebody might have typed it. */
  readonly written: (id: string) => string;
}

/**
 * Texts are left alone. Most are sentences of a report, which no test should repeat; most others are members of a
 * union (outcomes, ids of messages), where an empty text is an error of types already.
 */
const excludedMutations = ['StringLiteral'];

/** What a check says of itself: printed, and compared with the documentation, but never decided upon. */
const metadata: ReadonlySet<string | undefined> = new Set([
  'title',
  'category',
  'severity',
  'cwe',
  'owasp',
  'cvss',
  'messages',
  'remediation',
  'article',
]);

interface SyntaxPath {
  readonly node: {
    readonly type: string;
    readonly key?: { readonly name?: string };
    readonly callee?: { name?: string };
  };
  readonly parentPath: SyntaxPath | null;
}

const ignoreMetadata = {
  shouldIgnore(path: object): string | undefined {
    const { node, parentPath } = path as SyntaxPath;
    if (node.type !== 'ObjectProperty' || !metadata.has(node.key?.name)) return undefined;
    const definedBy = parentPath?.parentPath?.node.callee?.name ?? '';
    return /^define(Target)?Check$/.test(definedBy) ? 'metadata of a check' : undefined;
  },
};

const silent = () => undefined;
const never = () => false;
const logger = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** Makes all mutants of a file, given by its path from `root`. The file itself is not touched. */
export async function mutate(root: string, file: string): Promise<MutatedFile> {
  const source = readFileSync(`${root}/${file}`, 'utf8');
  const lines = source.split('\n');
  const { files, mutants } = await new Instrumenter(logger).instrument(
    [{ name: `${root}/${file}`, content: source, mutate: true }],
    { plugins: null, excludedMutations, ignorers: [ignoreMetadata] },
  );
  const tried = mutants.filter((mutant) => mutant.status !== 'Ignored');
  const written = new Map(
    tried.map(({ id, replacement, location: { start, end } }) => [
      id,
      source.slice(0, offsetOf(lines, start)) + replacement + source.slice(offsetOf(lines, end)),
    ]),
  );
  return {
    file,
    code: files[0]?.content ?? '',
    written: (id) => written.get(id) ?? source,
    mutants: tried.map(({ id, mutatorName, replacement, location: { start, end } }) => ({
      id,
      file,
      line: start.line + 1,
      column: start.column + 1,
      mutator: mutatorName,
      original: inOneLine(source.slice(offsetOf(lines, start), offsetOf(lines, end))),
      replacement: inOneLine(replacement),
    })),
  };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function offsetOf(lines: readonly string[], { line, column }: Position): number {
  return lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, column);
}

function inOneLine(code: string): string {
  return code.replace(/\s+/g, ' ').trim();
}
