/*
 * Code that grows or turns in a circle, in a few lines each: put between the lines of other code, where it meets what
 * stands there.
 */

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

type Block = (count: number) => string;

export const pythonBlocks: readonly Block[] = [
  (k) =>
    `${lines(k, (i) => `b${i} = Blueprint('b${i}', __name__)`)}\n${lines(k * k, (i) => `b${i % k}.register_blueprint(b${(i + 1) % k}, url_prefix='/p${i}')`)}\napp.register_blueprint(b0)`,
  (k) =>
    `def wrap(f):\n    def inner(*a, **b):\n        f(*a, **b)\n        return f(*a, **b)\n    return inner\n${'@wrap\n'.repeat(k)}def wrapped(u):\n    return wrapped(u)`,
  (k) =>
    lines(
      k,
      (i) =>
        `def f${i}(x):\n    ${lines(3, (j) => `f${(i + j) % k}(x)`).replaceAll('\n', '; ')}\n    return f${(i * 7) % k}(x)`,
    ),
  (k) =>
    `class A(A): pass\n${lines(k, (i) => `class A${i}(A, A${i}, A${(i + 1) % k}):\n    x = property(lambda self: self.x)`)}`,
  (k) => `${lines(k, (i) => `from app${i} import *\nimport orders${i} as m${i}\nx${i} = m${i}.x${(i + 1) % k}`)}`,
  (k) =>
    `d = {'a': request}\n${lines(k, () => "d = {'a': d, 'b': [d, d], **d}")}\nif d:\n    d = [d]\nelse:\n    d = (d, d)`,
  (k) => `s = 'x'\n${lines(k, () => "s = s + s\ns += f'{s}{s}'")}`,
  (k) => `class O:\n    def __init__(self, a=None): self.a = a\no = O()\n${lines(k, (i) => `o.f${i} = o\no = O(o)`)}`,
  (k) => `${lines(k, (i) => `${' '.repeat(i)}for x${i} in request.json:`)}\n${' '.repeat(k + 1)}x0 = x0 + x1`,
  (k) => `x = ${'{'.repeat(k)}${'}'.repeat(k)}\nx[x] = x\nx.x = x\nx += x\nx(x)(x)(*x, **x)`,
];

export const javaScriptBlocks: readonly Block[] = [
  (k) =>
    `${lines(k, (i) => `const r${i} = express.Router();`)}\n${lines(k * k, (i) => `r${i % k}.use('/p${i}', r${(i + 1) % k});`)}\napp.use(r0);`,
  (k) =>
    `${lines(k, (i) => `function f${i}(x) { f${(i + 1) % k}(x); return [x, x].map(f${(i + 2) % k}).map(f${i}); }`)}\nf0(f0);`,
  (k) =>
    `class A extends A {}\n${lines(k, (i) => `class A${i} extends A${(i + 1) % k} { constructor(a) { super(new A${i}(a)); this.a = this; } get x() { return this.x; } }`)}\nnew A0();`,
  (k) =>
    lines(
      k,
      (i) =>
        `import * as m${i} from './app${i}.js';\nexport * from './orders${i}';\nconst { x${i} } = require('./x${i}')(m${i});`,
    ),
  (k) => `let d = { a: req };\n${lines(k, () => 'd = { a: d, b: [d, ...d], ...d };')}\nd = d ? [d] : { d };`,
  (k) => `let s = 'x';\n${lines(k, () => `s = s + s; s += \`\${s}\${s}\`;`)}`,
  (k) => `const o = {}; o.o = o;\n${lines(k, (i) => `o.f${i} = { ...o, o }; Object.assign(o, o.f${i});`)}`,
  (k) => `p${'.then((x) => p)'.repeat(k)};\n${'f(() => '.repeat(k)}p${')'.repeat(k)};`,
  (k) => `const { a: [{ b = b, ...c }] = a, ...d } = req.body;\n${lines(k, () => 'x ??= (x ||= x) && (x &&= x);')}`,
  (k) =>
    `${lines(k, (i) => `@Injectable() export class S${i} { constructor(private a: S${(i + 1) % k}, private b: S${(i + 2) % k}) {} }`)}`,
];
