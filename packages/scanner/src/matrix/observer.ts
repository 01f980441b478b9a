import type { AccessCell, Operation, Surface } from '@middlebrick/model';
import { concurrently } from '../concurrently.ts';
import type { Gathered, Task } from '../decide.ts';
import type { Sessions } from '../identities/sessions.ts';
import { unlessOver } from '../scan-over.ts';
import { requestOf } from '../surface/index.ts';
import { type AccessTools, NotAsked, observeAccess } from '../survey/access.ts';
import type { Survey } from '../survey/survey.ts';
import { type AccessEvidence, judgeAccess } from '../verdict/access.ts';
import { madeCells, writeCells } from './writes.ts';

export interface ObserverOptions {
  survey: Survey;
  surface: Surface;
  sessions: Pick<Sessions, 'send' | 'known'>;
  /** The same as the checks have, so that what they asked is known. */
  lookalike: (value: string) => string;
  /** Asks what is not known yet; otherwise nothing is sent. */
  isAsking: boolean;
}

/** Watches a scan for who gets what. Keeps cells and no answers. */
export interface AccessObserver {
  /** Looks at operations whose questions were all asked. */
  look(operations: readonly Operation[]): Promise<void>;
  /** Takes up what came of a question. */
  take(task: Task, gathered: Gathered): void;
  /** What was seen, in the order in which it was. */
  cells(): AccessCell[];
}

/** Operations that are looked at together. */
const parallel = 8;

export function accessObserver(options: ObserverOptions): AccessObserver {
  const { survey, surface, sessions, lookalike, isAsking } = options;
  const cells = madeCells(survey.made, surface.operations);
  const tools: AccessTools = {
    survey,
    send: isAsking
      ? sessions.send
      : (request, as, _purpose, sending) => sessions.known(request, as, sending) ?? Promise.reject(new NotAsked()),
    request: (operation, values) => requestOf(operation, values, surface),
    lookalike,
  };
  return {
    look: async (operations) => {
      const seen = await concurrently(operations, parallel, async (operation) => {
        const evidence = await unlessOver(observeAccess(operation, tools));
        return (evidence ?? []).map((entry) => cellOf(operation, entry));
      });
      cells.push(...seen.flat());
    },
    take: ({ check, operation }, gathered) => {
      if (operation === undefined || !('evidence' in gathered)) return;
      cells.push(...writeCells(check.id, operation, gathered.evidence));
    },
    cells: () => cells,
  };
}

function cellOf(operation: Operation, evidence: AccessEvidence): AccessCell {
  const { observed, status, reason, isShared } = judgeAccess(evidence);
  return {
    operation: operation.id,
    identity: evidence.identity,
    whose: evidence.whose,
    observed,
    ...(isShared === undefined ? {} : { isShared }),
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined ? {} : { reason }),
  };
}
