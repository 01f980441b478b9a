import type { SourceFile } from '../files/discover.ts';
import type { Language, Span } from '../ir/ir.ts';
import type { Program } from '../program/program.ts';
import { type InnermostAt, innermostIn } from './statements.ts';

/** A comment that speaks to the auditor. */
export interface Comment extends Span {
  /** Without the comment signs. */
  readonly text: string;
}

/** A file with such comments. */
export interface Commented {
  readonly file: SourceFile;
  readonly kind: Language | 'document';
  readonly comments: readonly Comment[];
  readonly innermostAt: InnermostAt;
}

/** The comments of code, which its parser found, and those of templates. */
export function commentedFiles(files: readonly SourceFile[], { modules }: Pick<Program, 'modules'>): Commented[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  return files.flatMap((file): Commented[] => {
    const module = byPath.get(file.path);
    const comments = module?.directives ?? commentsOf(file);
    if (comments.length === 0) return [];
    if (module === undefined) return [{ file, kind: 'document', comments, innermostAt: () => undefined }];
    return [{ file, kind: module.language, comments, innermostAt: innermostIn(module) }];
  });
}

/**
 * Comments of YAML, Terraform and `.env` by their sign right before the name, so that no text is taken for one that was
 * not meant as one. JSON has no comments, whatever the file is called.
 */
function commentsOf({ path, text }: SourceFile): Comment[] {
  if (/\.json$/.test(path) || /^\s*[{[]/.test(text)) return [];
  return [...text.matchAll(/(?<=^|\s)(?:#|\/\/)[ \t]*(middlebrick:[^\r\n]*)/gi)].map((match) => ({
    text: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
}
