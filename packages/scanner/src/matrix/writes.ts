import type { AccessCell, Operation } from '@middlebrick/model';
import type { MadeObject } from '../active/contract.ts';
import privilegedWrite from '../checks/bfla/privileged-write.ts';
import foreignObjectWrite from '../checks/bola/foreign-object-write.ts';
import type { Check } from '../define-check.ts';
import type { Question } from '../experiments/ask-of-writes.ts';
import type { Trial } from '../experiments/write-trial.ts';
import { objectParameter } from '../survey/bindings.ts';
import { judgeAccount } from '../verdict/account.ts';
import { judgeCreation } from '../verdict/creation.ts';
import { judgeWrite, type WriteEvidence } from '../verdict/write.ts';

/** The checks whose writes say who may write what. */
export const writingChecks: readonly string[] = [foreignObjectWrite.id, privilegedWrite.id];

/** What the two checks gather, as far as the matrix needs it. */
interface ForeignWrites {
  questions: readonly Question[];
}
interface PrivilegedWrites {
  caller: string;
  trial: Trial<WriteEvidence> | null;
}

/** What the checks that write saw of the cells of an operation. The status of a write proves nothing; its effect does. */
export function writeCells(check: string, operation: Operation, evidence: unknown): AccessCell[] {
  if (check === foreignObjectWrite.id) {
    return (evidence as ForeignWrites).questions.flatMap((question) => questionCells(operation, question));
  }
  if (check === privilegedWrite.id) return privilegedCells(operation, evidence as PrivilegedWrites);
  return [];
}

/** Making something is a write, too: what was made shows that its owner may. */
export function madeCells(made: readonly MadeObject[], operations: readonly Operation[]): AccessCell[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  return made.flatMap(({ operation: id, owner, exchange }) => {
    const operation = byId.get(id);
    if (operation === undefined) return [];
    const whose = objectParameter(operation) === undefined ? 'none' : 'own';
    return [cell(id, owner, whose, 'allowed', 'made an object', exchange.response?.status)];
  });
}

function cell(
  operation: string,
  identity: string,
  whose: AccessCell['whose'],
  observed: AccessCell['observed'],
  reason: string,
  status: number | undefined,
): AccessCell {
  return { operation, identity, whose, observed, reason, ...(status === undefined ? {} : { status }) };
}

function questionCells({ id }: Operation, { owner, other, trial }: Question): AccessCell[] {
  if ('reason' in trial) return [];
  const of = (outcome: 'vulnerable' | 'hardened' | 'inconclusive', status: number | undefined): AccessCell[] => {
    if (outcome === 'inconclusive') return [];
    const isAllowed = outcome === 'vulnerable';
    const reason = isAllowed ? `writes to what is ${owner}'s` : `what is ${owner}'s stays as it was`;
    return [cell(id, other, 'foreign', isAllowed ? 'allowed' : 'denied', reason, status)];
  };
  if (trial.about === 'object') {
    const { control, attack } = trial.evidence;
    const { outcome } = judgeWrite(trial.evidence);
    // A refusal of strangers only counts where the owner's own write was seen to work.
    const status = control?.write.response?.status;
    const own = outcome === 'hardened' ? [cell(id, owner, 'own', 'allowed', 'writes to its own object', status)] : [];
    return [...of(outcome, attack.write.response?.status), ...own];
  }
  if (trial.about === 'account') {
    return of(judgeAccount(trial.evidence).outcome, trial.evidence.write.response?.status);
  }
  const { rule, outcome } = judgeCreation(trial.evidence);
  // To add in one's own name to what is another's is no access to it.
  return rule === 'ownName' ? [] : of(outcome, trial.evidence.creation.response?.status);
}

function privilegedCells(operation: Operation, evidence: PrivilegedWrites): AccessCell[] {
  const { caller, trial } = evidence;
  if (trial === null || 'reason' in trial) return [];
  const check: Check = privilegedWrite;
  const [judgment] = [check.judge(evidence, operation)].flat();
  if (judgment === undefined || judgment.outcome === 'inconclusive') return [];
  const isAllowed = judgment.outcome === 'vulnerable';
  const whose = objectParameter(operation) === undefined ? 'none' : 'foreign';
  const reason = isAllowed ? 'does what administrators do' : 'refused, and nothing changed';
  const { status } = trial.evidence.attack.write.response ?? {};
  return [cell(operation.id, caller, whose, isAllowed ? 'allowed' : 'denied', reason, status)];
}
