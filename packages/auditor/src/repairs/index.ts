import type { AuditHit } from '../audit.ts';
import type { Broken, Repair } from './contract.ts';
import { debugOff } from './debug-off.ts';
import type { Edit } from './edit.ts';
import { hiddenSessionCookie } from './hidden-session-cookie.ts';
import { noNoneAlgorithm } from './no-none-algorithm.ts';

const repairs: readonly Repair[] = [debugOff, noNoneAlgorithm, hiddenSessionCookie];

/** Whether a repair is worth a look. */
export function isRepairable(hit: AuditHit): boolean {
  return repairs.some(({ rule, message }) => rule === hit.rule.id && message === hit.message);
}

/** The mechanical repair of what was found; most things have none, since what is right only people know. */
export function repairOf(
  hit: AuditHit,
  { module, modules }: Pick<Broken, 'module' | 'modules'>,
  text: string,
): { readonly does: string; readonly edits: readonly Edit[] } | undefined {
  const repair = repairs.find(({ rule, message }) => rule === hit.rule.id && message === hit.message);
  if (repair === undefined) return undefined;
  const { lines } = module;
  const { line, column, endLine, endColumn } = hit.place;
  const start = (lines[line - 1] ?? 0) + column - 1;
  const end = (lines[endLine - 1] ?? 0) + endColumn - 1;
  const broken: Broken = { hit, module, modules, span: { start, end }, text };
  const edits = repair.mend(broken);
  return edits === undefined ? undefined : { does: repair.does, edits };
}
