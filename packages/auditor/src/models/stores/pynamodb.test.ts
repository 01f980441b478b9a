import { expect, test } from 'vitest';
import { textOf } from '../../flow/value.ts';
import { auditedPython, pythonProgram } from '../python/run-python.fixture.ts';

const top = `
from flask import Flask, request
from flask_jwt_extended import get_jwt_identity, jwt_required
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactGet, TransactWrite
app = Flask(__name__)

class ByState(GlobalSecondaryIndex):
    class Meta:
        index_name = 'state-index'
        projection = AllProjection()
    state = UnicodeAttribute(hash_key=True)

class Order(Model):
    class Meta:
        table_name = 'orders'
    user_id = UnicodeAttribute(hash_key=True)
    created = UnicodeAttribute(range_key=True)
    state = UnicodeAttribute()
    by_state = ByState()

    def public(self):
        return {'created': self.created, 'state': self.state}

    @property
    def is_open(self):
        return self.state == 'open'

@app.get('/<id>')
@jwt_required()
def handle(id):
    me = get_jwt_identity()
`;

async function outcomeOf(code: string): Promise<{ accesses: readonly string[]; answers: readonly string[] }> {
  const [route] = await auditedPython(`${top}    ${code.trim().replaceAll('\n', '\n    ')}\n`);
  const answers = (route?.answers ?? []).map((answer) => answer.replace(' [authenticated]', ''));
  return { accesses: (route?.accesses ?? []).map((access) => access.replace('DynamoDB ', '')), answers };
}

test.each([
  ["Order.get(id, '2026')", 'Order.get: user_id = path id, created = "2026"'],
  ['Order.get(me, range_key=id)', 'Order.get: user_id = identity *, created = path id'],
  ['Order.get(hash_key=id)', 'Order.get: user_id = path id'],
  [
    "Order.batch_get([(me, '2026'), (id, '2026')])",
    'Order.batch_get: user_id = identity * + path id, created = "2026"',
  ],
  ['Order.query(id)', 'Order.query: user_id = path id'],
  [
    "Order.query(me, Order.created.startswith(request.args['day']), limit=int(request.args['n']))",
    'Order.query: user_id = identity *, created begins_with query day at most query n (number)',
  ],
  ["Order.query(me, last_evaluated_key=request.json['next'])", 'Order.query: user_id = identity * from body next'],
  ["Order.by_state.query('open')", 'ByState.query: state = "open" on index "state-index"'],
  [
    'Order.by_state.query(id, filter_condition=Order.user_id.is_in(me))',
    'ByState.query: state = path id on index "state-index" if user_id IN identity *',
  ],
  ['Order.by_state.scan()', 'ByState.scan: on index "state-index"'],
  [
    'Order.scan(Order.user_id.contains(me) & Order.state.startswith(id))',
    'Order.scan: if user_id contains identity *, state begins_with path id',
  ],
  ['Order.count(id)', 'Order.count: user_id = path id'],
  [
    "with TransactGet(connection=None) as transaction:\n    transaction.get(Order, id, '2026')",
    'Order.get: user_id = path id, created = "2026"',
  ],
])('%s', async (code, access) => {
  expect((await outcomeOf(code)).accesses).toEqual([access]);
});

test.each([
  ['return Order.get(id).state', 'item1 Item.state'],
  ['return Order.get(id).public()', 'item1 Item.created + item1 Item.state'],
  ['return Order.get(id).attribute_values', 'item1 Item'],
  ['return Order.get(id).to_simple_dict()', 'item1 Item'],
  ['return [order.public() for order in Order.query(id)]', 'item1 Items.[].created + item1 Items.[].state'],
  ['return [order.attribute_values for order in Order.scan()]', 'item1 Items.[]'],
  ['return next(Order.query(id)).state', 'item1 Items.[].state'],
  ['return Order.count(id)', 'server'],
])('%s', async (code, answer) => {
  expect((await outcomeOf(code)).answers).toEqual([answer]);
});

test('an item that was read is written under the key that it was read by', async () => {
  const { accesses } = await outcomeOf(`
order = Order.get(id, '2026')
order.update(actions=[Order.state.set(request.json['state'])], condition=Order.user_id.is_in(me))
order.delete(Order.user_id.is_in(me))
order.save()
`);
  expect(accesses).toEqual([
    'Order.get: user_id = path id, created = "2026"',
    'Order.update: user_id = path id, created = "2026" on condition user_id IN identity * with body state',
    'Order.delete: user_id = path id, created = "2026" on condition user_id IN identity *',
    'Order.save: user_id = path id, created = "2026" with {**item1 Item}',
  ]);
});

test('items that are made here are written by batches and transactions', async () => {
  const { accesses } = await outcomeOf(`
with Order.batch_write() as batch:
    batch.save(Order(user_id=me, created=id, state='new'))
    batch.delete(Order(user_id=id, created='2026'))
with TransactWrite(connection=None) as transaction:
    transaction.save(Order(user_id=id, **request.json), condition=Order.user_id.does_not_exist())
    transaction.update(Order(user_id=me, created=id), actions=[Order.state.set('x')])
`);
  expect(accesses).toEqual([
    'Order.save: user_id = identity *, created = path id with {user_id: identity *, created: path id, state: "new"}',
    'Order.delete: user_id = path id, created = "2026"',
    'Order.save: user_id = path id, created = body created with {user_id: path id, **body *}',
    'Order.update: user_id = identity *, created = path id with server',
  ]);
});

test('an owner that is asked for afterwards', async () => {
  const [route] = await auditedPython(`${top}
    order = Order.get(id)
    if order.user_id != me:
        return None
    return order.public()
`);
  expect(route?.answers).toEqual([
    'null [authenticated]',
    'item1 Item.created + item1 Item.state [authenticated, owned 1]',
  ]);
});

test('accesses know their table, also by an item', async () => {
  const { runs } = await pythonProgram(`${top}
    order = Order.get(id)
    order.delete()
    Order.by_state.query('open')
`);
  const accesses = (runs[0]?.events ?? []).flatMap((event) => (event.kind === 'access' ? [event.access] : []));
  expect(accesses.map(({ table, index }) => [table, index].map((value) => value && textOf(value)))).toEqual([
    ['orders', null],
    ['orders', null],
    [null, 'state-index'],
  ]);
});
