import type { Activity, Finding, Report, ReportedIdentity } from '@middlebrick/model';

/** What a scan tells while it runs. Terminal, logs and servers are equal consumers; the engine knows none of them. */
export type ScanEvent =
  | { type: 'start'; target: string; mode: Report['scan']['mode']; seed: number; scanId: string }
  | { type: 'surface'; operations: number; source: string; warnings: readonly string[] }
  | { type: 'identities'; identities: readonly ReportedIdentity[] }
  /** Users of the scan's own are being registered. */
  | { type: 'registering' }
  | { type: 'registered'; registration: Activity['registration'] }
  | { type: 'made'; objects: number }
  /** What was made is being removed; ending now would leave it behind. */
  | { type: 'cleaning-up' }
  | { type: 'cleaned-up'; removed: number; leftovers: Activity['leftovers'] }
  | { type: 'survey-progress'; done: number; total: number }
  | { type: 'survey'; objects: number; owned: number; requests: number }
  | { type: 'check-progress'; done: number; total: number; requests: number; isWriting: boolean }
  | { type: 'finding'; finding: Finding }
  | { type: 'warning'; message: string }
  | { type: 'end'; requests: number; milliseconds: number; stopReason: string | undefined };

export type EventSink = (event: ScanEvent) => void;
