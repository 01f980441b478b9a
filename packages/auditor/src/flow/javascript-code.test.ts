import { expect, test } from 'vitest';
import { audited } from '../models/javascript/run-javascript.fixture.ts';

/*
 * What code of JavaScript does to values: what stands at the top of a module, what a handler does with `req` and `res`,
 * and what it reads and answers.
 */

type Row = [what: string, top: string, body: string, expected: readonly string[]];

const ownCheck = `const isMine = async (id, me) => (await store.read({ id })).owner === me;`;

test.each<Row>([
  ['`??=` gives what there is, or else the other', 'let made;', 'made ??= req.body; res.json(made)', ['answer body *']],
  ['`||=` does, too', '', 'let a = req.query.a; a ||= req.body.b; res.json(a)', ['answer query a + body b']],
  ['`&&=` gives the other', '', 'let a = req.query.a; a &&= 1; res.json({ a })', ['answer {a: 1}']],
  ['`+=` on a number counts', '', 'let n = 1; n += Number(req.query.n); res.json(n)', ['answer query n <number>']],
  [
    'a capped number stays capped when a constant is added',
    '',
    'res.json(Math.min(req.query.n, 50) + 1)',
    ['answer query n <capped>'],
  ],
  [
    'the end of a text stays masked in a text',
    '',
    "res.json('**' + req.body.card.slice(-4))",
    ['answer body card <masked>'],
  ],
  [
    'what is done to one side counts if the other is of the server',
    '',
    'res.json(req.query.n ? Math.min(req.query.n, 50) : 20)',
    ['answer query n <capped>'],
  ],
  [
    'what is done to one of two counts for neither',
    '',
    'res.json(req.query.n ? Math.min(req.query.n, 50) : req.query.m)',
    ['answer query n + query m'],
  ],
  [
    'the rest of a pattern lacks what the pattern names',
    '',
    'const { a, ...rest } = { a: req.body.a, b: req.query.b }; res.json(rest)',
    ['answer {b: query b}'],
  ],
  [
    'Object.assign fills its first argument',
    '',
    'const item = { a: 1 }; Object.assign(item, { b: req.body.b }); res.json(item)',
    ['answer {a: 1, b: body b}'],
  ],
  [
    'also where it is a field',
    '',
    'const all = { item: {} }; Object.assign(all.item, { b: req.body.b }); res.json(all.item)',
    ['answer {b: body b}'],
  ],
  [
    'a list in a field is filled',
    '',
    'const all = { list: [] }; all.list.push(req.body.b); res.json(all.list)',
    ['answer [body b]'],
  ],
  [
    'reduce goes through what is written',
    '',
    "res.json(['a', 'b'].reduce((all, name) => ({ ...all, [name]: req.body[name] }), {}))",
    ['answer {a: body a, b: body b}'],
  ],
  [
    'reduce of what is not written',
    '',
    'res.json(req.body.list.reduce((sum, one) => sum + one.price, 0))',
    ['answer body list.price'],
  ],
  [
    'fields that a fixed list names are picked',
    "const FIELDS = process.env.FIELDS.split(',');",
    'const kept = {}; for (const name of FIELDS) kept[name] = req.body[name]; res.json(kept)',
    ['answer {...body * <listed picked>}'],
  ],
  [
    'fields that the client names are not',
    '',
    'const kept = {}; for (const name of Object.keys(req.body)) kept[name] = req.body[name]; res.json(kept)',
    ['answer {...body * + body *}'],
  ],
  [
    'a field with a number for a name is not picked',
    '',
    'const kept = {}; Object.entries(req.body).forEach(([name, value], at) => { kept[":v" + at] = value; }); res.json(kept)',
    ['answer {...body *}'],
  ],
  [
    'a generator hands out one by one',
    'function* two(a, b) { yield a; yield b; }',
    'res.json([...two(req.body.a, req.query.b)])',
    ['answer [body a, query b]'],
  ],
  [
    'a generator hands out all of a list',
    'function* all(list) { yield* list; }',
    'for (const one of all(req.body.list)) res.json(one.a)',
    ['answer body list.a', 'answer body list.a'],
  ],
  [
    'an asynchronous check that is awaited counts',
    ownCheck,
    'if (!(await isMine(req.params.id, req.user.id))) return; res.json(await store.read({ id: req.params.id }))',
    ['read id = path id', 'read id = path id [owned item1]', 'answer item2 [owned item1]'],
  ],
  [
    'one that is not does not',
    ownCheck,
    'if (!isMine(req.params.id, req.user.id)) return; res.json(await store.read({ id: req.params.id }))',
    ['read id = path id', 'read id = path id', 'answer item2'],
  ],
  [
    'one among several that are awaited',
    ownCheck,
    'const [mine] = await Promise.all([isMine(req.params.id, req.user.id)]); if (mine) res.json(1)',
    ['read id = path id', 'answer 1 [owned item1]'],
  ],
  [
    'then calls what a library gives',
    '',
    'const a = await new Promise((done) => store.read({ id: 1 }).then(done)); res.json(a)',
    ['read id = 1', 'answer item1'],
  ],
  [
    'a second function of then gets the error',
    '',
    'res.json(await store.read({ id: 1 }).then((item) => item.a, (error) => error.message))',
    ['read id = 1', 'answer item1.a + error'],
  ],
  [
    'the status of an error tells nothing',
    '',
    'try { f() } catch (error) { res.json({ a: error.statusCode, b: error.message }) }',
    ['answer {a: server, b: error}'],
  ],
  [
    'a case that is matched says which role it is',
    '',
    "switch (req.user.role) { case 'admin': return res.json(1); default: return res.json(2); }",
    ['answer 1 [authenticated, privileged]', 'answer 2'],
  ],
  [
    'a case without break goes on into the next',
    '',
    "let a; switch (req.user.role) { case 'admin': a = req.body.a; case 'staff': res.json(a ?? 1); }",
    ['answer body a [authenticated, privileged]'],
  ],
  [
    'what a result says tells which one it is',
    `async function find(id, me) {
  const item = await store.read({ id });
  if (item.owner !== me) return { error: 'not yours' };
  return { item };
}`,
    'const { error, item } = await find(req.params.id, req.user.id); if (error) return; res.json(item.a)',
    ['read id = path id', 'answer item1.a [owned item1]'],
  ],
  [
    'what a result holds says nothing that it does not know',
    `async function find(id, me) {
  const item = await store.read({ id });
  if (!item) return { error: 'none' };
  return { item };
}`,
    'const { error, item } = await find(req.params.id, req.user.id); if (error) return; res.json(item.a)',
    ['read id = path id', 'answer item1.a'],
  ],
  [
    'a table of functions calls each',
    'const actions = { a: (x) => x.a, b: (x) => x.b };',
    'res.json(actions[req.query.what](req.body))',
    ['answer body a + body b'],
  ],
])('%s', async (_, top, body, expected) => {
  const code = `
import express from 'express';
import { store } from 'test-store';
${top}
const app = express();
app.post('/:id', async (req, res) => { ${body} });
`;
  const [, ...lines] = await audited(code);
  expect(lines.map((line) => line.trim())).toEqual(expected);
});

type ClassRow = [what: string, classes: string, body: string, expected: readonly string[]];

test.each<ClassRow>([
  [
    'super calls the constructor above',
    'class A { constructor(name) { this.name = name; } } class B extends A { constructor(b) { super(b.name); } }',
    'new B(req.body).name',
    ['answer body name'],
  ],
  [
    'super reaches what is replaced',
    'class A { of(b) { return b.a; } } class B extends A { of(b) { return super.of(b); } }',
    'new B().of(req.body)',
    ['answer body a'],
  ],
  [
    'what is above sees what replaces its methods',
    'class A { key(b) { return this.part(b); } part(b) { return b.a; } } class B extends A { key(b) { return super.key(b); } part(b) { return b.b; } }',
    'new B().key(req.body)',
    ['answer body b'],
  ],
  [
    'fields are made with each object',
    'class A { constructor(private readonly given) {} whole = this.given; get = () => this.whole.a; }',
    'new A(req.body).get()',
    ['answer body a'],
  ],
  [
    'a setter is called',
    'class A { #kept; set kept(b) { this.#kept = b.a; } get kept() { return this.#kept; } }',
    '(() => { const a = new A(); a.kept = req.body; return a.kept; })()',
    ['answer body a'],
  ],
  [
    'a static block fills the class',
    'class A { static names; static { this.names = ["a"]; } }',
    'A.names',
    ['answer ["a"]'],
  ],
  [
    '`this` of a static method is the class',
    'class A { static names = ["a"]; static of() { return this.names; } }',
    'A.of()',
    ['answer ["a"]'],
  ],
  [
    'classes that extend each other end',
    'class A extends B { of() { return super.of(); } } class B extends A { of() { return super.of(); } }',
    'new B().of()',
    ['answer server'],
  ],
])('classes: %s', async (_, classes, value, expected) => {
  const code = `
import express from 'express';
${classes}
const app = express();
app.post('/:id', (req, res) => { res.json(${value}); });
`;
  const [, ...lines] = await audited(code);
  expect(lines.map((line) => line.trim())).toEqual(expected);
});
