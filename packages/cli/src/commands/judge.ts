import { remediationFor } from '@middlebrick/knowledge';
import { checks, type FindingChange, judgeRun, type Rejudged } from '@middlebrick/scanner';
import { acceptedBy, keepBaseline } from '../accepted.ts';
import { exitCodeOf, outputFiles, publish } from '../publish.ts';
import { type Flags, resultSettingsFrom } from '../settings.ts';
import { version } from '../version.ts';
import { visible } from '../visible.ts';

/** `middlebrick judge`: decides a saved run again, by the rules of today and without a request. */
export async function runJudge(file: string, flags: Flags): Promise<number> {
  const settings = resultSettingsFrom(flags, process.env);
  const outputs = await outputFiles(settings);
  const today = new Date().toISOString().slice(0, 10);
  const judged = judgeRun(file, {
    checks,
    version: version(),
    accepted: { ...(await acceptedBy(settings, checks)), today },
    remediationFor: (check, stack) => remediationFor(check.id, check, stack),
  });
  for (const line of differences(judged)) process.stderr.write(`middlebrick: ${visible(line)}\n`);
  await publish(judged.report, outputs, settings);
  return exitCodeOf(await keepBaseline(judged.report, settings), settings);
}

const mostNamed = 5;

/** What comes out otherwise than when the run was saved, and what could not be judged any more. */
function differences({ changes, unknown, savedBy }: Rejudged): string[] {
  const named = changes.slice(0, mostNamed).map(inWords);
  const more = changes.length > mostNamed ? `; and ${changes.length - mostNamed} more` : '';
  const noun = changes.length === 1 ? 'finding' : 'findings';
  return [
    ...(changes.length === 0
      ? []
      : [`${changes.length} ${noun} changed since version ${savedBy} saved the run: ${named.join('; ')}${more}.`]),
    ...(unknown.length === 0 ? [] : [`This version has no check ${unknown.join(', ')}; it was left out.`]),
  ];
}

function inWords({ kind, finding }: FindingChange): string {
  const what = `${finding.check} · ${finding.operation ?? 'the whole target'}`;
  return kind === 'changed' ? `${what} is ${finding.severity}, ${finding.confidence}` : `${what} is ${kind}`;
}
