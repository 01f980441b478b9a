import { type Exchange, jsonOf, leavesOf } from '@middlebrick/model';
import type { ClassifiedLeaf } from './classified-answer.ts';

/** How the variable of a password stands in a recorded exchange: secrets of the scan are never kept in clear. */
const passwordVariable = /^\$[A-Z0-9_]{1,80}_(?:PASSWORD|BASIC)$/;

/**
 * Leaves of an answer that are the very password with which a caller of the scan signs in: proof that the service
 * stores it in clear. The recording shows the variable in its place.
 */
export function handedBackPasswords(exchange: Exchange): ClassifiedLeaf[] {
  const json = jsonOf(exchange);
  if (json === undefined) return [];
  return leavesOf(json).flatMap(({ path, key, value }) =>
    typeof value === 'string' && passwordVariable.test(value)
      ? [{ path, key, value, class: 'credential' as const, kind: 'password in clear' }]
      : [],
  );
}

/** Whether a text shows any secret of the scan itself, in the form that the recording gives it. */
export function showsOwnSecret(text: string): boolean {
  return /\$[A-Z0-9_]{1,80}_(?:PASSWORD|TOKEN|KEY|BASIC|COOKIE_[A-Z0-9_]{1,80})\b/.test(text);
}
