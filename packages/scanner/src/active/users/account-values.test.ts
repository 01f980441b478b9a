import { describe, expect, test } from 'vitest';
import { inventPerson, isWorthHiding, type Limits, newPassword } from './account-values.ts';

const person = (parts: { username?: Limits; taken?: number; identity?: string; phoneStyle?: number } = {}) =>
  inventPerson({
    identity: 'alice',
    nonce: 'k4f9c2aa',
    seed: 1,
    taken: 0,
    username: {},
    password: {},
    phoneStyle: 0,
    mailStyle: 0,
    ...parts,
  });

describe('a person', () => {
  test('is the same for the same nonce and seed, but for the password', () => {
    const [one, other] = [person(), person()];
    expect({ ...one, password: '' }).toEqual({ ...other, password: '' });
    expect(one.password.reveal()).not.toBe(other.password.reveal());
  });

  test.each([
    [{}, 0, 'alicek4f9c2aa'],
    [{}, 1, 'alice2k4f9c2aa'],
    [{ most: 10 }, 0, 'alk4f9c2aa'],
    [{ most: 4 }, 0, 'ak4f'],
    [{ least: 16 }, 0, 'alicek4f9c2aaxxx'],
    [{ isPlain: true }, 0, 'alicekefjccaa'],
  ])('is called as the limits %j say, after %i names that were taken', (username, taken, name) => {
    expect(person({ username, taken }).username).toBe(name);
  });

  test.each([
    [0, /^\+1[2-9][0-8]\d55501\d\d$/],
    [1, /^[2-9][0-8]\d55501\d\d$/],
    [2, /^[2-9][0-8]\d-555-01\d\d$/],
  ])('has a number that nobody has, spelled in style %i', (phoneStyle, pattern) => {
    expect(person({ phoneStyle }).phone).toMatch(pattern);
  });
});

describe('a password', () => {
  test.each([
    [{}, 24],
    [{ most: 12 }, 12],
    [{ least: 40 }, 40],
    [{ most: 2 }, 6],
  ])('of the limits %j has %i characters of all classes', (limits, length) => {
    for (let round = 0; round < 50; round++) {
      const password = newPassword('alice', limits).reveal();
      expect(password).toHaveLength(length);
      expect([/[a-z]/, /[A-Z]/, /\d/, /[!@*?]/].every((kind) => kind.test(password))).toBe(true);
    }
  });

  test('is of letters and digits where nothing else is allowed', () => {
    expect(newPassword('alice', { isPlain: true }).reveal()).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{24}$/);
  });

  test('hides itself behind the name of its variable', () => {
    expect(`${newPassword('extra1', {})}`).toBe('$EXTRA1_PASSWORD');
  });

  test.each([
    ['password', false],
    ['12345678', false],
    ['Tr0ub4dor', true],
    ['correcthorsebattery', true],
  ])('such as %s is worth hiding: %s', (password, isHidden) => {
    expect(isWorthHiding(password)).toBe(isHidden);
  });
});
