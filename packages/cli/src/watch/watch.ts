import type { Discovery } from '@middlebrick/auditor';
import { isScanError, type Report } from '@middlebrick/model';
import { visible } from '../visible.ts';
import { differenceLines } from './difference.ts';

export interface WatchTools {
  /** Waits for changes; false when it is over. */
  readonly next: () => Promise<boolean>;
  readonly discover: () => Promise<Discovery>;
  readonly audit: (found: Discovery) => Promise<Report>;
  /** Told of every discovery, so that new folders are watched. */
  readonly onFound: (found: Discovery) => void;
  readonly write: (text: string) => void;
}

/** Audits again whenever what is audited changes, and says what that changed. */
export async function watchOn(found: Discovery, report: Report, tools: WatchTools): Promise<void> {
  let [last, before] = [found, report];
  while (await tools.next()) {
    try {
      const now = await tools.discover();
      tools.onFound(now);
      if (isSame(last, now)) continue;
      const after = await tools.audit(now);
      tools.write(`\n${differenceLines(before, after).join('\n')}\n`);
      [last, before] = [now, after];
    } catch (error) {
      // What cannot be read for a moment may be there again with the next change.
      if (!isScanError(error)) throw error;
      tools.write(`\n! ${visible(error.message)}\n`);
    }
  }
}

/** Saving what was not changed asks nothing anew. */
function isSame(a: Discovery, b: Discovery): boolean {
  const [before, now] = [a, b].map(({ code, documents, configuration = [], warnings }) => {
    const texts = [...code, ...documents, ...configuration].flatMap(({ path, text }) => [path, text]);
    return [code.length, ...texts, ...warnings];
  });
  return before?.length === now?.length && (before ?? []).every((part, index) => part === now?.[index]);
}
