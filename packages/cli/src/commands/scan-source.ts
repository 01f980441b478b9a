import { resolve } from 'node:path';
import { type Audited, audit, auditReport, correlate, discover, surfaceOf } from '@middlebrick/auditor';
import type { Accepted, Report } from '@middlebrick/model';
import type { CodeRoutes } from '@middlebrick/scanner';
import { baseOf, nameOf } from '../audited-path.ts';
import { didYouMean } from '../nearest.ts';
import { version } from '../version.ts';
import { visible } from '../visible.ts';

/** The code behind a target. */
export interface Source {
  readonly routes: CodeRoutes;
  /** One report of what a scan proved and what the code shows. */
  readonly correlate: (scanned: Report) => Report;
  /** What of that report nobody may miss, for standard error. */
  readonly remarksOn: (report: Report) => string;
}

/**
 * Reads the code of a target, for its routes and for what is wrong in it. Runs nothing of it.
 * @throws ScanError FILE_UNREADABLE when there is nothing at this path
 */
export async function readSource(path: string, accepted: Accepted): Promise<Source> {
  const startedAt = new Date();
  const root = resolve(path);
  const audited = await audit(await discover(root));
  const report = auditReport(audited, {
    target: nameOf(path),
    ...baseOf(root),
    version: version(),
    startedAt,
    accepted,
    suggest: (misspelt, rules) => didYouMean(misspelt, rules, 'The report in JSON lists all.'),
  });
  return {
    routes: routesOf(audited, path),
    correlate: (scanned) => correlate(scanned, audited, report),
    remarksOn,
  };
}

/**
 * The routes alone.
 * @throws ScanError FILE_UNREADABLE when there is nothing at this path
 */
export async function readRoutes(path: string): Promise<CodeRoutes> {
  return routesOf(await audit(await discover(resolve(path))), path);
}

function routesOf(audited: Audited, path: string): CodeRoutes {
  const operations = surfaceOf(audited);
  if (operations.length === 0) {
    process.stderr.write(
      `middlebrick: No route was found in ${visible(path)}, so its code adds nothing to what is called. \`middlebrick audit ${visible(path)}\` says what was read.\n`,
    );
  }
  return { operations, source: `the code in ${nameOf(path)}` };
}

/** That the routes of the code are not where they were looked for. */
function remarksOn({ correlation, gaps }: Report): string {
  const gap = gaps.find(({ subject }) => subject.startsWith('every route of the code'));
  return correlation === undefined || gap === undefined ? '' : `middlebrick: ${visible(sentence(gap))}\n`;
}

function sentence({ subject, remedy }: Report['gaps'][number]): string {
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}: ${remedy}.`;
}
