import { type AnswerOptions, answered, unanswered } from '@middlebrick/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accessOf,
  echoesOf,
  isDistinctive,
  isEmptyAnswer,
  isRefusal,
  isUnusable,
  objectScoped,
  type PrivateLeaf,
  privateLeaves,
  recallOf,
  rowsOf,
  sameAnswer,
  volatilePaths,
} from './compare.ts';

const withStatus = (status: number, options: AnswerOptions = {}) => answered('', { ...options, status });
const leaf = (value: string, isParticular = true): PrivateLeaf => ({
  path: value,
  key: value,
  value,
  isDistinctive: isParticular,
});
const namesOf = (leaves: readonly PrivateLeaf[]): string[] => leaves.map(({ path }) => path);

describe('what an answer says by itself', () => {
  test('3xx and 4xx refuse, but not 408 and 429', () => {
    const statuses = [200, 204, 301, 302, 307, 400, 401, 403, 404, 405, 408, 410, 422, 429, 500, 503];
    expect(statuses.filter((status) => isRefusal(withStatus(status)))).toEqual([
      301, 302, 307, 400, 401, 403, 404, 405, 410, 422,
    ]);
    expect(statuses.filter((status) => isUnusable(withStatus(status)))).toEqual([408, 429, 500, 503]);
  });

  test('no answer is neither a refusal nor usable', () => {
    expect([isRefusal(unanswered()), isUnusable(unanswered())]).toEqual([false, true]);
  });

  test('an envelope without content is empty', () => {
    const empty = [
      {},
      [],
      { data: null },
      { items: [], total: 0 },
      { ok: false, note: '' },
      { data: null, timestamp: 17 },
      '',
      '  \n',
    ];
    const full = [{ ok: true }, { id: 1 }, ['a'], 'text', { items: [{ id: 'x' }] }];
    expect(empty.map((body) => isEmptyAnswer(answered(body)))).toEqual(empty.map(() => true));
    expect(full.map((body) => isEmptyAnswer(answered(body)))).toEqual(full.map(() => false));
  });

  test('the rows are those of the longest list', () => {
    expect(rowsOf(answered({ tags: ['a'], page: { items: [1, 2, 3] } }))).toEqual([1, 2, 3]);
    expect(rowsOf(answered({ id: 1 }))).toEqual([]);
    expect(rowsOf(answered('<html>'))).toEqual([]);
  });
});

describe('distinctive values', () => {
  test('are long and particular', () => {
    const values = [
      'alice@example.com',
      '123-45-6789',
      'A sentence of somebody',
      4_111_111_111,
      '2026-01-15T10:00:00Z',
      '2026-01-15',
      'published',
      'ENTERPRISE',
      'short',
      42,
      1.5,
      true,
      null,
    ];
    expect(values.filter((value) => isDistinctive({ value }))).toEqual(values.slice(0, 4));
  });

  test('a very long word is one even in small letters', () => {
    expect(isDistinctive({ value: 'abcdefghijklmnopqrstuvwxyz' })).toBe(true);
  });
});

describe('private leaves', () => {
  test('are what both readings agree on, less controls and echoes', () => {
    const first = { id: 'n-1', title: 'Blood test', visits: 1, status: 'open', body: 'Fasting since the evening' };
    const leaves = privateLeaves(
      [answered(first), answered({ ...first, visits: 2 })],
      [answered({ id: 'n-2', title: 'Garden shed', visits: 7, status: 'open', body: 'Nails' }), undefined],
      ['n-1'],
    );
    expect(leaves).toEqual([
      { path: 'title', key: 'title', value: 'Blood test', isDistinctive: true },
      { path: 'body', key: 'body', value: 'Fasting since the evening', isDistinctive: true },
    ]);
  });

  test('leave out links to the object and sentences about its id', () => {
    const owner = answered({
      self: '/notes/n-100',
      link: 'http://small.test/notes/n-100',
      label: '#n-100',
      message: 'No note n-100 for you',
      text: 'Written on the train of n-100 hours',
    });
    const nonexistent = answered({ message: 'No note n-999 for you' });
    expect(namesOf(privateLeaves([owner], [nonexistent], ['n-100']))).toEqual(['text']);
  });

  test('keep a sentence that names the id twice and says more', () => {
    const owner = answered({ text: 'n-100 was written before n-100' });
    expect(namesOf(privateLeaves([owner], [answered({ x: 'anything else' })], ['n-100']))).toEqual(['text']);
  });

  test('leave out booleans, nulls, empty texts and fields that change by their nature', () => {
    const owner = answered({ ok: true, none: null, empty: '', request_id: 'r-123456789', now: 17, name: 'Alice' });
    expect(namesOf(privateLeaves([owner], [], []))).toEqual(['name']);
  });

  test('name every value once', () => {
    expect(namesOf(privateLeaves([answered({ a: 'one value', b: 'one value' })], [], []))).toEqual(['a']);
  });

  test('of a text are its lines', () => {
    const owner = answered('name,phone\nalice,040-3571');
    expect(privateLeaves([owner], [answered('name,phone\nbob,089-2264')], []).map(({ value }) => value)).toEqual([
      'alice,040-3571',
    ]);
  });

  test('of nothing are none', () => {
    expect(privateLeaves([], [], [])).toEqual([]);
  });
});

describe('recall', () => {
  const leaves = [leaf('Blood test'), leaf('Fasting since'), leaf('n1', false), leaf('n2', false)];

  test('counts values, under whatever name they stand', () => {
    const { share, found } = recallOf(answered({ list: [{ x: 'Blood test' }, { y: 'n1' }] }), leaves);
    expect([share, found.map(({ value }) => value)]).toEqual([0.5, ['Blood test', 'n1']]);
  });

  test('compares whole values of JSON and finds values inside a text', () => {
    expect(recallOf(answered({ x: 'Blood test on Friday' }), leaves).found).toEqual([]);
    expect(recallOf(answered('<p>Blood test</p>\nn1'), leaves).found.map(({ value }) => value)).toEqual([
      'Blood test',
      'n1',
    ]);
  });

  test('does not find a short value inside of a longer line', () => {
    expect(recallOf(answered('<p>room n1, upstairs</p>'), leaves).found).toEqual([]);
  });

  test('of no leaves and of no answer is 0', () => {
    expect(recallOf(answered({ x: 'Blood test' }), []).share).toBe(0);
    expect(recallOf(unanswered(), leaves).share).toBe(0);
  });

  test('a distinctive value makes access confirmed, three others firm, less nothing', () => {
    const low = [leaf('a1', false), leaf('b2', false), leaf('c3', false)];
    expect(accessOf(answered(['Blood test', 'Fasting since', 'n1']), leaves)).toBe('confirmed');
    expect(accessOf(answered(['Blood test', 'n1']), leaves)).toBeNull();
    expect(accessOf(answered(['a1', 'b2', 'c3']), low)).toBe('firm');
    expect(accessOf(answered(['a1', 'b2']), low)).toBeNull();
    expect(accessOf(answered(['a1', 'b2']), low.slice(0, 2))).toBeNull();
  });
});

describe('the same answer', () => {
  test('has the same status and values after masking', () => {
    const a = answered({ message: 'note n-1 not found', trace_id: 'x1', seq: 1 }, { status: 404 });
    const b = answered({ message: 'note n-2 not found', trace_id: 'x2', seq: 2 }, { status: 404 });
    const masks = { echoesA: ['n-1'], echoesB: ['n-2'], volatilePaths: new Set(['seq']) };
    expect(sameAnswer(a, b, masks)).toBe(true);
    expect(sameAnswer(a, b, { ...masks, volatilePaths: new Set() })).toBe(false);
    expect(sameAnswer(a, b, { ...masks, echoesB: [] })).toBe(false);
    expect(sameAnswer(a, { ...b, response: { ...b.response, status: 403 } as never }, masks)).toBe(false);
  });

  test('masks echoes that come back percent-encoded, longest first', () => {
    const a = answered('<a href="/u/a%40b.c">a@b.c</a>');
    expect(sameAnswer(a, answered('<a href="/u/dd">dd</a>'), { echoesA: ['a@b.c', 'a'], echoesB: ['dd'] })).toBe(false);
    expect(sameAnswer(a, answered('<x href="/u/dd">dd</x>'), { echoesA: ['a@b.c'], echoesB: ['dd'] })).toBe(false);
    expect(sameAnswer(a, answered('<a href="/u/dd">dd</a>'), { echoesA: ['a@b.c'], echoesB: ['dd'] })).toBe(true);
  });

  test('masks a long echo before a short one that it contains', () => {
    const masks = { echoesA: ['a', 'a@b.c'], echoesB: ['dd'] };
    expect(sameAnswer(answered({ who: 'a@b.c' }), answered({ who: 'dd' }), masks)).toBe(true);
  });

  test('is never one that did not come', () => {
    expect(sameAnswer(unanswered(), unanswered())).toBe(false);
  });

  test('volatile paths are those whose values differ between two readings', () => {
    const paths = volatilePaths(answered({ a: 1, list: [{ t: 1 }], b: 2 }), answered({ a: 1, list: [{ t: 9 }], b: 3 }));
    expect([...paths]).toEqual(['list[].t', 'b']);
  });

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(sameAnswer(answered(object), answered(reversed))).toBe(true);
      }),
    );
  });
});

describe('whatever comes back', () => {
  test('no body breaks a comparison, and a recall is a share', () => {
    const body = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant('['.repeat(200_000)));
    fc.assert(
      fc.property(body, body, (a, b) => {
        const leaves = privateLeaves([answered(a)], [answered(b)], []);
        const { share } = recallOf(answered(a), leaves);
        expect(share === 0 || share === 1).toBe(true);
        expect(recallOf(answered(b), leaves).share).toBe(0);
        expect(sameAnswer(answered(a), answered(a))).toBe(true);
      }),
    );
  });
});

describe('names of values that change by themselves', () => {
  const isVolatile = (key: string): boolean => isEmptyAnswer(answered({ [key]: 'some value' }));

  test.each([
    'request_id',
    'requestid',
    'x_request_id',
    'xTraceId'.toLowerCase(),
    'correlation_id',
    'span_id',
    'timestamp',
    'server_time',
    'serverTime',
    'Date',
    'now',
    'etag',
    'elapsed',
    'elapsed_ms',
    'duration',
    'durationMs',
  ])('%s is one', (key) => {
    expect(isVolatile(key)).toBe(true);
  });

  test.each([
    'my_request_id',
    'request_idea',
    'update',
    'dated',
    'nowhere',
    'elapsed-ms',
    'duration-ms',
    'birthdate',
  ])('%s is none', (key) => {
    expect(isVolatile(key)).toBe(false);
  });
});

describe('times', () => {
  test.each([
    '2026-01-15',
    '2026-01-15T10:00',
    '2026-01-15 10:00:59',
    '2026-01-15T10:00:00Z',
    '2026-01-15T10:00:00.123Z',
    '2026-01-15T10:00:00.123456789+02:00',
    '2026-01-15T10:00:00-0230',
  ])('%s is no particular value', (value) => {
    expect(isDistinctive({ value })).toBe(false);
  });

  test.each([
    '2026-01-15T10:00:00.1234567890Z',
    '2026-01-15T10:00:00 at home',
    'on 2026-01-15',
    '2026-01-15 and on',
    '2026-01-1x',
    '2026-01-15T10:00:00*02:00',
    '2026-01-15T10:00:00+xx:00',
    '2026-01-15T10:00:00+02:xx',
  ])('%s is one', (value) => {
    expect(isDistinctive({ value })).toBe(true);
  });
});

test('what is particular begins at eight signs, at 1e8, and for a bare word beyond 24', () => {
  expect(['seven-7', 'eight-88'].map((value) => isDistinctive({ value }))).toEqual([false, true]);
  expect([99_999_999, 100_000_000, -100_000_000].map((value) => isDistinctive({ value }))).toEqual([false, true, true]);
  expect([24, 25].map((length) => isDistinctive({ value: 'a'.repeat(length) }))).toEqual([false, true]);
});

test('a redirect refuses from 300 on, and 199 is no answer', () => {
  expect([299, 300, 499].map((status) => isRefusal(withStatus(status)))).toEqual([false, true, true]);
  expect([199, 200, 499, 500].map((status) => isUnusable(withStatus(status)))).toEqual([true, false, false, true]);
});

test('a request without an answer is an empty one', () => {
  expect(isEmptyAnswer(unanswered())).toBe(true);
  expect(rowsOf(unanswered())).toEqual([]);
  expect(rowsOf(answered({ first: [1, 2], second: [3, 4] }))).toEqual([1, 2]);
  expect(rowsOf(answered([1, { list: [2, 3, 4] }]))).toEqual([1, { list: [2, 3, 4] }]);
  expect(rowsOf(answered({ text: 'long text', list: [1] }))).toEqual([1]);
});

test('the echoes of a request are its values, but for empty ones', () => {
  expect(echoesOf({ id: 'n-1', page: '', q: 'x' })).toEqual(['n-1', 'x']);
});

describe('what depends on who asks', () => {
  const owner = { caller: 'alice in the north', title: 'Blood test on Friday', list: ['alice in the north'] };
  const foreign = { caller: 'bob in the south', title: 'Blood test on Friday', list: ['bob in the south'] };
  const own = { caller: 'bob in the south', title: 'Nails before paint', list: ['bob in the south'] };
  const leaves = privateLeaves([answered({ a: owner.caller, ...owner })], [], []);

  test('is no part of the object', () => {
    const whole = privateLeaves([answered(owner)], [], []);
    expect(namesOf(objectScoped(whole, answered(foreign), [answered(own), undefined]))).toEqual(['title']);
    expect(namesOf(objectScoped(whole, answered(foreign), [undefined]))).toEqual(['caller', 'title']);
    expect(namesOf(objectScoped(leaves, answered(foreign), [answered(own)]))).toEqual(['a', 'title']);
  });

  test('is not told by lists, which all answers may share', () => {
    const listed = privateLeaves([answered({ list: ['alice in the north'] })], [], []);
    expect(namesOf(objectScoped(listed, answered(foreign), [answered(own)]))).toEqual(['list[]']);
  });

  test('is in a text the line in whose place every other answer has the same', () => {
    const page = (...lines: string[]) => answered(lines.join('\n'));
    const lines = privateLeaves([page('Signed in: alice', 'Blood test on Friday')], [], []);
    const asked = page('Signed in: bob', 'Another page of text');
    const kept = (...others: ReturnType<typeof page>[]) => objectScoped(lines, asked, others).map(({ value }) => value);
    expect(kept(page('Signed in: bob', 'Nails before paint'), page('Signed in: bob', 'Not found'))).toEqual([
      'Blood test on Friday',
    ]);
    expect(kept(page('Signed in: bob', 'Nails before paint'))).toEqual(['Signed in: alice', 'Blood test on Friday']);
    expect(kept(page('Signed in: bob', 'Nails'), page('Please sign in', 'Not found'))).toEqual([
      'Signed in: alice',
      'Blood test on Friday',
    ]);
    const shown = page('Signed in: alice', 'Blood test on Friday');
    expect(objectScoped(lines, shown, [shown, shown]).map(({ value }) => value)).toEqual([
      'Signed in: alice',
      'Blood test on Friday',
    ]);
  });

  test('has no lines in JSON', () => {
    const lines = privateLeaves([answered('Signed in: alice\nBlood test on Friday')], [], []);
    expect(lines.map(({ line }) => line)).toEqual([0, 1]);
    expect(privateLeaves([answered({ a: 'Blood test' })], [], []).map(({ line }) => line)).toEqual([undefined]);
    const json = answered({ who: 'bob in the south' });
    expect(objectScoped(lines, json, [json, json])).toEqual(lines);
  });
});

describe('echoes of the request', () => {
  const left = (value: string, echoes: string[], control = {}): number =>
    privateLeaves([answered({ value })], [answered(control)], echoes).length;

  test('are no private values, alone or with little around them', () => {
    expect(left('n-1', ['n-1'])).toBe(0);
    expect(left('7', ['7'])).toBe(0);
    expect(left('n-1 ok', ['n-1'])).toBe(0);
    expect(left('n-1 yes', ['n-1'])).toBe(1);
    expect(left('/somewhere/n-1/else', ['n-1'])).toBe(0);
    expect(left('https://small.test/long/path/n-1', ['n-1'])).toBe(0);
    expect(left('a77', ['7'])).toBe(1);
    expect(left('a12', ['12'])).toBe(0);
  });

  test('are none in a sentence that a control says of another id', () => {
    expect(left('Nothing is known of n-1 here', ['n-1'], { a: 'x', value: 'Nothing is known of n-9 here' })).toBe(0);
    expect(left('Nothing is known of n-1 here', ['n-1'], { value: 'Something is known of n-9 here' })).toBe(1);
    expect(left('Nothing is known of n-1 here', ['n-1'], { value: 'Nothing is known of n-9 there' })).toBe(1);
  });
});

describe('a text', () => {
  test('is looked through for values of six signs, and by lines for shorter ones', () => {
    const found = (text: string, ...values: string[]) =>
      recallOf(
        answered(text),
        values.map((value) => leaf(value)),
      ).found.map(({ value }) => value);
    expect(found('with quartz in it', 'quartz', 'with')).toEqual(['quartz']);
    expect(found('with topaz in it', 'topaz')).toEqual([]);
    expect(found('first\n  topaz  \nlast', 'topaz')).toEqual(['topaz']);
    expect(found('<p>topaz</p>', 'topaz')).toEqual(['topaz']);
    expect(found('  <p title="topaz">', 'topaz')).toEqual(['topaz']);
    expect(found('a <topaz> b', 'topaz')).toEqual([]);
  });

  test('has no empty lines', () => {
    const lines = privateLeaves([answered('first line of it\n\n   \nsecond line of it')], [], []);
    expect(lines.map(({ line, value }) => [line, value])).toEqual([
      [0, 'first line of it'],
      [1, 'second line of it'],
    ]);
  });
});

test('three fifths of the values are enough, and less is not', () => {
  const leaves = ['one-particular', 'two-particular', 'three-particular', 'four-particular', 'five-particular'].map(
    (value) => leaf(value),
  );
  const showing = (count: number) => answered(leaves.slice(0, count).map(({ value }) => value));
  expect([2, 3].map((count) => accessOf(showing(count), leaves))).toEqual([null, 'confirmed']);
});

test('an answer that did not come is like none that did', () => {
  expect(sameAnswer(answered('', { status: 0 }), unanswered())).toBe(false);
  expect(sameAnswer(unanswered(), answered('', { status: 0 }))).toBe(false);
  expect(sameAnswer(answered({ a: 'x' }), answered({ a: 'x' }), { echoesA: [''], echoesB: [] })).toBe(true);
});
