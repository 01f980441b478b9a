import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Discovery, discover } from '@middlebrick/auditor';
import { auditedReport } from '../audited-report.ts';
import { couldNotRun } from '../exit-codes.ts';
import { publish } from '../publish.ts';
import { type Flags, resultSettingsFrom } from '../settings.ts';
import { visible } from '../visible.ts';
import { foldersOf, watchFolders } from '../watch/folders.ts';
import { pulses } from '../watch/pulses.ts';
import { watchOn } from '../watch/watch.ts';

/** Milliseconds for which nothing more is saved, before it is read. */
const quiet = 150;

/**
 * `middlebrick audit --watch`: audits, and again with every change, until it is stopped. Ends with 0 when it is, and with
 * 2 when nothing can be watched any more.
 */
export async function runAuditWatch(path: string, flags: Flags): Promise<number> {
  // What the file says of formats and of other files to write is for audits that end.
  const given = resultSettingsFrom(flags, process.env);
  const settings = { ...given, format: 'terminal' as const, outputs: [], threshold: undefined };
  const root = resolve(path);
  const found = await discover(root);
  const report = await auditedReport(found, { path, flags, settings });
  await publish(report, [], settings);

  const events = pulses(quiet);
  let isLost = false;
  using folders = watchFolders(events.signal, () => {
    isLost = true;
    events.end();
  });
  const folder = statSync(root).isFile() ? dirname(root) : root;
  const onFound = ({ code, documents, configuration = [] }: Discovery): void =>
    folders.add(
      foldersOf(
        folder,
        [...code, ...documents, ...configuration].map((file) => file.path),
      ),
    );
  onFound(found);
  // Something may have been saved since it was read.
  events.signal();
  process.stdout.write(`\nWatching  ${visible(path)}; Ctrl-C ends it\n`);
  process.on('SIGINT', events.end).on('SIGTERM', events.end);
  // A reader that is gone needs no more of it.
  process.stdout.on('error', events.end);
  try {
    await watchOn(found, report, {
      next: events.next,
      discover: () => discover(root),
      audit: (now) => auditedReport(now, { path, flags, settings }),
      onFound,
      write: (text) => process.stdout.write(text),
    });
  } finally {
    process.off('SIGINT', events.end).off('SIGTERM', events.end);
    process.stdout.off('error', events.end);
  }
  return isLost ? couldNotRun : 0;
}
