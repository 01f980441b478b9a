import { fnv1a64 } from './fingerprint.ts';

/**
 * A deterministic random source for one purpose of one scan. Seeded by the scan's seed and a name, so that
 * the order in which concurrent checks run does not change what they draw.
 */
export function seeded(seed: number, name: string): () => number {
  let state = Number(fnv1a64(`${seed}/${name}`) & 0xffffffffn);
  // mulberry32: 32 bits of state, uniform in [0, 1).
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
