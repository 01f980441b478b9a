import { callersIn, everyone, type Policy, type Report } from '@middlebrick/model';
import { didYouMean } from './nearest.ts';
import { visible } from './visible.ts';

/** Says on standard error what a policy names and a report does not know: it is probably misspelt. */
export function warnOfPolicy(policy: Policy, report: Report): void {
  for (const line of policyWarnings(policy, report)) process.stderr.write(`middlebrick: ${visible(line)}\n`);
}

/** One sentence for each operation and each name that the report does not know, with the nearest that it does. */
export function policyWarnings(policy: Policy, { surface, identities }: Report): string[] {
  const operations = surface.operations.map(({ id }) => id);
  const callers = [...new Set([...identities.flatMap(({ name, role }) => [name, role ?? name]), everyone])];
  return [
    ...Object.keys(policy).flatMap((name) => unknown('operation', name, operations)),
    ...callersIn(policy).flatMap((name) => unknown('identity or role', name, callers)),
  ];
}

function unknown(what: string, name: string, known: readonly string[]): string[] {
  if (known.includes(name)) return [];
  const cut = name.slice(0, 100);
  return [`The policy names "${cut}", and there is no such ${what}. ${didYouMean(cut, known, 'Take it out.')}`];
}
