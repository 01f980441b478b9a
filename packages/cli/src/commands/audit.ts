import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { audit, auditReport, discover } from '@middlebrick/auditor';
import type { Report } from '@middlebrick/model';
import { keepBaseline, knownFrom } from '../accepted.ts';
import { exitCodeOf, outputFiles, publish } from '../publish.ts';
import { type Flags, resultSettingsFrom } from '../settings.ts';
import { version } from '../version.ts';
import { visible } from '../visible.ts';

const mostWarnings = 5;

/** `middlebrick audit`: asks of source code whether the verified identity flows into the key. Sends nothing. */
export async function runAudit(path: string, flags: Flags): Promise<number> {
  // A threshold is one of the score, which only a scan has; the file may hold one for it.
  const settings = { ...resultSettingsFrom(flags, process.env), threshold: undefined };
  const outputs = await outputFiles(settings);
  const startedAt = new Date();
  const root = resolve(path);
  const audited = await audit(await discover(root));
  const report = auditReport(audited, {
    target: nameOf(path),
    ...baseOf(root),
    version: version(),
    startedAt,
    accepted: await knownFrom(settings),
  });
  const isForPeople = settings.format === 'terminal';
  // The page for people says it itself.
  if (!isForPeople) process.stderr.write(unread(report));
  await publish(report, outputs, settings);
  if (isForPeople && !settings.quiet && outputs.length > 0) {
    process.stdout.write(`\nReport    ${visible(outputs.map(({ file }) => file).join(' · '))}\n`);
  }
  return exitCodeOf(await keepBaseline(report, settings), settings);
}

/** The folder by its own name: the way to it is nobody's business in a report. */
function nameOf(path: string): string {
  return /^\.{0,2}\/?$/.test(path) ? basename(resolve(path)) : path;
}

/** What stands before the paths of the files, seen from here: nothing where they are not below. */
function baseOf(root: string): { base?: string } {
  const folder = statSync(root).isFile() ? dirname(root) : root;
  const base = relative(process.cwd(), folder);
  const isOutside = isAbsolute(base) || base.split(sep)[0] === '..';
  return isOutside ? {} : { base: base.split(sep).join('/') };
}

function unread({ surface: { warnings } }: Report): string {
  const more = warnings.length - mostWarnings;
  const lines = [...warnings.slice(0, mostWarnings), ...(more > 0 ? [`and ${more} more; the report names them.`] : [])];
  return lines.map((line) => `middlebrick: ${visible(line)}\n`).join('');
}
