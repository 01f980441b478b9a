import { readFile, rename, writeFile } from 'node:fs/promises';
import {
  type Accepted,
  type BaselineEntry,
  type BaselineUpdate,
  baselineSchema,
  baselineText,
  type Report,
  ScanError,
  updateBaseline,
} from '@middlebrick/model';
import { didYouMean } from './nearest.ts';
import { assertWritable } from './output.ts';
import type { ResultSettings } from './settings.ts';
import { visible } from './visible.ts';

type Given = Pick<ResultSettings, 'baseline' | 'updateBaseline' | 'suppressions'>;

/**
 * What is known of the findings already, by the configuration and the baseline.
 *
 * @throws ScanError BAD_CONFIG for a suppression of a check that does not exist, FILE_UNREADABLE for a baseline that is
 *   none, BAD_ARGUMENT for one that is to be brought up to date and has no name
 */
export async function acceptedBy(settings: Given, checks: readonly { readonly id: string }[]): Promise<Accepted> {
  const { suppressions } = settings;
  const ids = checks.map(({ id }) => id);
  for (const { check } of suppressions) {
    if (check === undefined || ids.includes(check)) continue;
    const help = didYouMean(check, ids, 'See `middlebrick checks`.');
    throw new ScanError('BAD_CONFIG', `suppress: no check is called "${check}".`, { help });
  }
  return knownFrom(settings);
}

/** What is known already, by a baseline and suppressions, whatever rules they name. */
export async function knownFrom({ baseline, suppressions, updateBaseline: isUpdated }: Given): Promise<Accepted> {
  if (isUpdated && baseline === undefined) {
    const help = 'For example: --baseline middlebrick-baseline.json --update-baseline.';
    throw new ScanError('BAD_ARGUMENT', '--update-baseline does not say which file.', { help });
  }
  if (baseline === undefined) return { suppressions };
  if (isUpdated) await assertWritable(baseline);
  const entries = await readBaseline(baseline, isUpdated);
  return { suppressions, baseline: new Set(entries.map(({ fingerprint }) => fingerprint)) };
}

/**
 * Brings the baseline up to date where that was asked for, and says on standard error what came and went. Gives the
 * report with everything that the baseline holds now marked as known, for the gate.
 *
 * @throws ScanError FILE_UNREADABLE or FILE_UNWRITABLE
 */
export async function keepBaseline(report: Report, { baseline, updateBaseline: isUpdated }: Given): Promise<Report> {
  if (!isUpdated || baseline === undefined) return report;
  const update = updateBaseline(await readBaseline(baseline, true), report);
  await writeWhole(baseline, baselineText(update.entries));
  process.stderr.write(`${told(baseline, update).map(visibleLine).join('\n')}\n`);
  const known = new Set(update.entries.map(({ fingerprint }) => fingerprint));
  const findings = report.findings.map((finding) => ({ ...finding, isKnown: known.has(finding.fingerprint) }));
  return { ...report, findings };
}

/** @param mayBeMissing whether a file that is not there is an empty baseline */
async function readBaseline(file: string, mayBeMissing: boolean): Promise<BaselineEntry[]> {
  const help = 'Write one with --update-baseline.';
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if (mayBeMissing && cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new ScanError('FILE_UNREADABLE', `The baseline ${file} cannot be read.`, { cause, help });
  }
  const parsed = baselineSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.findings;
  throw new ScanError('FILE_UNREADABLE', `${file} is not a baseline.`, { help });
}

async function writeWhole(file: string, text: string): Promise<void> {
  const partial = `${file}.${process.pid}.part`;
  try {
    await writeFile(partial, text);
    await rename(partial, file);
  } catch (cause) {
    throw new ScanError('FILE_UNWRITABLE', `${file} cannot be written.`, { cause });
  }
}

function told(file: string, { entries, added, removed, kept }: BaselineUpdate): string[] {
  const line = (sign: string, { check, operation }: BaselineEntry, why = ''): string =>
    `  ${sign} ${check} · ${operation ?? 'the whole target'}${why}`;
  return [
    `Baseline  ${file}: ${entries.length} known, ${added.length} added, ${removed.length} removed`,
    ...added.map((entry) => line('+', entry)),
    ...removed.map((entry) => line('-', entry)),
    ...kept.map(({ entry, reason }) => line('=', entry, ` stays: ${reason}`)),
  ];
}

function visibleLine(text: string): string {
  return visible(text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever is not JSON is no baseline; the caller says so.
    return undefined;
  }
}
