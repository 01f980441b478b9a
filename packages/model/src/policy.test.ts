import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isShortfall, isViolation, whoseObjects } from './access.ts';
import { anonymous, type Identity } from './identity.ts';
import { callersIn, defaultExpectation, everyone, policyExpectation, policySchema } from './policy.ts';

const alice: Identity = { name: 'alice', credential: 'bearer', subjects: [], isPrivileged: false };
const rosa: Identity = { ...alice, name: 'rosa', role: 'admin', isPrivileged: true };
const operation = 'GET /notes/{id}';

describe('what a policy says', () => {
  const policy = policySchema.parse({ [operation]: { own: ['alice', 'bob'], foreign: 'admin' } });

  test.each([
    ['own', alice, 'allowed'],
    ['foreign', alice, 'denied'],
    ['foreign', rosa, 'allowed'],
    ['own', rosa, 'denied'],
    ['none', alice, 'allowed'],
    ['foreign', anonymous, 'denied'],
  ] as const)('of %s and $name', (whose, caller, expected) => {
    expect(policyExpectation(policy, { operation, whose }, caller)).toBe(expected);
  });

  test('of an operation that it does not name is nothing, whatever the operation is called', () => {
    for (const name of ['GET /other', '__proto__', 'constructor']) {
      expect(policyExpectation(policy, { operation: name, whose: 'own' }, alice)).toBeUndefined();
    }
  });

  test('of everyone includes those who are not signed in', () => {
    const open = policySchema.parse({ [operation]: { any: [everyone] } });
    for (const whose of whoseObjects) expect(policyExpectation(open, { operation, whose }, anonymous)).toBe('allowed');
  });

  test('names its callers once each', () => {
    expect(callersIn(policySchema.parse({ [operation]: { own: ['a', 'b'] }, 'POST /x': { any: ['b', 'c'] } }))).toEqual(
      ['a', 'b', 'c'],
    );
  });

  test.each([
    [{ 'notes/{id}': {} }],
    [{ 'get /notes': {} }],
    [{ 'GET /notes': { owner: ['alice'] } }],
    [{ 'GET /notes': { own: [7] } }],
    [['GET /notes']],
  ])('is not read from %j', (value) => expect(policySchema.safeParse(value).success).toBe(false));
});

const names = fc.constantFrom('alice', 'rosa', 'admin', 'anonymous', everyone, 'nobody');
const entries = fc.record(
  { own: fc.array(names), foreign: fc.array(names), any: fc.array(names) },
  { requiredKeys: [] },
);

test('who is listed is allowed and who is not is denied: never both, never neither', () => {
  fc.assert(
    fc.property(
      entries,
      fc.constantFrom(...whoseObjects),
      fc.constantFrom(alice, rosa, anonymous),
      fc.constantFrom('allowed', 'denied', 'unknown'),
      (entry, whose, caller, observed) => {
        const expected = policyExpectation({ [operation]: entry }, { operation, whose }, caller);
        const lists = whose === 'foreign' ? [entry.foreign, entry.any] : [entry.own, entry.any];
        const mine = new Set([caller.name, caller.role, everyone]);
        expect(expected).toBe(lists.some((list) => list?.some((name) => mine.has(name))) ? 'allowed' : 'denied');
        const cell = { observed, ...(expected === undefined ? {} : { expected }) };
        expect([isViolation(cell), isShortfall(cell)].filter(Boolean)).toHaveLength(
          observed === 'unknown' || observed === expected ? 0 : 1,
        );
      },
    ),
  );
});

test('one more name never takes an access away', () => {
  fc.assert(
    fc.property(entries, names, fc.constantFrom(...whoseObjects), (entry, name, whose) => {
      const asked = { operation, whose };
      const wider = { ...entry, any: [...(entry.any ?? []), name] };
      if (policyExpectation({ [operation]: entry }, asked, alice) !== 'allowed') return;
      expect(policyExpectation({ [operation]: wider }, asked, alice)).toBe('allowed');
    }),
  );
});

describe('what is expected where no policy says', () => {
  const required = { security: [['bearer']] };
  test.each([
    ['an own object', 'own', alice, required, 'allowed'],
    ['a foreign object', 'foreign', alice, required, 'denied'],
    ['a foreign object and an administrator', 'foreign', rosa, required, undefined],
    ['a foreign object of a public operation', 'foreign', alice, { security: [] }, undefined],
    ['a foreign object and nobody', 'foreign', anonymous, { security: null }, 'denied'],
    ['no object and nobody', 'none', anonymous, required, 'denied'],
    ['no object, nobody, and a public operation', 'none', anonymous, { security: [] }, 'allowed'],
    ['no object, nobody, and an optional credential', 'none', anonymous, { security: [['bearer'], []] }, 'allowed'],
    ['no object, nobody, and nothing declared', 'none', anonymous, { security: null }, undefined],
    ['no object', 'none', alice, required, undefined],
  ] as const)('of %s', (_, whose, caller, { security }, expected) => {
    expect(defaultExpectation(whose, caller, { security: security?.map((one) => [...one]) ?? null })).toBe(expected);
  });
});
