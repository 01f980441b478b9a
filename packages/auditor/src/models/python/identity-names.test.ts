import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsByName, isIdentityName, pythonMarkPatterns } from './identity-names.ts';
import { auditedPython } from './run-python.fixture.ts';

test.each([
  ['current_user', true],
  ['get_current_user', true],
  ['get_current_active_user', true],
  ['CurrentUser', true],
  ['current_user_id', true],
  ['get_authenticated_user_id', true],
  ['logged_in_account', true],
  ['auth_tenant', true],
  ['user', false],
  ['get_user', false],
  ['user_id', false],
  ['currency', false],
  ['current_page', false],
  ['get_current_time', false],
  ['author', false],
])('%s is the name of an identity: %s', (name, isIdentity) => {
  expect(isIdentityName(name)).toBe(isIdentity);
});

const role = ['authenticated', 'privileged'];
const owner = ['authenticated', 'vouched'];

test.each([
  ['auth.login_required', ['authenticated']],
  ['decorators.token_required()', ['authenticated']],
  ['auth.require_auth', ['authenticated']],
  ['auth.requires_user', ['authenticated']],
  ['security.verify_token', ['authenticated']],
  ['auth.authenticated', ['authenticated']],
  ['security.get_current_user', ['authenticated']],
  ['auth.admin_required', role],
  ['auth.require_admin', role],
  ['auth.requires_role()', role],
  ['auth.roles_required()', role],
  ['auth.staff_only', role],
  ['security.get_current_superuser', role],
  ['security.RoleChecker()', role],
  ['decorators.owner_required', owner],
  ['auth.require_ownership()', owner],
  ['auth.check_note_owner', owner],
  ['auth.verify_access', owner],
  ['auth.permission_required()', owner],
  ['auth.authorize()', owner],
  ['services.get_groups', []],
  ['services.get_settings', []],
  ['cache.cached()', []],
  ['app.rate_limited', []],
  ['deps.get_db', []],
  ['tables.users', []],
])('%s sees to %j', (path, facts) => {
  expect(factsByName(path)).toEqual(facts);
});

test('no name takes long', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('current_', 'auth', 'user', '_', '.', 'require_', 'a', 'role', '()')),
      (parts) => {
        const path = parts.join('').slice(0, 240);
        const start = performance.now();
        factsByName(path);
        for (const { pattern } of pythonMarkPatterns) pattern.test(path);
        expect(performance.now() - start).toBeLessThan(100);
      },
    ),
    { numRuns: 300 },
  );
});

test('functions that cannot be seen are guessed by their names, others that can be are run', async () => {
  const routes = await auditedPython(`
import boto3
from flask import Flask, request
from .auth import get_current_user, verify_token, lookup, get_user_from_token
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')

def current_user_id():
    return request.headers['X-User-Id']

@app.get('/')
def read():
    token = request.headers['Authorization']
    table.get_item(Key={'a': get_current_user().id, 'b': verify_token(token)['sub'], 'c': get_user_from_token(token), 'd': lookup(token), 'e': current_user_id(), 'f': get_current_user(request.args['user'])})
`);
  expect(routes.map(({ accesses }) => accesses)).toEqual([
    [
      'DynamoDB Table.get_item: a = identity? id, b = identity? sub, c = identity? *, d = header Authorization, e = header X-User-Id, f = query user',
    ],
  ]);
});
