import { type Report, unsuppressed } from '@middlebrick/model';
import { isAudit } from './audit-facts.ts';
import { askedOfApi } from './both-sides.ts';
import { groupsOf } from './groups.ts';
import { acceptedFindings } from './terminal/accepted.ts';
import { auditCleanBill, auditClosing, auditHeader, auditTally } from './terminal/audit.ts';
import { cleanBill, closing, nothingNew } from './terminal/closing.ts';
import { findingBlocks, oneLiners } from './terminal/finding-block.ts';
import { gradeLine, header } from './terminal/header.ts';
import { heatMap } from './terminal/heat-map.ts';
import { type Page, pageOf, type TerminalOptions } from './terminal/page.ts';

export type { TerminalOptions } from './terminal/page.ts';

/** What stands around the findings. */
interface Surroundings {
  header: (page: Page) => string[];
  /** How bad it is, in a line. */
  result: (page: Page) => string[];
  /** In the place of findings, when there are none. */
  clean: (page: Page) => string[];
  closing: (page: Page) => string[];
}

const ofScan: Surroundings = { header, result: gradeLine, clean: cleanBill, closing };
const ofAudit: Surroundings = {
  header: auditHeader,
  result: auditTally,
  clean: auditCleanBill,
  closing: auditClosing,
};

/**
 * The report as a page of text: what was scanned, the grade, the findings by root cause with their proof,
 * what could not be told and what was not tested. Text of the scanned API cannot steer the terminal.
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const whole = pageOf(askedOfApi(report), options);
  const counted = unsuppressed(whole.report.findings);
  const page = { ...whole, report: { ...whole.report, findings: counted } };
  const groups = groupsOf(counted.filter((finding) => finding.isKnown !== true));
  const around = isAudit(report) ? ofAudit : ofScan;
  const matrix = options.matrix === true && !isAudit(report) ? heatMap(page) : [];
  if (options.quiet ?? false) {
    const lines = groups.length === 0 ? [] : ['', ...oneLiners(groups, page)];
    return `${[...around.result(page), ...lines, ...matrix].join('\n')}\n`;
  }
  const isClean = counted.length === 0;
  const findings = isClean ? around.clean(page) : groups.length === 0 ? nothingNew(page) : findingBlocks(groups, page);
  const top = [...around.header(page), ...around.result(page), ''];
  const parts = [...top, ...findings, ...acceptedFindings(whole), ...around.closing(page)];
  return `${[...parts, ...matrix].join('\n')}\n`;
}
