import { testRule } from './code-rule.fixture.ts';
import rule from './sensitive-logging.ts';
import { expressRoute, flask, flaskView } from './small-applications.fixture.ts';

const load = 'item = table.get_item(Key={"user_id": get_jwt_identity()})["Item"]';
const get = "const { Item } = await db.get({ TableName: 'users', Key: { userId: req.auth.sub } });";

testRule(rule, {
  vulnerable: [
    {
      name: 'a whole item, in several ways',
      python: flaskView(
        '/me',
        load,
        'log.info("read %s", item)  # here',
        'print(f"read {item}")  # here',
        'logging.warning("read", extra={"user": item})  # here',
        'app.logger.debug("read " + json.dumps(item))  # here',
        'return "", 204',
      ),
      message: 'written',
    },
    {
      name: 'a whole body',
      python: flaskView('/me', 'log.debug("got %s", request.get_json())  # here', 'return "", 204'),
    },
    {
      name: 'a token and all headers',
      python: flaskView(
        '/me',
        'token = request.headers["Authorization"]',
        'log.info("token %s", token)  # here',
        'print(dict(request.headers))  # here',
        'return "", 204',
      ),
    },
    {
      name: 'a password, in a helper',
      python: flask(
        'def note(name, password):',
        '    log.info("%s signs in with %s", name, password)  # here',
        '',
        '@app.post("/login")',
        'def login():',
        '    body = request.get_json()',
        '    note(body["name"], body["password"])',
        '    return "", 204',
      ),
    },
    {
      name: 'an attribute of an item',
      python: flaskView('/me', load, 'log.info("card %s", item["card_number"])  # here', 'return "", 204'),
    },
    {
      name: 'items and bodies, of JavaScript',
      javascript: expressRoute(
        '/me',
        get,
        'console.log(Item); // here',
        "log.info({ user: Item }, 'read'); // here",
        "console.log('got', JSON.stringify(req.body)); // here",
        'res.end();',
      ).replace("import jwt from 'jsonwebtoken';", "import pino from 'pino';\nconst log = pino();"),
      message: 'written',
    },
    {
      name: 'headers and passwords, of JavaScript',
      javascript: expressRoute(
        '/login',
        'console.log(req.headers); // here',
        `console.info(\`token \${req.headers.authorization}\`); // here`,
        'const { name, password } = req.body;',
        'console.warn({ name, password }); // here',
        'res.end();',
      ),
    },
    {
      name: 'the event of a function of Lambda',
      javascript: `export const handler = async (event) => {
  console.log('body', event.body); // here
  return { statusCode: 204 };
};
`,
    },
    {
      name: 'a token without its scheme',
      python: flaskView(
        '/notes/<note_id>',
        'log.info("token %s", request.headers["Authorization"][7:])  # here',
        'return ""',
      ),
    },
  ],
  fine: [
    {
      name: 'ids and outcomes',
      python: flaskView(
        '/me',
        load,
        'log.info("read %s, found %s", item["user_id"], bool(item))',
        'log.info("%s has %d marks", get_jwt_identity(), len(item["marks"]))',
        'return "", 204',
      ),
    },
    {
      name: 'whether there is one',
      python: flaskView(
        '/me',
        'log.info("signs in with a password: %s", bool(request.json.get("password")))',
        'log.info("of %d letters", len(request.json["password"]))',
        'return "", 204',
      ),
    },
    {
      name: 'a part of an item that says nothing, and a count',
      python: flaskView(
        '/notes',
        'found = table.query(KeyConditionExpression=Key("user_id").eq(get_jwt_identity()))',
        'log.info("%d notes, last of %s", found["Count"], found["Items"][0]["day"])',
        'return "", 204',
      ),
    },
    {
      name: 'an error',
      python: flaskView(
        '/me',
        'try:',
        `    ${load}`,
        'except ClientError:',
        '    log.exception("not read")',
        'return "", 204',
      ),
    },
    {
      name: 'a list of attributes',
      python: flaskView(
        '/me',
        load,
        'log.info("read %s", {name: item[name] for name in ("user_id", "city")})',
        'return "", 204',
      ),
    },
    {
      name: 'something else that is called like a log',
      python: flaskView('/me', load, 'catalog = []', 'catalog.append(item)', 'return "", 204'),
    },
    {
      name: 'ids and outcomes, of JavaScript',
      javascript: expressRoute(
        '/me',
        get,
        "console.log('read', Item.userId, Boolean(Item));",
        'console.info({ path: req.path, name: req.body.name, hasPassword: req.body.password !== undefined });',
        'res.end();',
      ),
    },
    {
      name: 'the last four',
      javascript: expressRoute('/me', get, `console.log(\`card ending \${Item.cardNumber.slice(-4)}\`);`, 'res.end();'),
    },
    {
      name: 'names of fields',
      python: flaskView('/notes/<note_id>', 'log.info("fields %s", list(request.json.keys()))', 'return ""'),
    },
    {
      name: 'the beginning of a token',
      python: flaskView(
        '/notes/<note_id>',
        'log.info("token %s", request.headers["Authorization"][:12] + "...")',
        'return ""',
      ),
    },
    {
      name: 'names of fields and the beginning of a token',
      javascript: expressRoute(
        '/notes/:noteId',
        'console.log(Object.keys(req.body), req.headers.authorization.slice(0, 12));',
        'res.json({});',
      ),
    },
  ],
});
