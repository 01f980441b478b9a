import { testRule } from './code-rule.fixture.ts';
import { express, flask } from './small-applications.fixture.ts';
import rule from './weak-session-or-jwt-settings.ts';

/** A view that signs in or verifies. */
const view = (...body: string[]): string =>
  flask('KEY = os.environ["KEY"]', '@app.post("/login")', 'def login():', ...body.map((line) => `    ${line}`));
const route = (...body: string[]): string =>
  express('const key = process.env.KEY;', "app.post('/login', async (req, res) => {", ...body, '});');
const user = '{"sub": request.get_json()["name"]}';

testRule(rule, {
  vulnerable: [
    {
      name: 'a token without an end',
      python: view(`return jwt.encode(${user}, KEY, algorithm="HS256")  # here`),
      message: 'endless',
    },
    {
      name: 'the same with names',
      python: view(`payload = dict(${user}, role="user")`, 'return jwt.encode(key=KEY, payload=payload)  # here'),
    },
    {
      name: 'an end that is turned off',
      python: `from flask import Flask, request
from flask_jwt_extended import create_access_token

app = Flask(__name__)
app.config["JWT_ACCESS_TOKEN_EXPIRES"] = False  # here

@app.post("/login")
def login():
    return create_access_token(request.json["name"], expires_delta=False)  # here
`,
    },
    {
      name: 'algorithms: none given, none, what the token says',
      python: view(
        'token = request.headers["Authorization"]',
        'jwt.decode(token, KEY)  # here',
        'jwt.decode(token, KEY, algorithms=["HS256", "None"])  # here',
        'return jwt.decode(token, KEY, algorithms=[jwt.get_unverified_header(token)["alg"]])["sub"]  # here',
      ),
      message: 'anyAlgorithm',
    },
    {
      name: 'a token that has ended is taken',
      python: view(
        'token = request.headers["Authorization"]',
        'return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": False})["sub"]  # here',
      ),
      message: 'ended',
    },
    {
      name: 'a key that everybody tries first',
      python: flask('app.config["SECRET_KEY"] = "secret"  # here'),
      message: 'guessable',
    },
    {
      name: 'cookies without flags',
      python: view(
        'response = make_response("")',
        'response.set_cookie("session", request.form["name"])  # here',
        'response.set_cookie(key="access_token", value="x", httponly=True)  # here',
        'response.set_cookie("csrf_token", "x", secure=False)  # here',
        'return response',
      ),
      message: 'cookie',
    },
    {
      name: 'a cookie whose name says little',
      python: view('response = make_response("")', 'response.set_cookie("basket", "3")  # here', 'return response'),
      confidence: 'tentative',
    },
    {
      name: 'settings of sessions',
      python: flask(
        'app.config["SESSION_COOKIE_HTTPONLY"] = False  # here',
        'app.config.update(REMEMBER_COOKIE_SECURE=False)  # here',
        'class Config:',
        '    SESSION_COOKIE_SECURE = False  # here',
      ),
    },
    {
      name: 'a token without an end, by three libraries',
      javascript: route(
        'jwt.sign({ sub: req.body.name }, key, (error, token) => res.json({ token })); // here',
        "const token = jwt.sign({ sub: req.body.name }, key, { algorithm: 'HS256' }); // here",
        'await new SignJWT({ sub: token }).setProtectedHeader({}).sign(new TextEncoder().encode(key)); // here',
        'await sign({ sub: req.body.name }, key); // here',
      ).replace(
        "'jsonwebtoken';",
        "'jsonwebtoken';\nimport { SignJWT } from 'jose';\nimport { sign } from 'hono/jwt';",
      ),
      message: 'endless',
    },
    {
      name: 'weak verifications',
      javascript: route(
        "jwt.verify(req.get('authorization'), key, { algorithms: ['HS256', 'none'] }); // here",
        "jwt.verify(req.get('authorization'), key, { algorithms: ['HS256'], ignoreExpiration: true }); // here",
      ),
      message: 'anyAlgorithm',
    },
    {
      name: 'cookies of several frameworks',
      javascript: `import Fastify from 'fastify';
import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import session from 'express-session';
import express from 'express';

const app = express();
app.use(session({ secret: process.env.SECRET, cookie: { secure: false } })); // here
app.post('/login', (req, res) => res.cookie('session', req.body.id, { httpOnly: true }).end()); // here
const fastify = Fastify();
fastify.post('/login', async (request, reply) => {
  reply.setCookie('sid', request.body.id, { path: '/' }); // here
  return {};
});
const hono = new Hono();
hono.post('/login', (c) => {
  setCookie(c, 'auth', 'x', { secure: true }); // here
  return c.body(null, 204);
});
`,
      message: 'cookie',
    },
    {
      name: 'the algorithm that the token names',
      javascript: express(
        "app.get('/me', (req, res) => {",
        '  const { header } = jwt.decode(req.headers.authorization, { complete: true });',
        '  const me = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: [header.alg] }); // here',
        '  res.json({ id: me.sub });',
        '});',
      ),
    },
  ],
  fine: [
    {
      name: 'a key of the environment, and one that nobody guesses',
      python: flask(
        'app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]',
        'app.config["SECRET_KEY"] = "f3a91cc04e6b47d2"',
      ),
    },
    {
      name: 'an end, in several spellings',
      python: view(
        'end = time.time() + 900',
        `first = {**${user}, "exp": end}`,
        `second = ${user}`,
        'second["exp"] = end',
        `third = ${user}`,
        'third.update(exp=end)',
        'return jsonify([jwt.encode(one, KEY, algorithm="HS256") for one in (first, second, third)])',
      ),
    },
    {
      name: 'a payload that is not known',
      python: view('from claims import claims_of', 'return jwt.encode(claims_of(request.get_json()), KEY)'),
    },
    {
      name: 'a verification with a fixed list',
      python: view(
        'token = request.headers["Authorization"]',
        'jwt.decode(token, KEY, ["RS256"])',
        'return jwt.decode(token, KEY, algorithms=["RS256"], options={"require": ["exp"]})["sub"]',
      ),
    },
    {
      name: 'cookies with their flags, cookies that end, and those that say nothing of anybody',
      python: view(
        'flags = {"secure": True, "httponly": True}',
        'response = make_response("")',
        'response.set_cookie("session", "x", secure=True, httponly=True, samesite="Lax")',
        'response.set_cookie("session", "x", **flags)',
        'response.set_cookie("csrf_token", "x", secure=True)',
        'response.set_cookie("session", "", max_age=0)',
        'response.set_cookie("theme", request.form["theme"])',
        'return response',
      ),
    },
    {
      name: 'settings that something decides, and those of developers',
      python: flask(
        'app.config["SESSION_COOKIE_SECURE"] = os.environ.get("STAGE") == "production"',
        'class DevelopmentConfig:',
        '    SESSION_COOKIE_SECURE = False',
      ),
    },
    {
      name: 'tokens with an end',
      javascript: route(
        "const lasting = { expiresIn: '15m' };",
        'const one = jwt.sign({ sub: req.body.name }, key, lasting);',
        'const two = jwt.sign({ sub: req.body.name, exp: Math.floor(Date.now() / 1000) + 900 }, key);',
        "const three = await new SignJWT({ sub: one }).setExpirationTime('15m').sign(new TextEncoder().encode(key));",
        'jwt.sign({ sub: req.body.name }, key, lasting, (error, four) => res.json({ two, three, four }));',
      ).replace("'jsonwebtoken';", "'jsonwebtoken';\nimport { SignJWT } from 'jose';"),
    },
    {
      name: 'an end in the settings of a plugin',
      javascript: `import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';

const app = Fastify();
app.register(fastifyJwt, { secret: process.env.SECRET, sign: { expiresIn: '15m' } });
app.post('/login', async (request) => ({ token: app.jwt.sign({ sub: request.body.name }) }));
`,
    },
    {
      name: 'cookies with their flags',
      javascript: express(
        "const production = process.env.NODE_ENV === 'production';",
        'const flags = { httpOnly: true, secure: production };',
        "app.post('/login', (req, res) => {",
        "  res.cookie('session', req.body.id, { ...flags, maxAge: 900_000 });",
        "  res.cookie('XSRF-TOKEN', req.body.id, { secure: true });",
        "  res.cookie('lang', req.body.lang);",
        "  res.clearCookie('session');",
        '  res.end();',
        '});',
      ),
    },
    {
      name: 'a token that is not verified at all is another finding',
      python: flask(
        '@app.get("/me")',
        'def me():',
        '    claims = jwt.decode(request.headers["Authorization"], verify=False)',
        '    return jsonify(table.get_item(Key={"user_id": claims["sub"]})["Item"]["name"])',
      ),
    },
  ],
});
