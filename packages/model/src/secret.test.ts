import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret, variableName } from './secret.ts';

const value = 'Zq7hunter2kW3vTqLx9aPz';
const secret = new Secret(value, 'ALICE_TOKEN');

test('a secret is given away only when it is asked to reveal itself', () => {
  expect(secret.reveal()).toBe(value);
  const error = new Error(`refused: ${secret}`, { cause: secret });
  const shown = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret, list: [secret] }),
    JSON.stringify(Object.entries(secret)),
    inspect(secret),
    inspect({ deep: { secret } }, { depth: null, showHidden: true }),
    format('%s %o %O %j', secret, secret, secret, secret),
    inspect(error, { showHidden: true }),
    JSON.stringify({ ...secret }),
    Object.values(secret).join(),
    Reflect.ownKeys(secret).map(String).join(),
  ];
  expect(shown.filter((text) => text.includes(value))).toEqual([]);
  expect(shown.slice(0, 3)).toEqual([
    '$ALICE_TOKEN',
    '$ALICE_TOKEN',
    '{"secret":"$ALICE_TOKEN","list":["$ALICE_TOKEN"]}',
  ]);
});

test('a variable is a name that a shell takes', () => {
  const names = [
    ['alice', 'TOKEN'],
    ['ci-bot.eu', 'KEY'],
    ['7up', 'COOKIE_SID'],
    ['alice+forged', 'TOKEN'],
  ].map(([identity = '', what = '']) => variableName(identity, what));
  expect(names).toEqual(['ALICE_TOKEN', 'CI_BOT_EU_KEY', '_7UP_COOKIE_SID', 'ALICE_FORGED_TOKEN']);
  for (const name of names) expect(name).toMatch(/^[A-Z_][A-Z0-9_]*$/);
});
