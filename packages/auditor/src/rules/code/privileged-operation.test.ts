import { testRule } from './code-rule.fixture.ts';
import rule from './privileged-operation.ts';
import { express, expressRoute, flask, flaskView } from './small-applications.fixture.ts';

const signedIn = "app.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }));";

testRule(rule, {
  vulnerable: [
    {
      name: 'a write by a key of the path',
      python: flaskView(
        '/api/admin/users/<user_id>',
        'table.delete_item(Key={"user_id": user_id})  # here',
        'return "", 204',
      ),
      severity: 'critical',
      message: 'unasked',
    },
    {
      name: 'a count of everybody',
      python: flaskView('/admin/users-count', 'return jsonify(count=len(table.scan()["Items"]))  # here'),
      severity: 'high',
    },
    {
      name: 'the write, where something is read before',
      javascript: expressRoute(
        '/backoffice/notes/:id',
        "const { Item } = await db.get({ TableName: 'notes', Key: { id: req.params.id } });",
        "await db.put({ TableName: 'notes', Item: { ...Item, hidden: true } }); // here",
        'res.end();',
      ),
      severity: 'critical',
    },
    {
      name: 'a role that is asked for on another router',
      javascript: express(
        signedIn,
        'const admin = express.Router();',
        "admin.use((req, res, next) => (req.auth.role === 'admin' ? next() : res.sendStatus(403)));",
        "admin.get('/notes', async (req, res) => res.json(await db.scan({ TableName: 'notes' })));",
        "app.use('/admin', admin);",
        "app.get('/admin/users', async (req, res) => {",
        "  const { Count } = await db.scan({ TableName: 'users', Select: 'COUNT' }); // here",
        '  res.json({ Count });',
        '});',
      ),
    },
    {
      name: 'a role that is asked for, and nothing comes of it',
      python: flaskView(
        '/admin/notes/<note_id>',
        'if get_jwt().get("role") != "admin":',
        '    log.warning("not an administrator")',
        'table.delete_item(Key={"note_id": note_id})  # here',
        'return "", 204',
      ),
      severity: 'critical',
    },
  ],
  fine: [
    {
      name: 'a role of the token',
      python: flaskView(
        '/admin/notes/<note_id>',
        'if get_jwt().get("role") != "admin":',
        '    abort(403)',
        'table.delete_item(Key={"note_id": note_id})',
        'return "", 204',
      ),
    },
    {
      name: 'a role that is stored with the caller',
      javascript: expressRoute(
        '/admin/notes/:id',
        "const { Item: me } = await db.get({ TableName: 'users', Key: { userId: req.auth.sub } });",
        "if (me?.role !== 'admin') return res.sendStatus(403);",
        "await db.delete({ TableName: 'notes', Key: { id: req.params.id } });",
        'res.end();',
      ),
    },
    {
      name: 'cannot be told: a decorator that is called like a check',
      python: flask(
        'from permissions import admin_required',
        '@app.delete("/admin/notes/<note_id>")',
        '@admin_required',
        'def drop(note_id):',
        '    table.delete_item(Key={"note_id": note_id})',
        '    return "", 204',
      ),
    },
    {
      name: "the caller's own settings",
      python: flaskView(
        '/admin/preferences',
        'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]',
        'return jsonify(theme=item["theme"])',
      ),
    },
    {
      name: 'nobody is asked who it is, which is a flaw of another name',
      python: flask('@app.get("/admin/users")', 'def users():', '    return jsonify(table.scan()["Items"])'),
    },
    {
      name: 'a word that only begins so',
      javascript: expressRoute(
        '/administered-medicines/:id',
        "const { Item } = await db.get({ TableName: 'notes', Key: { userId: req.auth.sub, id: req.params.id } });",
        'res.json({ title: Item.title });',
      ),
    },
  ],
});
