import { resolve } from 'node:path';
import { cachedReport, type Discovery } from '@middlebrick/auditor';
import type { Report } from '@middlebrick/model';
import { knownFrom } from './accepted.ts';
import { auditCache } from './audit-cache.ts';
import { baseOf, nameOf } from './audited-path.ts';
import { changedOnly } from './changed-files.ts';
import { didYouMean } from './nearest.ts';
import type { Flags, ResultSettings } from './settings.ts';
import { version } from './version.ts';

/**
 * The report of what was found below a path, as the flags want it.
 *
 * @throws ScanError BAD_ARGUMENT or FILE_UNREADABLE
 */
export async function auditedReport(
  found: Discovery,
  { path, flags, settings }: { path: string; flags: Flags; settings: ResultSettings },
): Promise<Report> {
  const startedAt = new Date();
  const root = resolve(path);
  const asked = {
    target: nameOf(path),
    ...baseOf(root),
    version: version(),
    startedAt,
    accepted: await knownFrom(settings),
    ...(await changedOnly(root, flags)),
    suggest: (misspelt: string, rules: readonly string[]) =>
      didYouMean(misspelt, rules, 'The report in JSON lists all.'),
  };
  return cachedReport(found, asked, auditCache(root, flags));
}
