import { type Budget, type ClientOptions, openClient } from '@middlebrick/http';
import { type Activity, isScanError, type Secret } from '@middlebrick/model';
import type { Stage } from './stage.ts';
import type { SwitchableClient } from './switchable-client.ts';

/** What the tidying up may take after a scan that was ended: enough for what a scan makes, and not for ever. */
const tidyingBudget: Partial<Budget> = { maxRequests: 500, totalTimeoutMs: 20_000, requestTimeoutMs: 5_000 };

/** Tidies up, also after the budget ran out or somebody pressed Ctrl-C: then by a client of its own. */
export async function closeStage(
  stage: Stage | undefined,
  line: SwitchableClient,
  { signal: _, budget, ...options }: ClientOptions,
  keep: ((credentials: readonly Secret[]) => void | Promise<void>) | undefined,
): Promise<Activity | undefined> {
  if (stage === undefined) return undefined;
  if (keep !== undefined) {
    await keep(stage.secrets());
    return stage.keep();
  }
  if (line.stopReason() === undefined) return stage.close();
  try {
    await using fresh = await openClient({ ...options, budget: { ...budget, ...tidyingBudget } });
    line.use(fresh);
    return await stage.close();
  } catch (error) {
    if (!isScanError(error)) throw error;
    // The target is gone: what was made stays, and the report says so.
    return stage.close();
  }
}
