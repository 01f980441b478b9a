import { describe, expect, test } from 'vitest';
import { accountFields, meaningOf } from './account-fields.ts';

describe('the meaning of a field', () => {
  test.each([
    ['password', 'password'],
    ['user_password', 'password'],
    ['pwd', 'password'],
    ['password1', 'password'],
    ['password2', 'confirmation'],
    ['passwordConfirmation', 'confirmation'],
    ['repeat_password', 'confirmation'],
    ['rePassword', 'confirmation'],
    ['old_password', undefined],
    ['password_hint', undefined],
    ['passport', undefined],
    ['email', 'email'],
    ['e_mail', 'email'],
    ['emailAddress', 'email'],
    ['confirm_email', 'email'],
    ['email_verified', undefined],
    ['username', 'username'],
    ['user_name', 'username'],
    ['login', 'username'],
    ['phone_number', 'phone'],
    ['number', 'phone'],
    ['firstName', 'first-name'],
    ['surname', 'last-name'],
    ['full_name', 'name'],
    ['role', 'role'],
    ['accountType', 'role'],
    ['g-recaptcha-response', 'captcha'],
    ['invite_code', 'invitation'],
    ['grant_type', 'grant'],
    ['street', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('%s is %s', (name, meaning) => {
    expect(meaningOf(name)).toBe(meaning);
  });
});

describe('the fields of an account in a body', () => {
  const resolve = (node: Readonly<Record<string, unknown>>) => (node.$ref === 'user' ? user : node);
  const text = { type: 'string' };
  const user = { type: 'object', required: ['email'], properties: { email: text, password: text, bio: text } };
  const shown = (schema: Readonly<Record<string, unknown>>) =>
    accountFields(schema, { resolve }).map(({ path, meaning, required }) => `${path.join('.')} ${meaning} ${required}`);

  test('are found where the password is', () => {
    expect(shown({ type: 'object', properties: { user: { $ref: 'user' }, phone: text } })).toEqual([
      'user.email email true',
      'user.password password false',
    ]);
  });

  test('come from every part of the schema', () => {
    const more = { required: ['password'], properties: { username: text, user_id: { type: 'integer' } } };
    expect(shown({ allOf: [{ $ref: 'user' }, more] })).toEqual([
      'email email true',
      'password password true',
      'username username false',
    ]);
  });

  test('come from the choice that has a password', () => {
    const social = { type: 'object', properties: { provider: text, email: text } };
    expect(shown({ oneOf: [social, { $ref: 'user' }] })).toEqual(['email email true', 'password password false']);
  });

  test('are no read-only ones, flags or objects', () => {
    const properties = {
      username: { ...text, readOnly: true },
      email: { type: 'boolean' },
      phone: { type: 'object' },
      password: text,
    };
    expect(shown({ type: 'object', properties })).toEqual(['password password false']);
  });

  test('of a schema in a circle are found all the same', () => {
    const circle: Record<string, unknown> = { type: 'object', properties: { password: text } };
    circle.allOf = [circle, circle];
    expect(shown(circle)).toEqual(['password password false']);
  });
});
