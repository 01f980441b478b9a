import type { Report } from '@middlebrick/model';
import type { Invocation, Notification, ReportingDescriptor } from 'sarif';
import { isAudit } from '../audit-facts.ts';
import { askedOfApi } from '../both-sides.ts';
import { deedsOf } from '../deeds.ts';
import { count, undecided } from '../facts.ts';
import { visible } from '../visible.ts';

const notificationKinds: ReportingDescriptor[] = [
  { id: 'inconclusive', shortDescription: { text: 'A check could not tell.' } },
  { id: 'broken', shortDescription: { text: 'A check failed; the scan went on.' } },
  { id: 'not-tested', shortDescription: { text: 'Something was left out of the scan.' } },
  { id: 'not-registered', shortDescription: { text: 'The scan could not register its own users.' } },
  { id: 'left-over', shortDescription: { text: 'Something that the scan made is still there.' } },
  { id: 'stopped', shortDescription: { text: 'The scan ended before it was done.' } },
];

/** The kinds of an audit, which sends nothing and so knows of other gaps. */
const auditKinds: ReportingDescriptor[] = [
  { id: 'not-read', shortDescription: { text: 'Some of the code could not be read.' } },
  { id: 'stopped', shortDescription: { text: 'The audit ended before it was done.' } },
];

/** What the notifications of a report may be about. */
export function kindsOf(report: Report): ReportingDescriptor[] {
  return isAudit(report) ? auditKinds : notificationKinds;
}

/** The run itself: when, whether it came to its end, and everything that is not known because of it. */
export function invocationOf(report: Report): Invocation {
  const { startedAt, finishedAt, isInterrupted, stopReason } = report.scan;
  const isWhole = !isInterrupted && stopReason === undefined;
  return {
    executionSuccessful: isWhole,
    exitCodeDescription: isWhole ? 'completed' : (stopReason ?? 'interrupted'),
    startTimeUtc: startedAt,
    endTimeUtc: finishedAt,
    toolExecutionNotifications: notificationsOf(report, isWhole).map((one) => numbered(one, kindsOf(report))),
  };
}

function notificationsOf(report: Report, isWhole: boolean): Notification[] {
  const stopped = isWhole ? [] : [notification('stopped', 'warning', report.scan.stopReason ?? 'interrupted')];
  if (isAudit(report)) {
    return [...stopped, ...report.surface.warnings.map((text) => notification('not-read', 'warning', text))];
  }
  const untold = undecided(askedOfApi(report)).map((entry) =>
    notification(
      entry.outcome,
      entry.outcome === 'broken' ? 'error' : 'note',
      `${entry.count} ${entry.outcome}: ${entry.reason} (${entry.checks.join(', ')})`,
    ),
  );
  const gaps = report.gaps.map((gap) =>
    notification('not-tested', 'note', `${count(gap.count, gap.unit)} not tested: ${gap.subject} (${gap.remedy})`),
  );
  return [...stopped, ...notificationsOfDeeds(report), ...untold, ...gaps];
}

/** What an active scan could not do, and what it could not undo. */
function notificationsOfDeeds(report: Report): Notification[] {
  const deeds = deedsOf(report);
  if (deeds === undefined) return [];
  const { failure, leftovers, isKept } = deeds;
  const missing =
    failure === null
      ? []
      : [notification('not-registered', 'warning', `${failure.title}: ${failure.reason}. Instead, ${failure.remedy}`)];
  const left = leftovers.map(({ what, operation, reason, remedy }) =>
    notification(
      'left-over',
      isKept ? 'note' : 'warning',
      `${what}, made by ${operation}: ${reason}; remove it ${remedy}`,
    ),
  );
  return [...missing, ...left];
}

function notification(id: string, level: Notification.level, text: string): Notification {
  return { descriptor: { id }, level, message: { text: visible(text) } };
}

function numbered({ descriptor, ...rest }: Notification, kinds: readonly ReportingDescriptor[]): Notification {
  return { descriptor: { ...descriptor, index: kinds.findIndex(({ id }) => id === descriptor?.id) }, ...rest };
}
