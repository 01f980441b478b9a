import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { type Report, ScanError } from '@middlebrick/model';
import { type FormatName, formats, type TerminalOptions } from '@middlebrick/report';

const byExtension: Readonly<Record<string, FormatName>> = {
  '.html': 'html',
  '.htm': 'html',
  '.json': 'json',
  '.sarif': 'sarif',
  '.csv': 'csv',
  '.txt': 'terminal',
  '.http': 'http',
};

export interface OutputFile {
  file: string;
  format: FormatName;
}

/**
 * The format that the ending of a file name asks for; `fallback` when it says nothing.
 * @throws ScanError BAD_ARGUMENT for an unknown ending without a fallback
 */
export function formatOf(file: string, fallback?: FormatName): FormatName {
  const format = byExtension[extname(file).toLowerCase()] ?? fallback;
  if (format !== undefined) return format;
  throw new ScanError('BAD_ARGUMENT', `--output ${file}: the ending does not say which report this is to be.`, {
    help: `Choose one of ${Object.keys(byExtension).join(' ')}, or give --format.`,
  });
}

/**
 * Makes the folder of a file and proves that it can be written, so that a long scan does not end in vain. A file
 * that is there keeps what it holds.
 * @throws ScanError FILE_UNWRITABLE
 */
export async function assertWritable(file: string): Promise<void> {
  const partial = partialOf(file);
  try {
    await mkdir(dirname(file), { recursive: true });
    await (await open(partial, 'w')).close();
    await rm(partial);
    if (await isFolder(file)) throw Object.assign(new Error('folder'), { code: 'EISDIR' });
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

/**
 * Writes a report to a file, whole or not at all.
 * @throws ScanError FILE_UNWRITABLE
 */
export async function writeReport(report: Report, { file, format }: OutputFile): Promise<void> {
  const options: TerminalOptions = { width: 100, color: false, verbose: true };
  const partial = partialOf(file);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(partial, formats[format].render(report, options));
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => {
      // What made the writing fail also keeps us from tidying up; the first reason is the one to tell.
    });
    throw unwritable(file, cause);
  }
}

function partialOf(file: string): string {
  return `${file}.${process.pid}.part`;
}

async function isFolder(file: string): Promise<boolean> {
  try {
    await using handle = await open(file, 'r');
    return (await handle.stat()).isDirectory();
  } catch {
    // It is not there yet, or cannot be read: neither keeps it from being replaced.
    return false;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EEXIST: 'a part of its path is a file',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ENAMETOOLONG: 'its name is too long',
};

function unwritable(file: string, cause: unknown): ScanError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = reasons[code] ?? (code === '' ? String(cause) : code);
  return new ScanError('FILE_UNWRITABLE', `${file} cannot be written: ${reason}.`, { cause });
}

/** Width and colour of a stream. NO_COLOR and FORCE_COLOR are obeyed (https://no-color.org), and so is TERM=dumb. */
export function terminalOptions(
  stream: Pick<NodeJS.WriteStream, 'columns' | 'isTTY'>,
  wantsColor: boolean,
  environment: NodeJS.ProcessEnv = process.env,
): { width: number; color: boolean } {
  const isForced = environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== '0';
  const isRefused = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  const color = wantsColor && (isForced || (!isRefused && stream.isTTY === true));
  return { width: Math.max(40, Math.min(stream.columns || 100, 120)), color };
}
