import { type Accepted, isScanError, type Operation, type Report, ScanError, Secret } from '@middlebrick/model';
import { conclude, type RemediationFor } from '../conclude.ts';
import { type Decided, record, settle, sharedCopies } from '../decide.ts';
import type { Check } from '../define-check.ts';
import type { OwnFacts } from '../replay/facts.ts';
import { type Replayer, replayer } from '../replay.ts';
import { isActive } from '../run-checks.ts';
import type { SurfaceFacts } from '../run-facts.ts';
import type { End, StoredFinding } from './format.ts';
import { openSavedRun } from './run-reader.ts';
import { storedFinding } from './run-writer.ts';

export interface JudgeOptions {
  /** All checks of today; those that the run asked are applied. */
  checks: readonly Check[];
  /** Of the tool that judges. */
  version: string;
  accepted?: Accepted;
  remediationFor?: RemediationFor;
}

/** A saved run judged again, and what comes out otherwise than when it was saved. */
export interface Rejudged {
  report: Report;
  /** Version of the tool that saved the run. */
  savedBy: string;
  changes: readonly FindingChange[];
  /** Ids of checks that the run asked and that are not known any more. */
  unknown: readonly string[];
}

/** A finding that is new, gone, or not what it was. */
export interface FindingChange {
  kind: 'new' | 'gone' | 'changed';
  finding: StoredFinding;
}

/**
 * Decides a saved run again, by the rules of today and without a request.
 * @throws ScanError FILE_UNREADABLE for a file that is no whole run
 */
export function judgeRun(path: string, options: JudgeOptions): Rejudged {
  try {
    return rejudged(path, options);
  } catch (error) {
    if (isScanError(error) && error.code === 'FILE_UNREADABLE') throw error;
    // An address or a place that is none any more: nothing that a scan writes.
    const what = error instanceof Error ? error.message : String(error);
    throw new ScanError('FILE_UNREADABLE', `${path} is damaged: ${what}`, {
      cause: error,
      help: 'Save the run anew with `middlebrick scan --save`.',
    });
  }
}

function rejudged(path: string, { checks: all, version, accepted, remediationFor }: JudgeOptions): Rejudged {
  using run = openSavedRun(path);
  const { header, surface, end } = run;
  const byId = new Map(all.map((check) => [check.id as string, check]));
  const checks = header.run.checks.flatMap((id) => byId.get(id) ?? []);
  const operations = operationsOf(surface);
  const decided: Decided = { hits: [], coverage: [] };
  const shared = sharedCopies();
  const lost = new Set(end.lost);
  for (const { check: id, operation: name, gathered } of run.tasks()) {
    const check = byId.get(id);
    const operation = check === undefined || name === null ? undefined : operations(check, name);
    if (check === undefined || (check.per === 'operation' && operation === undefined)) continue;
    const task = { check, operation };
    record(task, settle(task, gathered, shared), lost, decided);
  }
  const { context, ...start } = header.run;
  const { activity, stopReason, ...rest } = end;
  const report = conclude({
    facts: {
      start: { ...start, ...(context === undefined ? {} : { context }) },
      surface,
      end: {
        ...rest,
        ...(activity === undefined ? {} : { activity }),
        ...(stopReason === undefined ? {} : { stopReason }),
      },
    },
    checks,
    decided,
    replayOf: replayerOf(end.replay, run.own, surface.operations),
    settings: { version, ...(accepted === undefined ? {} : { accepted }) },
    remediationFor,
  });
  return {
    report,
    savedBy: header.tool.version,
    changes: changesBetween(end.findings, report.findings.map(storedFinding)),
    unknown: header.run.checks.filter((id) => !byId.has(id)),
  };
}

/** Builds the same commands as the scan did, from what it saved of its callers. */
function replayerOf(
  { recipes, variables, certificates, ca }: End['replay'],
  own: OwnFacts | undefined,
  operations: readonly Operation[],
): Replayer {
  const recipe = new Map(recipes);
  const known = new Set(variables);
  const files = new Map(certificates);
  return replayer(
    {
      recipeOf: (name) => recipe.get(name),
      certificateOf: (name) => {
        const found = files.get(name) ?? files.get(name.replace(/\+.*$/s, ''));
        if (found === undefined) return undefined;
        const { cert, key, passphrase } = found;
        // Only the names are shown; what is in the files is of no concern to a command.
        const opened = passphrase === undefined ? {} : { passphrase: new Secret('', passphrase) };
        return { cert: '', key: '', files: { cert, key }, ...opened };
      },
    },
    { knows: (variable) => known.has(variable) },
    { ...(ca === undefined ? {} : { ca }), own, operations },
  );
}

/** A check that writes was asked about the operation as described, a reading one as the scan called it. */
function operationsOf({ operations, callable }: SurfaceFacts): (check: Check, id: string) => Operation | undefined {
  const described = new Map(operations.map((operation) => [operation.id, operation]));
  const called = new Map(callable.map((operation) => [operation.id, operation]));
  return (check, id) => (isActive(check) ? described : called).get(id);
}

function changesBetween(before: readonly StoredFinding[], after: readonly StoredFinding[]): FindingChange[] {
  const old = new Map(before.map((finding) => [finding.fingerprint, finding]));
  const now = new Set(after.map(({ fingerprint }) => fingerprint));
  const changed = after.flatMap((finding): FindingChange[] => {
    const known = old.get(finding.fingerprint);
    if (known === undefined) return [{ kind: 'new', finding }];
    const isSame =
      known.severity === finding.severity &&
      known.confidence === finding.confidence &&
      known.message === finding.message;
    return isSame ? [] : [{ kind: 'changed', finding }];
  });
  const gone = before.filter(({ fingerprint }) => !now.has(fingerprint));
  return [...changed, ...gone.map((finding): FindingChange => ({ kind: 'gone', finding }))];
}
