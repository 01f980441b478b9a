import { ScanError } from '@middlebrick/model';
import type { Check } from '@middlebrick/scanner';
import { distance } from 'fastest-levenshtein';
import picomatch from 'picomatch';

/**
 * The checks that patterns choose: ids, families (`bola`), or patterns with `*`.
 * @throws ScanError BAD_ARGUMENT for a pattern that matches none, with the nearest id
 */
export function selectChecks(checks: readonly Check[], only: readonly string[], skip: readonly string[]): Check[] {
  const chosen = only.length === 0 ? checks : checks.filter((check) => only.some((pattern) => matches(check.id, pattern)));
  for (const pattern of [...only, ...skip]) {
    if (!checks.some((check) => matches(check.id, pattern))) throw unknown(pattern, checks);
  }
  return chosen.filter((check) => !skip.some((pattern) => matches(check.id, pattern)));
}

/** Whether an id is meant by a pattern: the id itself, its family, its bare name, or a glob. */
export function matches(id: string, pattern: string): boolean {
  return id === pattern || id.startsWith(`${pattern}/`) || id.split('/')[1] === pattern || picomatch.isMatch(id, pattern);
}

/** Up to three names that are few letters away from a misspelt one, nearest first. */
export function nearest(name: string, names: readonly string[]): string[] {
  return names
    .map((candidate) => ({ candidate, distance: Math.min(distance(name, candidate), distance(name, candidate.split('/').at(-1) ?? '')) }))
    .filter((entry) => entry.distance <= Math.max(2, name.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((entry) => entry.candidate);
}

function unknown(pattern: string, checks: readonly Check[]): ScanError {
  const near = nearest(pattern, checks.map((check) => check.id));
  const hint = near.length === 0 ? 'See `middlebrick checks`.' : `Did you mean ${near.join(' or ')}?`;
  return new ScanError('BAD_ARGUMENT', `No check is called "${pattern}". ${hint}`);
}
