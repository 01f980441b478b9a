import { expect, test } from 'vitest';
import { printModule } from '../ir/print.ts';
import { parserFor } from './grammar.ts';
import { grammarOf, parseJavaScript } from './javascript.ts';

type Row = [source: string, expected: string | readonly string[]];

async function printed(path: string, source: string): Promise<string[]> {
  return printModule(parseJavaScript(await parserFor(grammarOf(path)), path, source)).split('\n');
}

test.each<Row>([
  ["import 'a'", 'import "a"'],
  ["import a from 'b'", 'import "b" default as a'],
  ["import a, { b as c, d, default as e } from 'f'", 'import "f" default as a, b as c, d as d, default as e'],
  ["import a, * as b from 'c'", 'import "c" default as a, * as b'],
  [`import { 'a b' as c } from "d"`, 'import "d" a b as c'],
  [
    "import type a from 'b'; import type { c } from 'd'; import { type e, f } from 'g'; import { type h } from 'i'",
    ['import "g" f as f', 'import "i"'],
  ],
  ["import a from 'b' with { type: 'json' }", 'import "b" default as a'],
  ["import a = require('b')", 'import "b" * as a'],
  ["const a = await import('b')", 'let a = (await (call import "b"))'],
])('imports: %s', async (source, expected) => {
  expect(await printed('a.ts', source)).toEqual([expected].flat());
});

test.each<Row>([
  ["const a = require('b')", 'import "b" * as a'],
  [`let a = require("b"), c = 1, d = require('e')`, ['import "b" * as a', 'let c = 1', 'import "e" * as d']],
  ["var a = require('b').c", 'import "b" c as a'],
  ["const { a, b: c } = require('d')", 'import "d" a as a, b as c'],
  ["const {} = require('a')", 'import "a"'],
  ["const a = (require('b'))", 'import "b" * as a'],
  ["const { a = 1 } = require('b')", 'let {"a": (= a 1)} = (call require "b")'],
  ["const { a, ...b } = require('c')", 'let {"a": a, ...b} = (call require "c")'],
  ["const { a: { b } } = require('c')", 'let {"a": {"b": b}} = (call require "c")'],
  ["const [a] = require('b')", 'let [a] = (call require "b")'],
  ["const { a } = require('b').c", 'let {"a": a} = (call require "b").c'],
  ["const a = require('b')(c)", 'let a = (call (call require "b") c)'],
  ['const a = require(b)', 'let a = (call require b)'],
  ["const a = require('b', 'c')", 'let a = (call require "b" "c")'],
  ["const a = require('b').c.d", 'let a = (call require "b").c.d'],
  ["function f() { const a = require('b') }", ['def f()', '  let a = (call require "b")']],
  ["if (a) { const b = require('c') }", ['if a', '  let b = (call require "c")']],
  ["require('a')", '(call require "a")'],
  ['module.exports = { a }', 'module.exports = {"a": a}'],
  ['exports.a = async (b) => b', 'exports.a = (async def (b) => b)'],
])('CommonJS: %s', async (source, expected) => {
  expect(await printed('a.js', source)).toEqual([expected].flat());
});

test.each<Row>([
  ['export { a, b as c }', 'export a as a, b as c'],
  ["export { a as default, b as 'c d' }", 'export a as default, b as c d'],
  ["export { a as b } from 'c'", 'export a as b from "c"'],
  ["export { default } from 'a'", 'export default as default from "a"'],
  ["export { default as a } from 'b'", 'export default as a from "b"'],
  ["export * from 'a'", 'export * as * from "a"'],
  ["export * as b from 'c'", 'export * as b from "c"'],
  [
    'export const a = 1, { b, c: [d = 2], ...e } = f',
    ['let a = 1', 'let {"b": b, "c": [(= d 2)], ...e} = f', 'export a as a, b as b, d as d, e as e'],
  ],
  ['export let a', ['let a = null', 'export a as a']],
  ['export function a() {}', ['def a()', 'export a as a']],
  ['export async function a() {}', ['async def a()', 'export a as a']],
  ['export class A {}', ['class A()', 'export A as A']],
  ['export abstract class A {}', ['class A()', 'export A as A']],
  ['export enum A { B }', ['let A = {"B": 0}', 'export A as A']],
  ['export namespace A { b() }', ['block', '  (call b)']],
  ['export import a = b.c', ['let a = b.c', 'export a as a']],
  ['export default function a() {}', ['def a()', 'export a as default']],
  ['export default function () { return 1 }', ['let default = (def () => 1)', 'export default as default']],
  ['export default async () => 1', ['let default = (async def () => 1)', 'export default as default']],
  ['export default class A extends B {}', ['class A(B)', 'export A as default']],
  ['export default class extends B {}', ['let default = (class (B)', ')', 'export default as default']],
  ['export default a + b', ['let default = (+ a b)', 'export default as default']],
  ['export default { a }', ['let default = {"a": a}', 'export default as default']],
  ["export default 'a'", ['let default = "a"', 'export default as default']],
  ['export default (function a() {})', ['let default = (def a()', ')', 'export default as default']],
  [
    "export type { A } from 'b'; export type B = C; export interface D {} export { type E, f }; export declare const g: string; export default interface H {} export as namespace I",
    'export f as f',
  ],
  ['export = a', 'module.exports = a'],
])('exports: %s', async (source, expected) => {
  expect(await printed('a.ts', source)).toEqual([expected].flat());
});
