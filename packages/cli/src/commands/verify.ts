import { renderVerification, renderVerificationJson } from '@middlebrick/report';
import { checks, type Verified, verify } from '@middlebrick/scanner';
import { couldNotTell } from '../exit-codes.ts';
import { terminalOptions } from '../output.ts';
import { progressKind } from '../progress.ts';
import { readReport } from '../read-report.ts';
import { type Flags, settingsFrom } from '../settings.ts';
import { interruptibly, optionsFrom, withRoutes } from './scan.ts';

/** `middlebrick verify`: asks again, live, what the findings of a report were found by. */
export async function runVerify(file: string, fingerprints: readonly string[], flags: Flags): Promise<number> {
  const before = await readReport(file);
  const target = typeof flags.target === 'string' ? flags.target : before.target.url;
  const settings = { ...settingsFrom(target, flags, process.env), only: [], skip: [], save: undefined };
  const isForPeople = flags.json !== true;
  const options = { ...(await withRoutes(optionsFrom(settings, target), settings)), checks };
  const progress = progressKind(process.stderr, { isQuiet: settings.quiet, isForPeople });
  const results = await interruptibly(progress, (events) => verify(before, fingerprints, { ...options, ...events }));
  process.stdout.write(
    isForPeople
      ? renderVerification(results, terminalOptions(process.stdout, settings.color))
      : renderVerificationJson(results, target),
  );
  return exitCode(results);
}

/** 0 when everything is fixed, 1 when something is still there, 3 when nothing is but not everything could be told. */
function exitCode(results: readonly Verified[]): number {
  const states = new Set(results.map(({ fate }) => fate.state));
  if (states.has('still there')) return 1;
  return states.has('cannot tell') ? couldNotTell : 0;
}
