import { expect, test } from 'vitest';
import { auditCode } from '../../audit.ts';
import { auditReport } from '../../report.ts';
import { testRule } from './code-rule.fixture.ts';
import rule from './hardcoded-secret.ts';

/** Put together here, so that nobody who looks for secrets finds them in this file. */
const accessKey = `AKIA${'J7Q2XW9R'.repeat(2)}`;
const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const vault = `hvs.${'CAESIJ2kqR9tXw8vLm3ZpB7n'.repeat(4)}`;
const linear = `lin_api_${'a1B2c3D4e5F6g7H8'.repeat(2)}1234`;
const begin = `-----BEGIN ${'PRIVATE'} KEY-----`;
const invented = [`ghp_${'x'.repeat(36)}`, `ghp_${'1234567890abcdefghij'.repeat(2).slice(0, 36)}`];

testRule(rule, {
  vulnerable: [
    {
      name: 'a key of the sessions',
      python: 'from flask import Flask\napp = Flask(__name__)\napp.config["SECRET_KEY"] = "b7Rk-walnut-93"  # here\n',
      message: 'written',
    },
    {
      name: 'where the environment says nothing',
      python: 'import os\nJWT_SECRET = os.environ.get("JWT_SECRET", "b7Rk-walnut-93")  # here\n',
    },
    {
      name: 'a password of a database, by a name of its own and as an argument',
      python:
        'import psycopg2\ndb_password = "b7Rk-walnut-93"  # here\npsycopg2.connect(host="db", password="93-Rk-acorn")  # here\n',
    },
    {
      name: 'a password in an address',
      python: 'DATABASE_URL = "postgres://app:b7Rk-walnut@orders.internal:5432/orders"  # here\n',
    },
    {
      name: 'keys of AWS by their form and by their name',
      python: `import boto3\nboto3.client("s3", aws_access_key_id="${accessKey}")  # here\nSETTINGS = {\n    "aws_secret_access_key": "wJ9rXk2mQ7TzLpV4bN8sYc1dGf5hUe0a",  # here\n}\n`,
    },
    {
      name: 'a private key',
      python: `KEY = """${begin}\nMIIEow\n"""\n`
        .replace('"""-', '("""-')
        .replace('"""\n', '""")  # here\n')
        .replace(/\nMIIEow\n/, ''),
    },
    {
      name: 'a text that a signature is made with',
      python:
        'import hmac\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.post("/hook")\ndef hook():\n    return hmac.new(b"walnut-harbour-93", request.data, "sha256").hexdigest()  # here\n',
    },
    {
      name: 'a text that tokens are signed with',
      python:
        'import jwt\nfrom flask import Flask\napp = Flask(__name__)\n@app.post("/login")\ndef login():\n    return jwt.encode({"sub": "1"}, "walnut-harbour-93", algorithm="HS256")  # here\n',
    },
    {
      name: 'a token by its form',
      javascript: `fetch('https://api.github.com', { headers: { authorization: 'Bearer ${token}' } }); // here\n`,
    },
    {
      name: 'a token in a comment, whatever comments say to other tools',
      javascript: `// secretlint-disable\nconst a = 1;\n// try it with ${token} // here\n`,
      message: 'token',
    },
    {
      name: 'keys that only the library knows',
      python: `A = connect(f"{base}?key=${vault}")  # here\nB = f"tskey-{1}"\nC = "${linear}"  # here\n`,
      message: 'token',
    },
    {
      name: 'a secret that two ways lead to, once',
      python:
        `import boto3\nclient = boto3.client(\n    "s3",\n    aws_secret_access_key="wJ9rXk2mQ7TzLpV4bN8sYc1dGf5hUe0aRi6oKt3P",\n)\n`.replace(
          'client = boto3.client(\n',
          'client = boto3.client(  # here\n',
        ),
      message: 'written',
    },
    { name: 'a constant', javascript: "const jwtSecret = 'b7Rk-walnut-93'; // here\n" },
    {
      name: 'where the environment says nothing, in TypeScript',
      javascript: "const secret = process.env.JWT_SECRET ?? 'b7Rk-walnut-93'; // here\n",
    },
    { name: 'a field of a class', javascript: "class Config {\n  readonly apiKey = 'b7Rk2mQ7TzLpV4bN'; // here\n}\n" },
    {
      name: 'an option of what signs',
      javascript:
        "import { expressjwt } from 'express-jwt';\napp.use(expressjwt({ secret: 'b7Rk-walnut-93', algorithms: ['HS256'] })); // here\n",
    },
    {
      name: 'one of several keys',
      javascript:
        "import session from 'express-session';\napp.use(session({ secret: ['b7Rk-walnut-93', process.env.OLD_SECRET] })); // here\n",
    },
    {
      name: 'a list of keys of Koa',
      javascript: "import Koa from 'koa';\nconst app = new Koa();\napp.keys = ['b7Rk-walnut-93']; // here\n",
    },
    {
      name: 'bytes that tokens are signed with',
      javascript: [
        "import express from 'express';",
        "import { SignJWT } from 'jose';",
        "const key = new TextEncoder().encode('walnut-harbour-93'); // here",
        'const app = express();',
        "app.post('/login', async (req, res) => {",
        "  const token = await new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(key);",
        '  res.json({ token });',
        '});',
      ].join('\n'),
    },
  ],
  fine: [
    {
      name: 'the environment',
      python: 'import os\nSECRET_KEY = os.environ["SECRET_KEY"]\nDB_PASSWORD = os.getenv("DB_PASSWORD")\n',
    },
    {
      name: 'what stands for a secret',
      python:
        'API_KEY = "<your api key>"\nDB_PASSWORD = "change-me"\nACCESS_TOKEN = "xxxxxxxx"\nAWS = "AKIAIOSFODNN7EXAMPLE"\n',
    },
    {
      name: 'where a secret is kept',
      python:
        'DB_PASSWORD = "/prod/orders/db-password"\nDB_SECRET = "prod-db-credentials"\nCLIENT_SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:client-AbCdEf"\n',
    },
    {
      name: 'what speaks of secrets',
      python:
        'class Grant:\n    PASSWORD = "password"\n    API_KEY = "api-key"\nERRORS = {"password": "required", "api_key": "Is not valid"}\nAPI_KEY = "X-Api-Key"\n',
    },
    {
      name: 'what stands for a token of a known form',
      python: `# ${invented[0]}\n# ${invented[1]}\n# AKIAIOSFODNN7EXAMPLE, aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n# postgres://user:password@db.internal/app, https://user:pass@example.com/a\n`,
    },
    {
      name: 'a key of a test mode',
      javascript: `const stripe = new Stripe('${`sk_${'test'}_4eC39HqLyjWDarjtT1zdp7dc`}');\n`,
    },
    { name: 'a public key', python: 'KEY = "-----BEGIN PUBLIC KEY-----"\n' },
    {
      name: 'addresses without a password, of this machine, and with what stands for one',
      python:
        'A = "https://example.com:8080/a@b"\nB = "postgres://app:b7Rk-walnut@localhost:5432/app"\nC = "postgres://postgres:postgres@db/app"\nD = "postgres://app:{password}@db/app"\n',
    },
    {
      name: 'a key that is guessed, which is another finding',
      python: 'from flask import Flask\napp = Flask(__name__)\napp.secret_key = "dev"\n',
    },
    {
      name: 'what speaks of secrets, in TypeScript',
      javascript:
        "const labels = { password: 'Contraseña', apiKey: 'apiKey', secret: 'required' };\nenum Grant { PASSWORD = 'PASSWORD_GRANT' }\nconst resetPassword = '/reset-password';\n",
    },
    {
      name: 'a store on this machine',
      javascript:
        "new DynamoDBClient({ endpoint: 'http://localhost:8000', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });\n",
    },
    {
      name: 'the environment, in TypeScript',
      javascript:
        "import jwt from 'jsonwebtoken';\nexport const sign = (sub: string) => jwt.sign({ sub }, process.env.JWT_SECRET, { expiresIn: '1h' });\n",
    },
    {
      name: 'a purpose that stands where a key does',
      javascript:
        "import crypto from 'node:crypto';\nexport const key = crypto.createHmac('sha256', 'WebAppData').update(process.env.BOT_TOKEN).digest();\n",
    },
  ],
});

test('several secrets on one line are found and covered each', async () => {
  const [first, second] = ['wJ9rXk2mQ7TzLpV4bN8s', 'b7Rk-walnut-93-harbour'];
  const text = `connect(api_key="${first}", password="${second}", host="db")  # ${token}\nKEY = "${token}"\n`;
  const audited = await auditCode([{ path: 'a.py', text }]);
  const found = audited.hits.map(({ message, place, details }) => [message, place.line, place.column, details?.what]);
  expect(found).toEqual([
    ['written', 1, 1, 'api_key'],
    ['written', 1, 50, 'password'],
    ['token', 1, 90, 'A GitHub token'],
    ['token', 2, 8, 'A GitHub token'],
  ]);
  const report = JSON.stringify(auditReport(audited, { target: '.', version: '1', startedAt: new Date(0) }));
  expect([first, second, token].filter((secret) => report.includes(secret.slice(3)))).toEqual([]);
});
