import { ScanError } from '@middlebrick/model';
import picomatch from 'picomatch';
import { didYouMean } from './nearest.ts';

/**
 * The checks that patterns choose: ids, families (`bola`), or patterns with `*`.
 * @throws ScanError BAD_ARGUMENT for a pattern that matches none, with the nearest id, and when none are left
 */
export function selectChecks<C extends { readonly id: string }>(
  checks: readonly C[],
  only: readonly string[],
  skip: readonly string[],
): C[] {
  for (const pattern of [...only, ...skip]) {
    if (!checks.some((check) => matches(check.id, pattern))) throw unknown(pattern, checks);
  }
  const chosen = checks.filter((check) => only.length === 0 || only.some((pattern) => matches(check.id, pattern)));
  const kept = chosen.filter((check) => !skip.some((pattern) => matches(check.id, pattern)));
  if (kept.length > 0) return kept;
  throw new ScanError('BAD_ARGUMENT', 'No check is left: --skip leaves out everything.', {
    help: 'Skip less, or choose with --only.',
  });
}

/** Whether an id is meant by a pattern: the id itself, its family, its bare name, or a glob over either. */
export function matches(id: string, pattern: string): boolean {
  if (pattern.trim() === '') return false;
  const [family, name] = id.split('/');
  return id === pattern || family === pattern || name === pattern || picomatch.isMatch(id, pattern.slice(0, 200));
}

function unknown(pattern: string, checks: readonly { readonly id: string }[]): ScanError {
  const names = [...checks.map((check) => check.id), ...new Set(checks.map((check) => check.id.split('/')[0] ?? ''))];
  const help = didYouMean(pattern, names, 'See `middlebrick checks`.');
  return new ScanError('BAD_ARGUMENT', `No check is called "${pattern}".`, { help });
}
