import { resolve } from 'node:path';
import { type CodePolicies, type CodePolicy, codePolicies, discover, isTagName } from '@middlebrick/auditor';
import { ScanError } from '@middlebrick/model';
import { didYouMean } from '../nearest.ts';
import type { Flags } from '../settings.ts';
import { visible } from '../visible.ts';

const usualTag = 'owner';
/** Stands for the role of what belongs to none, where there are several policies. */
const noRole = '(no role)';

/**
 * `middlebrick audit --policy`: the IAM policy that the code needs goes to standard output, and nothing else does; what
 * has to be known of it, and how it differs from what is deployed, to standard error.
 */
export async function runAuditPolicy(path: string, flags: Flags): Promise<number> {
  const ownerTag = typeof flags.ownerTag === 'string' ? flags.ownerTag : usualTag;
  if (!isTagName(ownerTag)) {
    throw new ScanError('BAD_ARGUMENT', 'No tag of a session can have this name.', {
      help: 'Give --owner-tag up to 128 letters, digits, spaces and _.:/=+@-.',
    });
  }
  printPolicy(chosen(await codePolicies(await discover(resolve(path)), ownerTag), flags.role), flags);
  return 0;
}

function chosen({ policies, warnings }: CodePolicies, role: unknown): CodePolicies {
  if (policies.length === 0) {
    const help = 'Audit the folder with the code that calls it; what is known is listed in docs/audit.md.';
    throw new ScanError('BAD_ARGUMENT', 'No call of DynamoDB was found, so no policy is needed.', { help });
  }
  if (typeof role !== 'string') return { policies, warnings };
  const found = policies.filter((policy) => policy.role === role);
  if (found.length > 0) return { policies: found, warnings };
  const roles = policies.flatMap((policy) => policy.role ?? []);
  const help =
    roles.length === 0
      ? 'Leave --role out: the templates do not say which role runs which code.'
      : didYouMean(role, roles, `Choose one of ${roles.join(', ')}.`);
  throw new ScanError('BAD_ARGUMENT', `No role ${JSON.stringify(role)} runs code that calls DynamoDB.`, { help });
}

/** Prints policies: one as IAM takes it, several by their roles; with `--json` all that is known of them. */
function printPolicy({ policies, warnings }: CodePolicies, flags: Flags): void {
  const isMachine = flags.json === true;
  const [only, ...others] = policies;
  const plain =
    only !== undefined && others.length === 0
      ? only.document
      : Object.fromEntries(policies.map(({ role, document }) => [role ?? noRole, document]));
  const printed = isMachine ? { policies: policies.map(inFull), warnings } : plain;
  process.stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
  const lines = [
    ...warnings.map((warning) => `middlebrick: ${warning}`),
    ...(isMachine || flags.quiet === true ? [] : policies.flatMap(aboutPolicy)),
  ];
  process.stderr.write(lines.map((line) => `${visible(line)}\n`).join(''));
}

/** Places instead of whole statements. */
function inFull({ difference, ...policy }: CodePolicy) {
  if (difference === undefined) return policy;
  const unneeded = difference.unneeded.map(({ statement: { place, sid }, ...excess }) => ({
    ...(sid === undefined ? {} : { sid }),
    path: place.path,
    line: place.line,
    ...excess,
  }));
  return { ...policy, difference: { unneeded, missing: difference.missing } };
}

function aboutPolicy(policy: CodePolicy): string[] {
  const { role, document, notes } = policy;
  const count = document.Statement.length;
  const of = role === undefined ? '' : ` for the role ${role}`;
  return [
    `Policy    ${count} statement${count === 1 ? '' : 's'}${of}`,
    ...section('Notes', notes),
    ...section('Deployed', deployedLines(policy)),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? title.padEnd(10) : ' '.repeat(10)}${line}`);
}

function deployedLines({ difference }: CodePolicy): string[] {
  if (difference === undefined) return ['No template gives the code a policy to compare with.'];
  const { unneeded, missing } = difference;
  if (unneeded.length + missing.length === 0) return ['is what the code needs.'];
  return [
    ...unneeded.flatMap(({ statement: { place }, actions, resources, onForeignRows }) => {
      const at = `${place.path} line ${place.line}`;
      return [
        ...(actions.length === 0 ? [] : [`- ${at} allows what is not needed: ${listed(actions)}`]),
        ...resources.map(
          ({ resource, needed }) => `- ${at} takes in more than is needed: ${resource}${instead(needed)}`,
        ),
        ...(onForeignRows.length === 0 ? [] : [`- ${at} allows on the rows of others, too: ${listed(onForeignRows)}`]),
      ];
    }),
    ...missing.map(({ action, resource }) => `+ ${action} on ${resource} is needed and not allowed`),
  ];
}

function instead(needed: readonly string[]): string {
  return needed.length === 0 ? '' : ` (needed: ${needed.join(', ')})`;
}

/** Names that a line holds: a wildcard stands for many. */
const mostNames = 6;

function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
