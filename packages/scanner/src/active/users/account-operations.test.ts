import type { Operation, Surface } from '@middlebrick/model';
import { operation } from '@middlebrick/testing';
import { describe, expect, test } from 'vitest';
import { loginOperations, registerOperations } from './account-operations.ts';
import { bodyWith } from './accounts-api.fixture.ts';

const account = bodyWith(['email', 'password']);
const note = bodyWith(['text']);

function surfaceOf(operations: Operation[]): Surface {
  const securitySchemes = [{ name: 'basic', type: 'http', scheme: 'basic' }] as const;
  return { operations, securitySchemes, source: 'test', warnings: [], resolve: (node) => node };
}

const registers = (operations: Operation[]) => registerOperations(surfaceOf(operations)).map(({ id }) => id);
const logins = (operations: Operation[], register = operation('POST /register')) =>
  loginOperations(surfaceOf(operations), register).map(({ id }) => id);

describe('operations that register', () => {
  test('are told by their path, their words and their password', () => {
    expect(
      registers([
        operation('POST /notes', note),
        operation('POST /users', { ...account, security: [] }),
        operation('POST /identity/api/auth/sign-up', account),
        operation('POST /login', account),
        operation('GET /register'),
      ]),
    ).toEqual(['POST /identity/api/auth/sign-up', 'POST /users']);
  });

  test('may be called anything where the specification says what they do', () => {
    expect(registers([operation('POST /onboarding', { ...account, summary: 'Creates a new account' })])).toEqual([
      'POST /onboarding',
    ]);
  });

  test.each([
    'POST /register/confirm',
    'POST /auth/verify',
    'POST /users/{id}',
    'POST /users/bulk',
    'POST /devices/register',
    'POST /password/reset',
    'POST /webhooks/register',
  ])('are not %s', (id) => {
    expect(registers([operation(id, account)])).toEqual([]);
  });

  test('take a password where their body is declared', () => {
    expect(registers([operation('POST /events/register', note), operation('POST /users', note)])).toEqual([]);
  });

  test('for the public go before those of administrators', () => {
    const guarded = { ...account, security: [['bearer']] };
    expect(registers([operation('POST /admin/users', guarded), operation('POST /users', account)])).toEqual([
      'POST /users',
      'POST /admin/users',
    ]);
  });

  test('are at most three', () => {
    expect(registers(['a', 'b', 'c', 'd'].map((name) => operation(`POST /${name}/signup`, account)))).toHaveLength(3);
  });
});

describe('operations that sign in', () => {
  test('are told by their path, those beside the registration first', () => {
    const found = logins(
      [
        operation('POST /admin/login', account),
        operation('POST /sessions', account),
        operation('POST /v1/login', account),
        operation('POST /users/v1/login', account),
        operation('POST /logout'),
        operation('POST /refresh-token', note),
      ],
      operation('POST /users/v1/register'),
    );
    expect(found).toEqual(['POST /users/v1/login', 'POST /v1/login', 'POST /sessions']);
  });

  test('may be a GET with HTTP Basic', () => {
    expect(logins([operation('GET /token', { security: [['basic']] }), operation('GET /tokens')])).toEqual([
      'GET /token',
    ]);
  });

  test.each([
    'POST /token/refresh',
    'POST /auth/register',
    'POST /login/forgot',
    'POST /auth/google',
    'POST /otp/login',
  ])('are not %s', (id) => {
    expect(logins([operation(id, account)])).toEqual([]);
  });
});
