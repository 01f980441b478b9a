import type { Site } from '../flow/value.ts';
import { positionOf } from '../ir/position.ts';

/** Places that are named one by one. */
const mostNamed = 50;

/** A sentence for each place where more happens than was followed. */
export function unfollowedWarnings(sites: readonly Site[]): string[] {
  const places = new Set(sites.map(({ module, span }) => `${module.path} line ${positionOf(module, span.start).line}`));
  const lines = [...places].map(
    (place) => `${place}: more happens here than an audit follows; some of it was left out.`,
  );
  const more = lines.length - mostNamed;
  if (more <= 0) return lines;
  return [...lines.slice(0, mostNamed), `In ${more} more places more happens than an audit follows.`];
}
