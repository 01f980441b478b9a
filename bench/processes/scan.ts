import { checks, identityConfigSchema, keepHeapSmall, scan } from '@middlebrick/scanner';
import { inputOf, peakMemory, tellParent } from './parent.ts';

/** Scans with all checks as the command line does, and tells how it went. */
export interface ScanResult {
  seconds: number;
  /** Most bytes of memory held. */
  peak: number;
  requests: number;
  /** Operations that were answered. */
  called: number;
  findings: number;
}

const { target, spec } = inputOf<{ target: string; spec: string }>();
const identities = [
  { name: 'alice', bearer: 'token-of-alice-3f9a1c07', owns: { organisation_id: ['org-alice'] } },
  { name: 'bob', bearer: 'token-of-bob-84d2e6b5', owns: { organisation_id: ['org-bob'] } },
].map((identity) => identityConfigSchema.parse(identity));

keepHeapSmall();
const start = performance.now();
const report = await scan({
  target,
  spec,
  identities,
  checks,
  seed: 7,
  version: '0.1.0',
  budget: {
    maxRequests: Number.POSITIVE_INFINITY,
    maxTotalBytes: Number.POSITIVE_INFINITY,
    totalTimeoutMs: Number.POSITIVE_INFINITY,
  },
});
const result: ScanResult = {
  seconds: (performance.now() - start) / 1000,
  peak: peakMemory(),
  requests: report.requests,
  called: report.surface.operations.filter((operation) => Object.keys(operation.statuses).length > 0).length,
  findings: report.findings.length,
};
tellParent({ ...result });
