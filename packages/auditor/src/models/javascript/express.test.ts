import { expect, test } from 'vitest';
import { audited } from './run-javascript.fixture.ts';

const start = `
import express from 'express';
import { store } from 'test-store';
const app = express();
`;

const cases: readonly { name: string; code: string; expected: string }[] = [
  {
    name: 'parts of the request',
    code: `
app.post('/a/:id', async (req, res) => {
  await store.write({
    path: req.params.id,
    query: req.query.q,
    body: req.body.title,
    header: req.headers['x-a'],
    get: req.get('X-B'),
    cookie: req.cookies.c,
    signed: req.signedCookies.s,
    file: req.file,
    user: req.user.sub,
    auth: req.auth.payload.sub,
    session: req.session.userId,
    own: req.userId,
  });
  res.sendStatus(204);
});
`,
    expected: `
POST /a/{id}
  write {path: path id, query: query q, body: body title, header: header x-a, get: header x-b, cookie: cookie c, signed: me.s, file: file *, user: me.sub, auth: me.payload.sub, session: me.userId, own: me?.userId}
`,
  },
  {
    name: 'answers',
    code: `
app.get('/n/:id', async (req, res) => {
  const note = await store.read({ id: req.params.id });
  res.status(200).json(note);
  res.set('x', 'y').send({ title: note.title });
  res.render('note', { note });
  res.end();
});
`,
    expected: `
GET /n/{id}
  read id = path id
  answer item1
  answer {title: item1.title}
  answer {note: item1 <picked>} <picked>
`,
  },
  {
    name: 'a refusal without return goes on',
    code: `
app.get('/n/:id', async (req, res) => {
  if (req.params.id !== req.user.id) {
    res.status(403).end();
  }
  res.json(await store.read({ id: req.params.id }));
});
`,
    expected: `
GET /n/{id}
  read id = path id
  answer item1
`,
  },
  {
    name: 'a refusal with return does not',
    code: `
app.get('/n/:id', async (req, res) => {
  if (req.params.id !== req.user.id) return res.status(403).end();
  return res.json(await store.read({ id: req.params.id }));
});
`,
    expected: `
GET /n/{id}
  read id = path id [belongs path id]
  answer item1 [belongs path id]
`,
  },
  {
    name: 'a chain in front of the handler',
    code: `
function signedIn(req, res, next) {
  if (!req.user) return res.sendStatus(401);
  next();
}
const own = (req, res, next) => {
  if (req.params.id !== req.user.id) return next(new Error('no'));
  return next();
};
app.get('/n/:id', signedIn, [own], async (req, res) => res.json(await store.read({ id: req.params.id })));
`,
    expected: `
GET /n/{id}
  read id = path id [authenticated, belongs path id]
  answer item1 [authenticated, belongs path id]
`,
  },
  {
    name: 'what is used later is not in front',
    code: `
app.get('/a', async (req, res) => res.json(await store.list()));
app.use((req, res, next) => (req.user ? next() : res.sendStatus(401)));
app.get('/b', async (req, res) => res.json(await store.list()));
`,
    expected: `
GET /a
  list
  answer item1
GET /b
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'routers below paths',
    code: `
const notes = express.Router();
const open = express.Router();
open.get('/about', async (req, res) => res.json(await store.list()));
notes.get('/:id', async (req, res) => res.json(await store.read({ id: req.params.id })));
app.use('/open', open);
app.use(passport.authenticate('jwt'));
app.use('/api/notes', notes);
`,
    expected: `
GET /open/about
  list
  answer item1
GET /api/notes/{id}
  read id = path id [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'route()',
    code: `
app
  .route('/n/:id')
  .all((req, res, next) => {
    if (!req.user) return res.sendStatus(401);
    next();
  })
  .get(async (req, res) => res.json(await store.read({ id: req.params.id })))
  .delete(async (req, res) => {
    await store.remove({ id: req.params.id });
    res.sendStatus(204);
  });
`,
    expected: `
GET /n/{id}
  read id = path id [authenticated]
  answer item1 [authenticated]
DELETE /n/{id}
  remove id = path id [authenticated]
`,
  },
  {
    name: 'param()',
    code: `
app.param('id', (req, res, next, id) => {
  if (id !== req.user.id) return res.sendStatus(404);
  next();
});
app.get('/n/:id', async (req, res) => res.json(await store.read({ id: req.params.id })));
app.get('/m/:other', async (req, res) => res.json(await store.read({ id: req.params.other })));
`,
    expected: `
GET /n/{id}
  read id = path id [belongs path id]
  answer item1 [belongs path id]
GET /m/{other}
  read id = path other
  answer item1
`,
  },
  {
    name: 'an error handler',
    code: `
app.get('/n', async (req, res) => res.json(await store.list()));
app.use((error, req, res, next) => {
  res.status(500).json({ message: error.message });
});
`,
    expected: `
GET /n
  list
  answer item1
error handler
  answer {message: error}
`,
  },
  {
    name: 'wrappers',
    code: `
const safe = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
app.get(
  '/a/:id',
  safe(async (req, res) => {
    res.json(await store.read({ id: req.params.id }));
  }),
);
app.get(
  '/b/:id',
  asyncHandler(async (req, res) => {
    res.json(await store.read({ id: req.params.id }));
  }),
);
`,
    expected: `
GET /a/{id}
  read id = path id
  answer item1
GET /b/{id}
  read id = path id
  answer item1
`,
  },
  {
    name: 'a middleware called by a function',
    code: `
app.use((req, res, next) =>
  passport.authenticate('jwt', (error, user) => {
    if (!user) return res.sendStatus(401);
    req.user = user;
    next();
  })(req, res, next),
);
app.get('/a', async (req, res) => res.json(await store.read({ me: req.user.id })));
`,
    expected: `
GET /a
  read me = me.id [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'a handler of a controller',
    code: `
class Notes {
  constructor() {
    this.table = 'notes';
  }
  async show(req, res) {
    res.json(await this.find(req.params.id));
  }
  find(id) {
    return store.read({ id, table: this.table });
  }
}
const notes = new Notes();
app.get('/a/:id', notes.show.bind(notes));
app.get('/b/:id', (req, res) => notes.show(req, res));
`,
    expected: `
GET /a/{id}
  read id = path id, table = "notes"
  answer item1
GET /b/{id}
  read id = path id, table = "notes"
  answer item1
`,
  },
  {
    name: 'unresolved middlewares',
    code: `
import { requireAuth } from './gone/auth';
import isOwner from './gone/is-owner';
import { requireRole } from './gone/roles';
app.get('/a', requireAuth, async (req, res) => res.json(await store.list()));
app.get('/b', requireAuth(), isOwner, async (req, res) => res.json(await store.list()));
app.get('/c', requireRole('admin'), async (req, res) => res.json(await store.list()));
`,
    expected: `
GET /a
  list [authenticated]
  answer item1 [authenticated]
GET /b
  list [authenticated, vouched]
  answer item1 [authenticated, vouched]
GET /c
  list [authenticated, privileged]
  answer item1 [authenticated, privileged]
`,
  },
  {
    name: 'locals',
    code: `
app.use((req, res, next) => {
  res.locals.user = jwt.verify(req.get('authorization'), process.env.KEY);
  next();
});
app.get('/a', async (req, res) => res.json(await store.read({ me: res.locals.user.sub })));
import jwt from 'jsonwebtoken';
`,
    expected: `
GET /a
  read me = me.sub [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'paths that are left out',
    code: `
import { expressjwt } from 'express-jwt';
app.use(
  expressjwt({ secret: 'k' }).unless({
    path: ['/login', { url: '/open', methods: ['GET'] }, /^\\/public\\/.*/],
  }),
);
app.get('/login', async (req, res) => res.json(await store.list()));
app.get('/open/x', async (req, res) => res.json(await store.list()));
app.get('/public/x', async (req, res) => res.json(await store.list()));
app.get('/closed', async (req, res) => res.json(await store.list()));
`,
    expected: `
GET /login
  list
  answer item1
GET /open/x
  list
  answer item1
GET /public/x
  list
  answer item1
GET /closed
  list [authenticated]
  answer item1 [authenticated]
`,
  },
  {
    name: 'all()',
    code: `
app.all('/closed/*', (req, res, next) => (req.user ? next() : res.sendStatus(401)));
app.get('/closed/a', async (req, res) => res.json(await store.list()));
app.all('/open', async (req, res) => res.json(await store.list()));
`,
    expected: `
GET /closed/a
  list [authenticated]
  answer item1 [authenticated]
ANY /open
  list
  answer item1
`,
  },
  {
    name: 'what is kept for the rest of a request',
    code: `
import { AsyncLocalStorage } from 'node:async_hooks';
const storage = new AsyncLocalStorage();
const caller = () => storage.getStore().id;
app.use((req, res, next) => storage.run({ id: req.user.sub }, next));
app.get('/a', async (req, res) => res.json(await store.read({ me: caller() })));
`,
    expected: `
GET /a
  read me = me.sub
  answer item1
`,
  },
  {
    name: 'a middleware that puts what a schema lets through in place of the body',
    code: `
import { z } from 'zod';
const validate = (schema) => (req, res, next) => {
  const result = schema.safeParse(req.body);
  if (!result.success) return res.status(400).json({});
  req.body = result.data;
  return next();
};
app.post('/a', validate(z.object({ title: z.string() })), async (req, res) => {
  await store.write({ ...req.body, id: 1 });
  res.end();
});
`,
    expected: `
POST /a
  answer {}
  write {title: body title, id: 1}
`,
  },
  {
    name: 'roles by a function that makes middlewares',
    code: `
const authorize =
  (...roles) =>
  (req, res, next) => {
    if (!roles.includes(req.user.role)) return res.status(403).json({});
    next();
  };
app.get('/a', authorize('admin', 'staff'), async (req, res) => res.json(await store.list()));
`,
    expected: `
GET /a
  answer {}
  list [authenticated, privileged]
  answer item1 [authenticated, privileged]
`,
  },
];

test.each(cases)('$name', async ({ code, expected }) => {
  expect(await audited(`${start}${code}`)).toEqual(expected.trim().split('\n'));
});

const programs: readonly { name: string; files: Record<string, string>; expected: string }[] = [
  {
    name: 'two files',
    files: {
      'server.js': `
const express = require('express');
const app = express();
app.use('/api', require('./routes'));
`,
      'routes.js': `
const { Router } = require('express');
const { show } = require('./controllers/notes');
const { signedIn } = require('./auth');
const router = Router();
router.use(signedIn);
router.get('/notes/:id', show);
module.exports = router;
`,
      'auth.js': `
const jwt = require('jsonwebtoken');
exports.signedIn = function signedIn(req, res, next) {
  try {
    req.user = jwt.verify(req.headers.authorization, process.env.SECRET);
  } catch (e) {
    return res.sendStatus(401);
  }
  next();
};
`,
      'controllers/notes.js': `
const { store } = require('test-store');
exports.show = async (req, res) => {
  const note = await store.read({ id: req.params.id });
  if (note.owner !== req.user.sub) return res.sendStatus(404);
  res.json(note);
};
`,
    },
    expected: `
GET /api/notes/{id}
  read id = path id [authenticated]
  answer item1 [authenticated, owned item1]
`,
  },
  {
    name: 'classes with routers',
    files: {
      'app.ts': `
import express from 'express';
import { NotesRouter } from './notes';
export class App {
  public app = express();
  constructor() {
    this.routes();
  }
  private routes() {
    this.app.use('/api', new NotesRouter().router);
  }
}
new App();
`,
      'notes.ts': `
import { Router } from 'express';
import { store } from 'test-store';
class NotesController {
  constructor(private readonly table: string) {}
  get = async (req, res) => {
    res.json(await store.read({ id: req.params.id, table: this.table }));
  };
}
export class NotesRouter {
  public router = Router();
  private controller = new NotesController('notes');
  constructor() {
    this.router.get('/notes/:id', this.controller.get);
  }
}
`,
    },
    expected: `
GET /api/notes/{id}
  read id = path id, table = "notes"
  answer item1
`,
  },
  {
    name: 'functions that are given the app',
    files: {
      'index.js': `
const express = require('express');
const app = express();
require('./routes')(app);
`,
      'routes.js': `
const { store } = require('test-store');
module.exports = (app) => {
  app.get('/a/:id', async (req, res) => {
    res.json(await store.read({ id: req.params.id }));
  });
};
`,
    },
    expected: `
GET /a/{id}
  read id = path id
  answer item1
`,
  },
];

test.each(programs)('$name', async ({ files, expected }) => {
  expect((await audited(files)).join('\n')).toBe(expected.trim());
});
