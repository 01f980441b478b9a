import type { Exchange, Finding, Report } from '@middlebrick/model';
import type { Decided } from './decide.ts';
import type { Check, Hit } from './define-check.ts';
import type { Replayer } from './replay.ts';
import { compileReport } from './report.ts';
import type { ReportSettings, RunFacts } from './run-facts.ts';
import { recognisedStack } from './survey/stack.ts';
import { findingsOf } from './verdict/findings.ts';

/** What makes a report of judgements. */
export interface Conclusion {
  facts: RunFacts;
  /** The checks that were run, in the order of the report. */
  checks: readonly Check[];
  decided: Decided;
  /** Builds the commands that repeat what a finding was proven by. */
  replayOf: Replayer;
  settings: ReportSettings;
  /** Remediation for the stack at hand. */
  remediationFor?: RemediationFor | undefined;
}

export type RemediationFor = (check: Check, stack: readonly string[]) => Finding['remediation'] | undefined;

/** The report of a run: the last step of a scan, and of every later judgement of what it saved. */
export function conclude({ facts, checks, decided, replayOf, settings, remediationFor }: Conclusion): Report {
  const stack = recognisedStack(exchangesOf(decided.hits), facts.end.survey.stack);
  const findings = findingsOf(decided.hits, {
    context: facts.start.context,
    replayOf,
    remediationFor: (check) => remediationFor?.(check, stack),
  });
  return compileReport({ facts, checks, decided, findings, stack, settings });
}

function exchangesOf(hits: readonly Hit[]): Exchange[] {
  return hits.flatMap(({ judgment }) => judgment.proof.map((entry) => entry.exchange));
}
