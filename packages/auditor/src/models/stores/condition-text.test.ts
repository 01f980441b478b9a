import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constant, fromSources, textOf, type Value } from '../../flow/value.ts';
import { comparisonsIn, type Placeholders } from './condition-text.ts';
import { type Piece, tokensOf } from './condition-tokens.ts';

const module = { path: 'a.ts', language: 'javascript', body: [], errors: [], directives: [], lines: [0] } as const;

/** What the request says under a name. */
function requested(name: string): Value {
  return fromSources([{ kind: 'request', origin: 'query', name, site: { module, span: { start: 0, end: 0 } } }]);
}

const placeholders: Placeholders = {
  attribute: (placeholder) => placeholder.slice(1).toUpperCase(),
  value: (placeholder) => requested(placeholder.slice(1)),
};

/** The comparisons of a condition, each as it might be written. */
function read(...pieces: readonly Piece[]): string[] {
  return comparisonsIn(tokensOf(pieces), placeholders).map(
    ({ attribute, operator, value }) => `${attribute} ${operator} ${nameOf(value)}`,
  );
}

function nameOf(value: Value): string {
  const names = value.sources.flatMap((source) => (source.kind === 'request' ? [source.name] : []));
  if (names.length > 0) return names.join('+');
  return value.shape.kind === 'constant' ? String(value.shape.value) : 'server';
}

describe('Conditions', () => {
  test.each([
    ['pk = :a', ['pk = a']],
    ['#pk = :a AND begins_with(#sk, :b)', ['PK = a', 'SK begins_with b']],
    ['pk=:a and sk BETWEEN :b and :c and d = :d', ['pk = a', 'sk BETWEEN b', 'd = d']],
    ['(pk = :a) AND ((sk > :b))', ['pk = a', 'sk > b']],
    [':a = owner AND :b < age', ['owner = a', 'age > b']],
    ['status IN (:a, :b) AND x <> :c', ['status IN a', 'x <> c']],
    ['contains(#list.#ids[0].name, :a)', ['LIST.IDS.name contains a']],
    ['attribute_exists(id) AND attribute_not_exists(#x) AND owner = :a', ['owner = a']],
    ['size(tags) > :a AND owner = :b', [' > a', 'owner = b']],
    ['attribute_type(tags, :a) AND owner = :b', ['owner = b']],
    ['NOT owner = :a AND status = :b', ['status = b']],
    ['NOT (owner = :a AND status = :b)', []],
    ['owner = :a OR public = :b', []],
    ['owner = :a OR contains(members, :a)', ['owner = a', 'members contains a']],
    ['owner = :a AND (status = :b OR status = :c)', ['owner = a']],
    ['a = :a AND b = :b OR a = :a AND c = :c', ['a = a', 'a = a']],
    ['a = b', []],
    ['', []],
    ['AND OR NOT ( ) , = <', []],
    ['pk = ', []],
    ["name = 'O''Brien' AND n = -1.5 AND t = true", ["name = O''Brien", 'n = -1.5', 't = true']],
    ['"user id" = ? AND x = ?', ['user id = 0', 'x = 1']],
    ['id IN [?, ?] AND q IS NOT MISSING AND owner = ?', ['id IN 0', 'owner = 2']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    ['an attribute', ['', requested('name'), ' = :a AND owner = :b'], [' = a', 'owner = b']],
    ['a value in quotes', ["id = 'USER#", requested('id'), "-x'"], ['id = id']],
    ['a name in quotes', ['"', requested('name'), '" = :a'], [' = a']],
    ['a value', ['id = ', requested('id'), ' AND x = :x'], ['id = id', 'x = x']],
    ['a whole condition', [requested('all'), ' AND x = :x'], ['x = x']],
    ['a condition behind an OR', ['x = :x OR ', requested('all')], []],
    ['a value of the server', ['id = ', constant('1')], ['id = 1']],
  ] satisfies [string, Piece[], string[]][])('with %s that is not known', (_, pieces, expected) => {
    expect(read(...pieces)).toEqual(expected);
  });

  test('a whole condition that a library made', () => {
    const made = constant('made');
    const tokens = tokensOf([made, ' AND (', made, ' OR ', made, ')']);
    const found = comparisonsIn(tokens, {
      ...placeholders,
      condition: (value) => [{ attribute: textOf(value) ?? '', operator: '=', value: requested('a') }],
    });
    expect(found.map(({ attribute }) => attribute)).toEqual(['made', 'made', 'made']);
  });
});

/** A condition of which is known when it holds. */
interface Known {
  readonly text: string;
  holds(truths: ReadonlySet<string>): boolean;
}

const atoms = ['a', 'b', 'c', 'd', 'e'];

const known: fc.Arbitrary<Known> = fc.letrec<{ condition: Known }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc
      .constantFrom(...atoms)
      .map((name): Known => ({ text: `${name} = :${name}`, holds: (truths) => truths.has(name) })),
    fc.tuple(tie('condition'), tie('condition')).map(
      ([left, right]): Known => ({
        text: `(${left.text}) AND (${right.text})`,
        holds: (truths) => left.holds(truths) && right.holds(truths),
      }),
    ),
    fc.tuple(tie('condition'), tie('condition')).map(
      ([left, right]): Known => ({
        text: `(${left.text}) OR (${right.text})`,
        holds: (truths) => left.holds(truths) || right.holds(truths),
      }),
    ),
    tie('condition').map(
      (inner): Known => ({
        text: `NOT (${inner.text})`,
        holds: (truths) => !inner.holds(truths),
      }),
    ),
  ),
})).condition;

const allTruths = Array.from(
  { length: 2 ** atoms.length },
  (_, bits) => new Set(atoms.filter((_atom, index) => (bits >> index) % 2 === 1)),
);

describe('Whatever is written', () => {
  test('what is found holds wherever the condition does', () => {
    fc.assert(
      fc.property(known, ({ text, holds }) => {
        const found = comparisonsIn(tokensOf([text]), placeholders);
        const ways = allTruths.filter((truths) => holds(truths));
        return found.every(({ attribute }) => ways.every((truths) => truths.has(attribute)));
      }),
      { numRuns: 500 },
    );
  });

  test('everything is found where all of it must hold', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...atoms), { minLength: 1, maxLength: 20 }), (names) => {
        const text = names.map((name) => `${name} = :${name}`).join(' AND ');
        expect(read(text)).toEqual(names.map((name) => `${name} = ${name}`));
      }),
    );
  });

  test('any text is read to its end', () => {
    const word = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      'AND',
      'OR',
      'NOT',
      'IN',
      'BETWEEN',
      '=',
      ',',
      '.',
      "'",
      '"',
      ':a',
      '#b',
      '?',
      'x',
      'size(',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const pieces = texts.flatMap((one): Piece[] => [one, requested('x')]);
        expect(Array.isArray(read(...pieces))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '(',
    'NOT ',
    "'",
    '"',
    'a = :a AND ',
    'a = :a OR ',
    'size(',
    'a.',
    'x IN [',
    'x IN (:a, ',
  ])('%s without end', (part) => {
    const start = performance.now();
    read(part.repeat(50_000));
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
