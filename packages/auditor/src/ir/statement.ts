import type { Argument, Expression, Span } from './expression.ts';

/** TypeScript, TSX and JavaScript are one language here. */
export type Language = 'python' | 'javascript';

export interface Parameter {
  /** A name, or a pattern that takes it apart. */
  readonly target: Expression;
  readonly default: Expression | null;
  /** A Python annotation as it stands. Of TypeScript a named type: a name, a member, or an index of one with its first argument. */
  readonly annotation: Expression | null;
  /** `*args` and `...args`; `**kwargs`. */
  readonly rest?: 'list' | 'dict';
  /** Nest: `@Param('id') id: string`. */
  readonly decorators: readonly Expression[];
  /** A TypeScript constructor parameter that is a property: `constructor(private readonly notes: Notes)`. */
  readonly isProperty: boolean;
}

export interface FunctionNode extends Span {
  /** Empty for a lambda or an arrow function that has none. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** An arrow function with an expression has one `return`. */
  readonly body: readonly Statement[];
  /** Without the `@`. */
  readonly decorators: readonly Expression[];
  readonly isAsync: boolean;
  /** Of a method. */
  readonly isStatic: boolean;
  /** `get` of JavaScript, `@property` stays a decorator. */
  readonly isGetter: boolean;
  /** Python's `-> Note`. */
  readonly returns?: Expression;
}

export interface ClassNode extends Span {
  readonly name: string;
  /** Python's bases without keywords; what a JavaScript class extends. */
  readonly bases: readonly Expression[];
  /** Python's `class Note(BaseModel, extra='allow')`. */
  readonly keywords?: readonly Argument[];
  readonly decorators: readonly Expression[];
  /** Methods as functions, fields as assignments. */
  readonly body: readonly Statement[];
}

export interface ExpressionStatement extends Span {
  readonly kind: 'expression';
  readonly value: Expression;
}

/** `a = b = value`, `const a = value`, `a += value`, `a: T = value`. A declaration without a value has the literal null. */
export interface AssignStatement extends Span {
  readonly kind: 'assignment';
  readonly targets: readonly Expression[];
  readonly value: Expression;
  /** `+=`; absent for a plain one. */
  readonly operator?: string;
  /** Python's `a: T = value`; of a field of a class in TypeScript its named type. */
  readonly annotation?: Expression;
  /** Of a field of a class in JavaScript: `@Inject() notes: Notes`. */
  readonly decorators?: readonly Expression[];
  /** Of a field of a class in JavaScript that belongs to the class itself. */
  readonly isStatic?: boolean;
  /** Whether it declares the name in this scope: `const`, `let`, `var`, and every plain assignment of Python. */
  readonly declares: boolean;
}

export interface IfStatement extends Span {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: readonly Statement[];
  /** An `elif` is an `if` in here. */
  readonly otherwise: readonly Statement[];
}

/** `for … in`, `for … of`. Of JavaScript's `for … in` the iterable is the object whose keys are meant. */
export interface ForStatement extends Span {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** Also `do … while` and `for (;;)`, whose beginning stands before it and whose step ends its body. */
export interface WhileStatement extends Span {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

export interface ReturnStatement extends Span {
  readonly kind: 'return';
  readonly value: Expression | null;
}

/** `raise` and `throw`. */
export interface RaiseStatement extends Span {
  readonly kind: 'raise';
  readonly value: Expression | null;
}

export interface TryStatement extends Span {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly {
    readonly type: Expression | null;
    /** A name, or a pattern. */
    readonly target: Expression | null;
    readonly body: readonly Statement[];
  }[];
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}

export interface WithStatement extends Span {
  readonly kind: 'with';
  readonly items: readonly { readonly context: Expression; readonly target: Expression | null }[];
  readonly body: readonly Statement[];
}

export interface FunctionStatement extends Span {
  readonly kind: 'function';
  readonly function: FunctionNode;
}

export interface ClassStatement extends Span {
  readonly kind: 'class';
  readonly class: ClassNode;
}

/** One name that an import brings: of the module itself with `*`, of all its names (`from m import *`) with `**`. */
export interface ImportedName {
  /** `default` of JavaScript keeps its name. */
  readonly imported: string;
  readonly local: string;
}

/** `import`, `from … import`, and `const x = require('…')`. */
export interface ImportStatement extends Span {
  readonly kind: 'import';
  /** As written: `flask`, `a.b`, `./db.js`; a relative one of Python keeps its dots: `.db`, `..models`. */
  readonly module: string;
  readonly names: readonly ImportedName[];
}

/**
 * `export { a as b }`, `export default …`, `export … from`. `export const a = 1` is the assignment and an export of its
 * name; `export default <expression>` assigns to the name `default` first. `module.exports = …` stays an assignment.
 */
export interface ExportStatement extends Span {
  readonly kind: 'export';
  readonly names: readonly { readonly local: string; readonly exported: string }[];
  /** Of `export … from`; `export * from` has the one name `*`. */
  readonly module?: string;
}

/** `switch` and `match`. A case without tests is the default; Python's never fall through. */
export interface SwitchStatement extends Span {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly { readonly tests: readonly Expression[]; readonly body: readonly Statement[] }[];
}

export interface AssertStatement extends Span {
  readonly kind: 'assert';
  readonly test: Expression;
}

/** A block that means nothing by itself, and code that does not parse. */
export interface BlockStatement extends Span {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}

export interface JumpStatement extends Span {
  readonly kind: 'break' | 'continue';
}

/** `global x`, `nonlocal x`: these names are not of the function's own scope. */
export interface OuterStatement extends Span {
  readonly kind: 'outer';
  readonly names: readonly string[];
}

export type Statement =
  | ExpressionStatement
  | AssignStatement
  | IfStatement
  | ForStatement
  | WhileStatement
  | ReturnStatement
  | RaiseStatement
  | TryStatement
  | WithStatement
  | FunctionStatement
  | ClassStatement
  | ImportStatement
  | ExportStatement
  | SwitchStatement
  | AssertStatement
  | BlockStatement
  | JumpStatement
  | OuterStatement;

/** A comment that speaks to the auditor: `# middlebrick: ignore[code/table-scan] because …`. */
export interface Directive extends Span {
  /** Without the comment signs. */
  readonly text: string;
}

/** One source file. */
export interface Module {
  /** Path from the root of the audit, with `/`. */
  readonly path: string;
  readonly language: Language;
  readonly body: readonly Statement[];
  /** Places that do not parse; the rest is audited. */
  readonly errors: readonly Span[];
  /** Comments that mention middlebrick. */
  readonly directives: readonly Directive[];
  /** Offset at which each line begins; the first is 0. */
  readonly lines: readonly number[];
}
