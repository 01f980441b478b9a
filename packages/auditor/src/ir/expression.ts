import type { ClassNode, FunctionNode } from './statement.ts';

/** Where a piece of code stands in the text of its module, in UTF-16 code units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface NameExpression extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** `undefined` of JavaScript and `None` of Python are `null`. A regular expression is the text between its slashes. */
export interface LiteralExpression extends Span {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** An f-string or a template literal: literals and what stands between them, in order. */
export interface TemplateExpression extends Span {
  readonly kind: 'template';
  readonly parts: readonly Expression[];
}

/** `object.property`, also as `object?.property`. `this` and `super` are names. */
export interface MemberExpression extends Span {
  readonly kind: 'member';
  readonly object: Expression;
  readonly property: string;
}

/** `object[index]`. */
export interface IndexExpression extends Span {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** `object[lower:upper:step]`, as an index. */
export interface SliceExpression extends Span {
  readonly kind: 'slice';
  readonly parts: readonly Expression[];
}

export interface Argument {
  /** Of a keyword argument. */
  readonly name?: string;
  readonly value: Expression;
  /** `*value` or `...value`, and `**value`. */
  readonly spread?: 'list' | 'dict';
}

/** A call, a tagged template, or `new` with a class. */
export interface CallExpression extends Span {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  readonly isNew: boolean;
}

/** One entry of a dict or object; a spread has no key. A shorthand `{a}` is the key `a` with the name `a`. */
export interface Entry {
  readonly key: Expression | null;
  readonly value: Expression;
}

export interface DictExpression extends Span {
  readonly kind: 'dict';
  readonly entries: readonly Entry[];
}

/** A list, tuple, set or array. Its items may be spreads. */
export interface ListExpression extends Span {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface SpreadExpression extends Span {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** Arithmetic and bitwise: `+`, `-`, `*`, `/`, `%`, `|`, … */
export interface BinaryExpression extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** `and` and `&&`, `or` and `||`, `??`. */
export interface LogicalExpression extends Span {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or' | '??';
  readonly left: Expression;
  readonly right: Expression;
}

/** `is` and `===` are `==`; `in` has the container on its right in both languages. Chained ones are joined by `and`. */
export interface CompareExpression extends Span {
  readonly kind: 'compare';
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'instanceof';
  readonly left: Expression;
  readonly right: Expression;
}

/** `not` and `!` are `not`; the others keep their signs: `-`, `typeof`, `void`, `delete`. */
export interface UnaryExpression extends Span {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

export interface ConditionalExpression extends Span {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** `await value`, `yield value`, and `yield from value`, which is `yield* value` in JavaScript. */
export interface AwaitExpression extends Span {
  readonly kind: 'await';
  readonly value: Expression;
  /** Of a `yield`: whether the value itself is handed out, or each of those in it. */
  readonly yields?: 'one' | 'all';
}

export interface FunctionExpression extends Span {
  readonly kind: 'function';
  readonly function: FunctionNode;
}

export interface ClassExpression extends Span {
  readonly kind: 'class';
  readonly class: ClassNode;
}

/** `[element for target in iterable if condition]`; of a dict the element is its value. */
export interface ComprehensionExpression extends Span {
  readonly kind: 'comprehension';
  readonly key: Expression | null;
  readonly element: Expression;
  readonly clauses: readonly {
    readonly target: Expression;
    readonly iterable: Expression;
    readonly conditions: readonly Expression[];
  }[];
}

/** An assignment that is an expression: `a = b`, `a += b`, `a := b`; in patterns a default value. */
export interface AssignExpression extends Span {
  readonly kind: 'assign';
  readonly target: Expression;
  readonly value: Expression;
  /** `+=`; absent for a plain one. */
  readonly operator?: string;
}

/** Whatever the language has besides; what stands inside is kept. Also code that does not parse. */
export interface UnknownExpression extends Span {
  readonly kind: 'unknown';
  readonly parts: readonly Expression[];
}

/**
 * Patterns of assignments and parameters are expressions, too: names, members, indices, lists, dicts (an entry's value
 * is its target), spreads for the rest, and assigns for defaults.
 */
export type Expression =
  | NameExpression
  | LiteralExpression
  | TemplateExpression
  | MemberExpression
  | IndexExpression
  | SliceExpression
  | CallExpression
  | DictExpression
  | ListExpression
  | SpreadExpression
  | BinaryExpression
  | LogicalExpression
  | CompareExpression
  | UnaryExpression
  | ConditionalExpression
  | AwaitExpression
  | FunctionExpression
  | ClassExpression
  | ComprehensionExpression
  | AssignExpression
  | UnknownExpression;
