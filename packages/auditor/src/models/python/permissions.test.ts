import { expect, test } from 'vitest';
import { auditedPython } from './run-python.fixture.ts';

/** What is known at the two accesses around some code. */
async function factsAround(code: string): Promise<readonly string[]> {
  const [route] = await auditedPython(`
import boto3
import casbin
from flask import Flask, abort
from oso import Oso
from werkzeug.exceptions import Forbidden
from .rules import can_edit, ensure_owner, is_owner, authorize, can_fly, check_note
app = Flask(__name__)
enforcer = casbin.Enforcer('model.conf', 'policy.csv')
oso = Oso()
table = boto3.resource('dynamodb').Table('notes')

@app.get('/<id>')
def handle(id):
    user = load()
    table.scan()
    ${code.replaceAll('\n', '\n    ')}
    table.scan()
`);
  return route?.facts ?? [];
}

const vouched = ['', 'authenticated, vouched'];

test.each([
  ['if not can_edit(user, id):\n    abort(403)', vouched],
  ['if not is_owner(user, id):\n    raise Forbidden()', vouched],
  ["if not enforcer.enforce(user, id, 'read'):\n    abort(403)", vouched],
  ["oso.authorize(user, 'read', id)", vouched],
  ['ensure_owner(user, id)', vouched],
  ["authorize(user, 'read', id)", vouched],
  ['can_edit(user, id)', ['', '']],
  ['if can_edit(user, id):\n    abort(403)', ['', '']],
  ['if not can_fly(user, id):\n    abort(403)', ['', '']],
  ['check_note(user, id)', ['', '']],
])('%s', async (code, facts) => {
  expect(await factsAround(code)).toEqual(facts);
});
