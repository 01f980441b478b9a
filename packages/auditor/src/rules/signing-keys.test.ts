import { describe, expect, test } from 'vitest';
import { models } from '../models/index.ts';
import { parserFor } from '../parse/grammar.ts';
import { grammarOf, parseJavaScript } from '../parse/javascript.ts';
import { parsePython } from '../parse/python.ts';
import { placeOf } from '../program/place.ts';
import { runProgram } from '../program/program.ts';
import { guessableKeys, isGuessable } from './signing-keys.ts';

test.each([
  'secret',
  'dev',
  'a7#Kq',
  'keyboard cat',
  'super-secret-key',
  'your_jwt_secret',
  'change-me-in-production',
  'SecretKey123',
])('%s is found by trying', (key) => expect(isGuessable(key)).toBe(true));

test.each([
  '',
  'mK4vQ9xTz1Lw7Rb3Hs8Np2Yd6Fc5Gj0U',
  'correct horse battery staple',
  'JWT_SECRET',
  '<secret>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what stands in such files.
  '${JWT_SECRET}',
  '{{ secret }}',
  './keys/private.pem',
  'none',
])('%s is not', (key) => expect(isGuessable(key)).toBe(false));

async function keysIn(path: string, text: string): Promise<[number, string][]> {
  const module = path.endsWith('.py')
    ? parsePython(await parserFor('python'), path, text)
    : parseJavaScript(await parserFor(grammarOf(path)), path, text);
  return guessableKeys(runProgram([module], models)).map(({ site, what }) => [placeOf(site).line, what]);
}

describe('the place of a key is where it is written', () => {
  test.each<[string, string, [number, string][]]>([
    ['a setting', 'SECRET_KEY = "dev"', [[1, 'SECRET_KEY']]],
    [
      'where the environment says nothing',
      'import os\nKEY = 1\nJWT_SECRET = os.environ.get("JWT", "changeme")',
      [[3, 'JWT_SECRET']],
    ],
    [
      'of an application',
      'from flask import Flask\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "dev"',
      [[3, 'SECRET_KEY']],
    ],
    [
      'a constant of another name',
      'import jwt\nTHE_KEY = "secret"\njwt.encode({}, THE_KEY)\njwt.decode("", THE_KEY)',
      [[3, 'The key']],
    ],
    ['a good one', 'JWT_SECRET = "mK4vQ9xTz1Lw7Rb3Hs8Np2Yd6Fc5Gj0U"', []],
    ['of the environment', 'import os\nJWT_SECRET = os.environ["JWT_SECRET"]', []],
    ['something else', 'SECRET_NAME = "dev"\nKEY = "secret"', []],
  ])('%s in Python', async (_, text, expected) => expect(await keysIn('a.py', text)).toEqual(expected));

  test.each<[string, string, [number, string][]]>([
    ['a setting', "const JWT_SECRET = 'secret';", [[1, 'JWT_SECRET']]],
    ['where the environment says nothing', "const JWT_SECRET = process.env.JWT ?? 'dev';", [[1, 'JWT_SECRET']]],
    ['an argument', "import { sign } from 'hono/jwt';\nconst token = sign({}, 'secret');", [[2, 'The key']]],
    [
      'an option',
      "import session from 'express-session';\nconst use = session({ secret: 'keyboard cat' });",
      [[2, 'The key']],
    ],
    [
      'one of several',
      "import session from 'cookie-session';\nconst use = session({ keys: ['key1', 'key2'] });",
      [[2, 'The key']],
    ],
    [
      'a cookie',
      "import { setSignedCookie } from 'hono/cookie';\nsetSignedCookie(c, 'a', 'b', 'dev');",
      [[2, 'The key']],
    ],
    ['of the environment', "import jwt from 'jsonwebtoken';\njwt.sign({}, process.env.JWT_SECRET);", []],
    ['a label', "const labels = { secret: 'Secret', password: 'Password' };", []],
  ])('%s in JavaScript', async (_, text, expected) => expect(await keysIn('a.ts', text)).toEqual(expected));
});
