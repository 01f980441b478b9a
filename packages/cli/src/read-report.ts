import { readFile } from 'node:fs/promises';
import { isJsonObject, type Report, reportSchema, ScanError } from '@middlebrick/model';

/**
 * Reads a report that was written with `--output report.json` or `--json`.
 * @throws ScanError FILE_UNREADABLE for a file that cannot be read, or that is no report
 */
export async function readReport(file: string): Promise<Report> {
  const help = 'Write one with `middlebrick scan <URL> --output report.json`.';
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ScanError('FILE_UNREADABLE', `The report ${file} cannot be read.`, { cause, help });
  }
  const value = jsonOf(text);
  const parsed = reportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const isOurs = isJsonObject(value) && value.schema === reportSchema.shape.schema.value;
  const [issue] = parsed.error.issues;
  const where = isOurs && issue !== undefined ? `: ${issue.path.map(String).join('.')} is not what it should be` : '';
  throw new ScanError('FILE_UNREADABLE', `${file} is not a report of middlebrick in JSON${where}.`, { help });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever is not JSON is no report; the caller says so.
    return undefined;
  }
}
