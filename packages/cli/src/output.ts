import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { type Report, ScanError } from '@middlebrick/model';
import { type FormatName, formats, type TerminalOptions } from '@middlebrick/report';

const byExtension: Readonly<Record<string, FormatName>> = { '.html': 'html', '.htm': 'html', '.json': 'json', '.sarif': 'sarif', '.txt': 'terminal' };

/**
 * The format that the ending of a file name asks for; `fallback` when it says nothing.
 * @throws ScanError BAD_ARGUMENT for an unknown ending without a fallback
 */
export function formatOf(file: string, fallback?: FormatName): FormatName {
  const format = byExtension[extname(file).toLowerCase()] ?? fallback;
  if (format !== undefined) return format;
  throw new ScanError('BAD_ARGUMENT', `--output ${file}: the ending must be one of ${Object.keys(byExtension).join(' ')}.`);
}

/**
 * Writes a report to a file, whole or not at all.
 * @throws ScanError FILE_UNWRITABLE
 */
export async function writeReport(report: Report, file: string, format: FormatName): Promise<void> {
  const options: TerminalOptions = { width: 100, color: false, verbose: true };
  const partial = `${file}.${process.pid}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(partial, formats[format].render(report, options));
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    throw new ScanError('FILE_UNWRITABLE', `The report cannot be written to ${file}: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}

/** Width and colour of standard output. NO_COLOR and FORCE_COLOR are obeyed (https://no-color.org). */
export function terminalOptions(stream: NodeJS.WriteStream, wantsColor: boolean): { width: number; color: boolean } {
  const forced = process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0';
  const refused = process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '';
  return { width: Math.max(60, Math.min(stream.columns ?? 100, 140)), color: wantsColor && (forced || (!refused && stream.isTTY === true)) };
}
