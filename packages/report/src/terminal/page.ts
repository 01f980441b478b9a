import type { Finding, Report } from '@middlebrick/model';
import { type FrameLine, frameLines } from '../code-frame.ts';
import { visible, visibleLines } from '../visible.ts';
import { wrap } from './layout.ts';
import { type Paint, paintOf } from './paint.ts';

export interface TerminalOptions {
  /** Columns of the terminal. */
  width: number;
  color: boolean;
  /** Everything in full, however much there is. */
  verbose?: boolean;
  /** Only the grade and one line a finding. */
  quiet?: boolean;
  /** Who gets what, at the end. */
  matrix?: boolean;
}

/** What every part of the page is given. */
export interface Page {
  report: Report;
  /** The code of each finding that has some. */
  frames: ReadonlyMap<Finding, readonly FrameLine[]>;
  paint: Paint;
  /** Columns to use: the terminal's, but never less than 40 and never more than 120, where lines get hard to read. */
  width: number;
  verbose: boolean;
}

export function pageOf(report: Report, options: TerminalOptions): Page {
  const shown = withVisibleText(report);
  return {
    report: shown,
    frames: framesOf(report, shown),
    paint: paintOf(options.color),
    width: Math.min(120, Math.max(40, Math.floor(options.width) || 80)),
    verbose: options.verbose ?? false,
  };
}

/** Columns in front of everything that belongs to a finding. */
export const gutter = ' '.repeat(10);

/** A paragraph behind an indent. */
export function paragraph(text: string, indent: string, width: number): string[] {
  return wrap(text, width - indent.length).map((line) => indent + line);
}

/**
 * A copy of the report in which no text can steer the terminal. Done once for the whole report, keys included,
 * so that no part of the page can forget it. Code keeps its line ends.
 */
function withVisibleText(report: Report): Report {
  return neutral(report) as Report;
}

/** Made of the code as it stands in the file: what is written out moves what stands behind it. */
function framesOf(raw: Report, { findings }: Report): Page['frames'] {
  return new Map(
    findings.flatMap((finding, index): [Finding, readonly FrameLine[]][] => {
      const code = raw.findings[index]?.code;
      return code === undefined ? [] : [[finding, frameLines(code)]];
    }),
  );
}

function neutral(value: unknown): unknown {
  if (typeof value === 'string') return visibleLines(value).join('\n');
  if (Array.isArray(value)) return value.map(neutral);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [visible(key), neutral(child)]));
}
