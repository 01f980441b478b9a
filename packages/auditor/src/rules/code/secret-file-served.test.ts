import { testRule } from './code-rule.fixture.ts';
import rule from './secret-file-served.ts';
import { express, flask } from './small-applications.fixture.ts';

testRule(rule, {
  vulnerable: [
    {
      name: 'the folder of the code, file by file',
      python: flask(
        '@app.get("/<path:name>")',
        'def asset(name):',
        '    return send_from_directory(os.path.dirname(os.path.abspath(__file__)), name)  # here',
      ),
      message: 'folder',
    },
    {
      name: 'the static folder of the application itself',
      python: `from flask import Flask

app = Flask(__name__, static_folder=".", static_url_path="")  # here
`,
    },
    {
      name: 'a folder above, by pathlib',
      python: `from pathlib import Path
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

app = FastAPI()
app.mount("/", StaticFiles(directory=Path(__file__).resolve().parent.parent))  # here
`,
    },
    {
      name: 'a folder that is called like secrets',
      python: flask(
        '@app.get("/settings/<name>")',
        'def settings(name):',
        '    return send_from_directory(directory=os.path.join(app.root_path, "config"), path=name)  # here',
      ),
      confidence: 'tentative',
    },
    {
      name: 'a file with secrets',
      python: flask('@app.get("/env")', 'def env():', '    return send_file(".env.production")  # here').replace(
        'send_from_directory',
        'send_file',
      ),
      message: 'file',
    },
    {
      name: 'the working folder, in several spellings',
      javascript: express(
        "app.use(express.static('.')); // here",
        'app.use(express.static(process.cwd())); // here',
        "app.use('/files', express.static(path.resolve('./'))); // here",
      ).replace("'jsonwebtoken';", "'jsonwebtoken';\nimport path from 'node:path';"),
    },
    {
      name: 'the folder of a module',
      javascript: `import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';

const here = path.dirname(fileURLToPath(import.meta.url));
const app = Fastify();
app.register(fastifyStatic, { root: path.join(here, '..') }); // here
`,
    },
    {
      name: 'other frameworks',
      javascript: `import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import Koa from 'koa';
import serve from 'koa-static';

const hono = new Hono();
hono.use('/*', serveStatic({ root: './' })); // here
const koa = new Koa();
koa.use(serve(__dirname)); // here
`,
    },
    {
      name: 'any file of the folder of the code',
      javascript: express(
        "app.get('/files/:name', (req, res) => res.sendFile(req.params.name, { root: __dirname })); // here",
        "app.get('/key', (req, res) => res.download('keys/server.key')); // here",
      ),
    },
  ],
  fine: [
    {
      name: 'a folder for what is public',
      python: flask(
        'public = os.path.join(os.path.dirname(__file__), "public")',
        '@app.get("/<path:name>")',
        'def asset(name):',
        '    return send_from_directory(public, name)',
      ),
    },
    {
      name: 'one file of the folder of the code',
      python: flask('@app.get("/")', 'def index():', '    return send_from_directory(app.root_path, "index.html")'),
    },
    {
      name: 'the folder that Flask has for it',
      python: flask(
        '@app.get("/<path:name>")',
        'def asset(name):',
        '    return send_from_directory(app.static_folder, name)',
      ),
    },
    {
      name: 'a folder that the environment names',
      python: flask(
        '@app.get("/<path:name>")',
        'def asset(name):',
        '    return send_from_directory(os.environ["ASSETS"], name)',
      ),
    },
    {
      name: 'folders of their own',
      javascript: express(
        "app.use(express.static('public'));",
        `app.use(express.static(\`\${__dirname}/../dist\`));`,
        "app.use('/.well-known', express.static('public/keys'));",
        "app.get('/', (req, res) => res.sendFile('index.html', { root: __dirname }));",
      ),
    },
    {
      name: 'an example of settings',
      javascript: express("app.get('/example', (req, res) => res.download('.env.example'));"),
    },
  ],
});
