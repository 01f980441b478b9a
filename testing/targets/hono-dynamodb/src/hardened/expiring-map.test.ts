import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createExpiringMap } from './expiring-map.ts';

const LIFETIME = 100;

interface Step {
  readonly key: string;
  readonly act: 'set' | 'take' | 'get';
  readonly wait: number;
}

const steps = fc.array(
  fc.record<Step>({
    key: fc.constantFrom('a', 'b', '__proto__'),
    act: fc.constantFrom('set', 'take', 'get'),
    wait: fc.nat({ max: LIFETIME + 20 }),
  }),
  { maxLength: 40 },
);

/** What the steps find, by a map that looks at the time of each value alone. */
function expected(done: readonly Step[]): (number | undefined)[] {
  let time = 0;
  const ends = new Map<string, { value: number; end: number }>();
  return done.map(({ key, act, wait }, value) => {
    time += wait;
    const known = ends.get(key);
    if (act === 'set') ends.set(key, { value, end: time + LIFETIME });
    if (act === 'take') ends.delete(key);
    return act !== 'set' && known && known.end > time ? known.value : undefined;
  });
}

function found(done: readonly Step[]): (number | undefined)[] {
  let time = 0;
  const map = createExpiringMap<number>(LIFETIME, () => time);
  return done.map(({ key, act, wait }, value) => {
    time += wait;
    if (act !== 'set') return map[act](key);
    map.set(key, value);
    return undefined;
  });
}

test('a value is found until it is taken, replaced or older than its lifetime', () => {
  fc.assert(
    fc.property(steps, (done) => {
      expect(found(done)).toEqual(expected(done));
    }),
  );
});
