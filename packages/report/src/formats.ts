import type { Report } from '@middlebrick/model';
import { renderCsv } from './csv.ts';
import { renderHtml } from './html.ts';
import { renderHttp } from './http-file.ts';
import { renderJson } from './json.ts';
import { renderSarif } from './sarif.ts';
import { renderTerminal, type TerminalOptions } from './terminal.ts';

/** One way to write a report: the extension of its file, and the writer. Only the terminal heeds the options. */
export interface Format {
  extension: string;
  render: (report: Report, options: TerminalOptions) => string;
}

export const formats = {
  terminal: { extension: 'txt', render: renderTerminal },
  json: { extension: 'json', render: renderJson },
  sarif: { extension: 'sarif', render: renderSarif },
  html: { extension: 'html', render: renderHtml },
  csv: { extension: 'csv', render: renderCsv },
  http: { extension: 'http', render: renderHttp },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
