import type { Finding, ReportedIdentity } from '@middlebrick/model';

/** What a scan tells while it runs. Terminal, logs and servers are equal consumers; the engine knows none of them. */
export type ScanEvent =
  | { type: 'start'; target: string; mode: 'read-only'; seed: number; scanId: string }
  | { type: 'surface'; operations: number; source: string; warnings: readonly string[] }
  | { type: 'identities'; identities: readonly ReportedIdentity[] }
  | { type: 'survey-progress'; done: number; total: number }
  | { type: 'survey'; objects: number; owned: number; requests: number }
  | { type: 'check-progress'; done: number; total: number; requests: number }
  | { type: 'finding'; finding: Finding }
  | { type: 'warning'; message: string }
  | { type: 'end'; requests: number; milliseconds: number; stopReason: string | undefined };

export type EventSink = (event: ScanEvent) => void;
