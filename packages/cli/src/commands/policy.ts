import {
  type AccessCell,
  isShortfall,
  isViolation,
  type Policy,
  policyExpectation,
  type Report,
  ScanError,
} from '@middlebrick/model';
import { assertAbsent, writeNew } from '../new-file.ts';
import { policyText } from '../policy-text.ts';
import { warnOfPolicy } from '../policy-warnings.ts';
import { progressKind } from '../progress.ts';
import { readPolicy } from '../read-policy.ts';
import { readReport } from '../read-report.ts';
import { type Flags, settingsFrom } from '../settings.ts';
import { visible } from '../visible.ts';
import { optionsFrom, scanInterruptibly, withRoutes } from './scan.ts';

/** The checks whose writes tell who may write what; the cells of what is read need no check. */
const writingChecks = ['bola/foreign-object-write', 'bfla/privileged-write'];

/** `middlebrick policy learn`: asks everybody for everything that may be read, and writes who got what as a policy. */
export async function runPolicyLearn(target: string | undefined, flags: Flags): Promise<number> {
  const { output, ...others } = flags;
  const file = String(output);
  const settings = settingsFrom(target, others, process.env);
  if (settings.target === undefined) {
    const help = 'For example: middlebrick policy learn http://127.0.0.1:5000 --as alice=bearer:$ALICE.';
    throw new ScanError('BAD_ARGUMENT', 'Give the base URL of the API.', { help });
  }
  if (flags.force !== true) await assertAbsent(file);
  const {
    policy: _policy,
    save: _save,
    checks,
    ...options
  } = await withRoutes(optionsFrom({ ...settings, only: [], skip: [] }, settings.target), settings);
  const asked = checks.filter(({ id }) => writingChecks.includes(id));
  const kind = progressKind(process.stderr, { isQuiet: settings.quiet, isForPeople: true });
  const report = await scanInterruptibly({ ...options, checks: asked, matrix: true }, kind);
  await writeNew(file, policyText(report), flags.force === true);
  process.stdout.write(learnt(file, report));
  return 0;
}

function learnt(file: string, { matrix, identities }: Report): string {
  const cells = matrix?.cells ?? [];
  const operations = new Set(cells.filter(({ observed }) => observed !== 'unknown').map(({ operation }) => operation));
  const callers = identities.filter(({ isAlive }) => isAlive).length;
  const flaws = cells.filter(isViolation).length;
  const found = flaws === 0 ? '' : `; ${count(flaws, 'access')}${flaws === 1 ? ' is' : 'es are'} probably a flaw`;
  const name = visible(file);
  return (
    `Wrote ${name}: ${count(operations.size, 'operation')} and ${count(callers, 'caller')}${found}.\n` +
    `Next    review it, then: middlebrick scan --policy ${name}\n`
  );
}

/** `middlebrick policy check`: compares the matrix of a report with a policy; exit code 1 when somebody gets too much. */
export async function runPolicyCheck(reportFile: string, policyFile: string): Promise<number> {
  const report = await readReport(reportFile);
  const policy = readPolicy(policyFile);
  if (report.matrix === undefined) {
    const help = 'Write one with `middlebrick scan <URL> --matrix --output report.json`.';
    throw new ScanError('FILE_UNREADABLE', `${reportFile} has no matrix to compare with.`, { help });
  }
  warnOfPolicy(policy, report);
  const cells = compared(report, policy);
  process.stdout.write(
    `${comparison(cells)
      .map((line) => visible(line))
      .join('\n')}\n`,
  );
  return cells.some(isViolation) ? 1 : 0;
}

/** The cells that the policy speaks of, with what it says. */
function compared({ matrix, identities }: Report, policy: Policy): AccessCell[] {
  const callers = new Map(identities.map((identity) => [identity.name, identity]));
  return (matrix?.cells ?? []).flatMap(({ expected: _, basis: __, ...cell }): AccessCell[] => {
    const caller = callers.get(cell.identity) ?? { name: cell.identity };
    const expected = policyExpectation(policy, cell, caller);
    return expected === undefined ? [] : [{ ...cell, expected, basis: 'policy' }];
  });
}

function comparison(cells: readonly AccessCell[]): string[] {
  const violations = cells.filter(isViolation);
  const shortfalls = cells.filter(isShortfall);
  const open = cells.filter(({ observed }) => observed === 'unknown');
  const asDeclared = cells.length - violations.length - shortfalls.length - open.length;
  const line = (sign: string, { operation, identity, whose, reason }: AccessCell): string =>
    `  ${sign} ${operation} · ${identity}${whose === 'none' ? '' : ` · ${whose}`}${reason === undefined ? '' : ` · ${reason}`}`;
  return [
    `Policy  ${asDeclared} as declared, ${violations.length} allowed though denied, ${shortfalls.length} denied though allowed, ${open.length} not known`,
    ...violations.map((cell) => line('! allowed, and the policy denies it: ', cell)),
    ...shortfalls.map((cell) => line('* denied, and the policy allows it: ', cell)),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 || noun === 'access' ? '' : 's'}`;
}
