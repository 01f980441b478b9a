import { z } from 'zod';
import { unsuppressed } from './acceptance.ts';
import { type Fate, fateOf } from './fate.ts';
import type { Finding } from './finding.ts';
import type { Report } from './report.ts';

const baselineSchemaUrl = 'https://middlebrick.dev/schema/baseline-1.json';

const baselineEntrySchema = z.object({
  fingerprint: z.string(),
  /** The others are for people who review the file; only the fingerprint is compared. */
  check: z.string(),
  operation: z.string().nullable(),
  title: z.string(),
});
export type BaselineEntry = z.infer<typeof baselineEntrySchema>;

/** The findings of an API that are known and do not fail the gate, as a file of a repository. */
export const baselineSchema = z.object({
  schema: z.literal(baselineSchemaUrl),
  findings: z.array(baselineEntrySchema),
});

/** A baseline brought up to date, and what that did to it. */
export interface BaselineUpdate {
  entries: readonly BaselineEntry[];
  added: readonly BaselineEntry[];
  /** Gone: their questions were asked again and came out hardened. */
  removed: readonly BaselineEntry[];
  /** Not found any more, and still here, because nobody could tell. */
  kept: readonly { entry: BaselineEntry; reason: string }[];
}

/** Takes up what a report found and nobody suppressed; lets go only what it shows to be fixed. */
export function updateBaseline(old: readonly BaselineEntry[], report: Report): BaselineUpdate {
  const known = new Set(old.map(({ fingerprint }) => fingerprint));
  const found = unsuppressed(report.findings).map(entryOf);
  const suppressed = new Set(
    report.findings.filter((one) => one.suppressed !== undefined).map((one) => one.fingerprint),
  );
  const added = found.filter(({ fingerprint }) => !known.has(fingerprint));
  const removed: BaselineEntry[] = [];
  const kept: { entry: BaselineEntry; reason: string }[] = [];
  for (const entry of old) {
    const fate = fateIn(report, entry, known);
    if (fate.state === 'fixed' || suppressed.has(entry.fingerprint)) removed.push(entry);
    if (fate.state === 'cannot tell') kept.push({ entry, reason: fate.reason });
  }
  const entries = [...found, ...kept.map(({ entry }) => entry)].toSorted(inOrder);
  return { entries, added, removed, kept };
}

/** The text of a baseline: one entry a line block, sorted, so that a change is a small difference. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  return `${JSON.stringify({ schema: baselineSchemaUrl, findings: entries.toSorted(inOrder) }, null, 2)}\n`;
}

function fateIn(report: Report, { fingerprint, check, operation }: BaselineEntry, known: ReadonlySet<string>): Fate {
  return fateOf({ fingerprint, check, operation, callers: [] }, report, known);
}

function entryOf({ fingerprint, check, places, title }: Finding): BaselineEntry {
  return { fingerprint, check, operation: places[0]?.operation ?? null, title };
}

function inOrder(a: BaselineEntry, b: BaselineEntry): number {
  return order(a.check, b.check) || order(a.operation ?? '', b.operation ?? '') || order(a.fingerprint, b.fingerprint);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
