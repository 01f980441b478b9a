import { type Report, unsuppressed } from '@middlebrick/model';
import { visible } from './visible.ts';

/** The last lines of a scan for people: where the reports are, and the most useful thing to run now. */
export function closing(report: Report, files: readonly string[]): string {
  const written = files.length === 0 ? [] : [`Report  ${files.join(' · ')}`];
  return `\n${[...written, ...next(report, files).map((text, index) => `${index === 0 ? 'Next  ' : '      '}  ${text}`)].map((text) => visible(text)).join('\n')}\n`;
}

function next(report: Report, files: readonly string[]): string[] {
  const [worst] = unsuppressed(report.findings);
  const steps: string[] = [];
  if (worst !== undefined) steps.push(`middlebrick explain ${worst.check}`);
  if (report.scan.mode === 'read-only' && report.gaps.some(({ subject }) => subject === 'writes')) {
    steps.push(`the same command with --active: writes too, to ${ownThings(report)} that it makes itself and removes`);
  }
  if (report.identities.every((identity) => identity.credential === 'none')) {
    const active = report.scan.mode === 'active' ? ' --active' : '';
    steps.push(`middlebrick scan ${report.target.url}${active} --as alice=bearer:$ALICE --as bob=bearer:$BOB`);
  }
  if (files.length === 0) steps.push('the same command with --output report.html: a page to share');
  return steps;
}

/** Users are registered where none were given. */
function ownThings({ identities }: Report): string {
  const given = identities.filter(({ credential, isPrivileged }) => credential !== 'none' && !isPrivileged);
  return given.length < 2 ? 'users and objects' : 'objects';
}
