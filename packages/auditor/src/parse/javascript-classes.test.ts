import { expect, test } from 'vitest';
import { printModule } from '../ir/print.ts';
import { parserFor } from './grammar.ts';
import { grammarOf, parseJavaScript } from './javascript.ts';

type Row = [source: string, expected: string | readonly string[]];

async function printed(path: string, source: string): Promise<string[]> {
  return printModule(parseJavaScript(await parserFor(grammarOf(path)), path, source)).split('\n');
}

test.each<Row>([
  ['class A extends b.C<D> implements E, F {}', 'class A(b.C)'],
  ['const a = class B extends C {}', ['let a = (class B(C)', ')']],
  ['f(class { a = 1 })', ['(call f (class ()', '  let a = 1', '))']],
  [
    "class A { #a = 1; static b = 'c'; 'd e'; [f] = 2; 3 = 4; g?: string; declare h: string; accessor i = 5; [j: string]: any }",
    [
      'class A()',
      '  let #a = 1',
      '  static let b = "c"',
      '  let d e = null',
      '  let this[f] = 2',
      '  let 3 = 4',
      '  let g: string = null',
      '  let i = 5',
    ],
  ],
  [
    'class A { constructor() { super() } get b() { return this.#c } set b(v) {} static async d() {} *e() {} async *[Symbol.iterator]() {} #f() {} "g h"() {} get() {} static() {} }',
    [
      'class A()',
      '  def constructor()',
      '    (call super)',
      '  get def b()',
      '    return this.#c',
      '  def set b(v)',
      '  static async def d()',
      '  def e()',
      '  async def ()',
      '  def #f()',
      '  def g h()',
      '  def get()',
      '  def static()',
    ],
  ],
  ['class A { static { init() } }', ['class A()', '  block', '    (call init)']],
  [
    'class A { a = () => this.b; c = async function () {} }',
    ['class A()', '  let a = (def () => this.b)', '  let c = (async def ()', '  )'],
  ],
  ['class A { b(c: string): void; b(c) { d(c) } abstract e(): void }', ['class A()', '  def b(c)', '    (call d c)']],
])('classes: %s', async (source, expected) => {
  expect(await printed('a.ts', source)).toEqual([expected].flat());
});

test.each<Row>([
  [
    `@Controller('notes') @UseGuards(AuthGuard)
export class NotesController {
  @Inject() private readonly audit: Audit;
  constructor(private readonly notes: NotesService, @InjectModel('Note') private model: Model<Note>, public a, readonly b: b.C, override d, e: F) {}
  @Get(':id') @Roles('admin', role.b)
  async one(@Param('id', new ParseUUIDPipe()) id: string, @Query() { page = 1 }: Page, @User user?: Identity) {
    return this.notes.one(id)
  }
}`,
    [
      '@(call Controller "notes")',
      '@(call UseGuards AuthGuard)',
      'class NotesController()',
      '  @(call Inject) let audit: Audit = null',
      '  def constructor(property notes: NotesService, @(call InjectModel "Note") property model: Model[Note], property a, property b: b.C, property d, e: F)',
      '  @(call Get ":id")',
      '  @(call Roles "admin" role.b)',
      '  async def one(@(call Param "id" (new ParseUUIDPipe)) id: string, @(call Query) {"page": (= page 1)}: Page, @User user: Identity)',
      '    return (call this.notes.one id)',
      'export NotesController as NotesController',
    ],
  ],
  ['@a @b.c() export default class D {}', ['@a', '@(call b.c)', 'class D()', 'export D as default']],
  ['export @a class B {}', ['@a', 'class B()', 'export B as B']],
  ['@a export default class {}', ['let default = (@a class ()', ')', 'export default as default']],
  ['@(a.b()) class C {}', ['@(call a.b)', 'class C()']],
  ['@a abstract class B {}', ['@a', 'class B()']],
])('Nest: %s', async (source, expected) => {
  expect(await printed('notes.controller.ts', source)).toEqual([expected].flat());
});
