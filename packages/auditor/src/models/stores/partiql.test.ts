import { describe, expect, test } from 'vitest';
import { constant, fromSources, shaped, type Value } from '../../flow/value.ts';
import { statementOf } from './partiql.ts';
import { valueText } from './run-store.fixture.ts';

const module = { path: 'a.ts', language: 'javascript', body: [], errors: [], directives: [], lines: [0] } as const;

function requested(name: string): Value {
  return fromSources([{ kind: 'request', origin: 'query', name, site: { module, span: { start: 0, end: 0 } } }]);
}

const parameters = shaped({ kind: 'list', items: [requested('a'), requested('b'), requested('c')] });

/** What a statement does, in words. */
function read(text: Value): string | undefined {
  const statement = statementOf(text, parameters);
  if (statement === undefined) return undefined;
  const { kind, table, index, conditions, conditionText, item, hasProjection, isCount } = statement;
  const compared = conditions.map(({ attribute, operator, value }) => `${attribute} ${operator} ${valueText(value)}`);
  return [
    kind,
    ...(table === null ? [] : [valueText(table)]),
    ...(index === null ? [] : [`on ${valueText(index)}`]),
    ...(compared.length === 0 ? [] : [`where ${compared.join(', ')}`]),
    ...(conditionText === '' ? [] : [`demands ${conditionText}`]),
    ...(item === null ? [] : [`writes ${valueText(item)}`]),
    ...(hasProjection ? ['projected'] : []),
    ...(isCount ? ['counts'] : []),
  ].join(' ');
}

describe('PartiQL', () => {
  test.each([
    ['SELECT * FROM orders', 'scan "orders"'],
    ['select * from orders where id = ?', 'query "orders" where id = query a'],
    [
      'SELECT * FROM "orders"."byUser" WHERE "userId" = ? AND day > ?',
      'query "orders" on "byUser" where userId = query a, day > query b',
    ],
    [
      'SELECT id, title FROM orders WHERE id IN [?, ?] ORDER BY day DESC',
      'query "orders" where id IN query a projected',
    ],
    ['SELECT COUNT(*) FROM orders WHERE contains(tags, ?)', 'scan "orders" where tags contains query a counts'],
    ["SELECT * FROM orders WHERE status = 'open' OR id = ?", 'scan "orders"'],
    [
      "INSERT INTO orders VALUE {'id': ?, 'owner': ?, 'n': 1}",
      'put "orders" demands attribute_not_exists writes {id: query a, owner: query b, n: 1}',
    ],
    [
      "UPDATE orders SET title = ? SET state = 'new' WHERE id = ? AND owner = ? RETURNING ALL NEW *",
      'update "orders" where id = query b, owner = query c demands attribute_exists writes {title: query a, state: "new"}',
    ],
    [
      'UPDATE "orders" REMOVE note WHERE id = ?',
      'update "orders" where id = query a demands attribute_exists writes {}',
    ],
    ['DELETE FROM orders WHERE id = ?', 'delete "orders" where id = query a'],
    ['EXISTS(SELECT * FROM orders WHERE id = ?)', undefined],
    ['', undefined],
    ['SELECT', 'scan projected'],
  ])('%s', (text, expected) => {
    expect(read(constant(text))).toBe(expected);
  });

  test('a table that a setting names', () => {
    const text = shaped({
      kind: 'text',
      parts: [constant('SELECT * FROM "'), fromSources([]), constant('" WHERE id = ?')],
    });
    expect(read(text)).toBe('query server where id = query a');
  });

  test('what the client has a hand in may do anything', () => {
    const parts = [constant("SELECT * FROM orders WHERE id = '"), requested('id'), constant("'")];
    expect(read(shaped({ kind: 'text', parts }, requested('id').sources))).toBeUndefined();
  });
});
