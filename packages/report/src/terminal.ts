import type { Report } from '@middlebrick/model';
import { groupsOf } from './groups.ts';
import { cleanBill, closing } from './terminal/closing.ts';
import { findingBlocks, oneLiners } from './terminal/finding-block.ts';
import { gradeLine, header } from './terminal/header.ts';
import { pageOf, type TerminalOptions } from './terminal/page.ts';

export type { TerminalOptions } from './terminal/page.ts';

/**
 * The report as a page of text: what was scanned, the grade, the findings by root cause with their proof,
 * what could not be told and what was not tested. Text of the scanned API cannot steer the terminal.
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const page = pageOf(report, options);
  const groups = groupsOf(page.report.findings);
  if (options.quiet ?? false) {
    const lines = groups.length === 0 ? [] : ['', ...oneLiners(groups, page)];
    return `${[...gradeLine(page), ...lines].join('\n')}\n`;
  }
  const findings = groups.length === 0 ? cleanBill(page) : findingBlocks(groups, page);
  return `${[...header(page), ...gradeLine(page), '', ...findings, ...closing(page)].join('\n')}\n`;
}
