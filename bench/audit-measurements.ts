import type { Tree } from './audit-trees.ts';
import { type Measurement, median, medianRatio } from './measurement.ts';

/** One audit by the command line. */
export interface AuditRun {
  readonly seconds: number;
  /** Most bytes of memory held. */
  readonly peak: number;
}

/** What was measured on one tree; the runs of `cold` and `semgrep` took turns. */
export interface TreeRuns {
  readonly tree: Tree;
  readonly cold: readonly AuditRun[];
  /** With what an earlier one kept. */
  readonly warm: readonly AuditRun[];
  readonly semgrep: readonly { readonly seconds: number; readonly files: number; readonly findings: number }[];
  /** Which rules Semgrep asked. */
  readonly rules: string;
}

const benchmark = 'audit';

/** Megabytes a second, memory, and how both tools compare. */
export function auditMeasurements({ tree, cold, warm, semgrep, rules }: TreeRuns): Measurement[] {
  const { language, files, bytes } = tree;
  const megabytes = bytes / 1e6;
  const speed = ({ seconds }: { readonly seconds: number }): number => megabytes / seconds;
  const note = `${files} files, ${megabytes.toFixed(1)} MB`;
  const [other] = semgrep;
  return [
    { benchmark, name: `${language}: audit`, value: median(cold.map(speed)), unit: 'MB/s', note },
    {
      benchmark,
      name: `${language}: Semgrep`,
      value: median(semgrep.map(speed)),
      unit: 'MB/s',
      note: `${rules}; ${other?.files ?? 0} files read, ${other?.findings ?? 0} findings`,
    },
    {
      benchmark,
      name: `${language}: audit / Semgrep`,
      value: medianRatio(cold.map(speed), semgrep.map(speed)),
      unit: '×',
      goal: { kind: 'at least', value: 10 },
      note: 'whole commands, from start to end',
    },
    {
      benchmark,
      name: `${language}: peak`,
      value: median(cold.map(({ peak }) => peak)) / 1e6,
      unit: 'MB',
      goal: { kind: 'at most', value: 400 },
    },
    {
      benchmark,
      name: `${language}: again, unchanged`,
      value: median(warm.map(({ seconds }) => seconds)),
      unit: 's',
      goal: { kind: 'at most', value: 1 },
      note: `${medianRatio(
        cold.map(({ seconds }) => seconds),
        warm.map(({ seconds }) => seconds),
      ).toFixed(0)} times as fast as the first time`,
    },
  ];
}
