import { type Report, unsuppressed } from '@middlebrick/model';
import { groupsOf } from './groups.ts';
import { acceptedFindings } from './terminal/accepted.ts';
import { cleanBill, closing, nothingNew } from './terminal/closing.ts';
import { findingBlocks, oneLiners } from './terminal/finding-block.ts';
import { gradeLine, header } from './terminal/header.ts';
import { heatMap } from './terminal/heat-map.ts';
import { pageOf, type TerminalOptions } from './terminal/page.ts';

export type { TerminalOptions } from './terminal/page.ts';

/**
 * The report as a page of text: what was scanned, the grade, the findings by root cause with their proof,
 * what could not be told and what was not tested. Text of the scanned API cannot steer the terminal.
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const whole = pageOf(report, options);
  const counted = unsuppressed(whole.report.findings);
  const page = { ...whole, report: { ...whole.report, findings: counted } };
  const groups = groupsOf(counted.filter((finding) => finding.isKnown !== true));
  const matrix = options.matrix === true ? heatMap(page) : [];
  if (options.quiet ?? false) {
    const lines = groups.length === 0 ? [] : ['', ...oneLiners(groups, page)];
    return `${[...gradeLine(page), ...lines, ...matrix].join('\n')}\n`;
  }
  const isClean = counted.length === 0;
  const findings = isClean ? cleanBill(page) : groups.length === 0 ? nothingNew(page) : findingBlocks(groups, page);
  const parts = [...header(page), ...gradeLine(page), '', ...findings, ...acceptedFindings(whole), ...closing(page)];
  return `${[...parts, ...matrix].join('\n')}\n`;
}
