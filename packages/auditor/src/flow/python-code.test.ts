import { expect, test } from 'vitest';
import { auditedPython } from '../models/python/run-python.fixture.ts';

/*
 * What code of Python does to values: what stands at the top of a module, what a view gives, and what its answer holds.
 */

type Row = [what: string, top: string, body: string, answers: readonly string[]];

test.each<Row>([
  [
    'super() reaches what is above',
    'class A:\n    def __init__(self, name):\n        self.name = name\nclass B(A):\n    def __init__(self, data):\n        super().__init__(data["name"])',
    'return B(request.json).name',
    ['body name'],
  ],
  [
    'cls is the class',
    'class A:\n    names = ["a"]\n    @classmethod\n    def of(cls, data):\n        return data["a"]',
    'return A.of(request.json)',
    ['body a'],
  ],
  [
    'a setter of a property is called',
    'class A:\n    @property\n    def a(self):\n        return self.kept\n    @a.setter\n    def a(self, data):\n        self.kept = data["a"]',
    'x = A()\n    x.a = request.json\n    return x.a',
    ['body a'],
  ],
  [
    'a generic class is the class',
    'class A(Generic[T]):\n    def of(self, data):\n        return data["a"]\nclass B(A[int]):\n    pass',
    'return B().of(request.json)',
    ['body a'],
  ],
  [
    'partial keeps what it was given',
    'from functools import partial\ndef pick(name, data, *, other):\n    return [data[name], other]',
    'f = partial(pick, "a", other=1)\n    return f(request.json)',
    ['body a'],
  ],
  [
    'a generator hands out one by one',
    'def each(data):\n    for one in data["list"]:\n        yield one["a"]',
    'return [x for x in each(request.json)]',
    ['body list.a'],
  ],
  [
    'a context manager hands out what it yields',
    'from contextlib import contextmanager\n@contextmanager\ndef opened(data):\n    yield data["a"]',
    'with opened(request.json) as a:\n        return a',
    ['body a'],
  ],
  [
    'an object is entered',
    'class A:\n    def __init__(self, data):\n        self.data = data\n    def __enter__(self):\n        return self.data["a"]',
    'with A(request.json) as a:\n        return a',
    ['body a'],
  ],
  [
    'a variable of the context holds what is set',
    'from contextvars import ContextVar\nkept = ContextVar("kept")',
    'kept.set(request.json["a"])\n    return kept.get()',
    ['body a'],
  ],
  [
    'asyncio.run waits',
    'import asyncio\nasync def of(data):\n    return data["a"]',
    'return asyncio.run(of(request.json))',
    ['body a'],
  ],
  [
    'gather gives one after the other',
    'import asyncio\nasync def of(data, name):\n    return data[name]',
    'a, b = asyncio.run(asyncio.gather(of(request.json, "a"), of(request.json, "b")))\n    return b',
    ['body b'],
  ],
  [
    'what is only declared is not nothing',
    'class A(BaseSettings):\n    secret: str\n    name: str = None',
    'return [A().secret, A().name]',
    ['server'],
  ],
  [
    'a template shows what it names',
    'from flask import render_template',
    'return render_template("a.html", item=request.json)',
    ['body * (picked)'],
  ],
])('%s', async (_, top, body, answers) => {
  const code = `from flask import Flask, request
app = Flask(__name__)
${top}
@app.post('/')
def view():
    ${body}
`;
  const [route] = await auditedPython(code);
  expect(route?.answers).toEqual(answers);
});

type MatchRow = [cases: string, answers: readonly string[]];

test.each<MatchRow>([
  [
    'case "admin":\n            return 1\n        case _:\n            return 2',
    ['1 [authenticated, privileged]', '2'],
  ],
  [
    'case "admin" | "staff":\n            return 1\n        case role:\n            return role',
    ['1 [authenticated, privileged]', 'identity role'],
  ],
])('match %#', async (cases, answers) => {
  const code = `from flask import Flask
from flask_jwt_extended import get_jwt
app = Flask(__name__)
@app.get('/')
def view():
    match get_jwt()["role"]:
        ${cases}
`;
  const [route] = await auditedPython(code);
  expect(route?.answers).toEqual(answers);
});

test('cases that ask a part of an item know whose it is', async () => {
  const code = `import boto3
from flask import Flask
from flask_jwt_extended import get_jwt_identity
app = Flask(__name__)
table = boto3.resource('dynamodb').Table('notes')
@app.get('/<note>')
def view(note):
    match table.get_item(Key={'id': note})['Item']:
        case {'owner': owner, 'text': text} if owner == get_jwt_identity():
            return text
        case {'state': 'open'}:
            return 1
`;
  const [route] = await auditedPython(code);
  expect(route?.answers).toEqual(['item1 Item.text [owned 1]', '1', 'null']);
});
