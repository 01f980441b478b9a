import { distance } from 'fastest-levenshtein';

/** Up to three names that are few letters away from a misspelt one, nearest first. The part after a slash counts alone. */
export function nearest(name: string, names: readonly string[]): string[] {
  const misspelt = name.toLowerCase();
  return names
    .map((candidate) => ({ candidate, steps: stepsTo(misspelt, candidate) }))
    .filter(({ candidate, steps }) => steps <= Math.max(2, Math.min(misspelt.length, candidate.length) / 3))
    .sort((a, b) => a.steps - b.steps)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

function stepsTo(name: string, candidate: string): number {
  return Math.min(distance(name, candidate), distance(name, candidate.split('/').at(-1) ?? ''));
}

/** `Did you mean a or b?`, or another way out when nothing is near. */
export function didYouMean(name: string, names: readonly string[], otherwise: string): string {
  const near = nearest(name, names);
  return near.length === 0 ? otherwise : `Did you mean ${near.join(' or ')}?`;
}
