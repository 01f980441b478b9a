import type { Spot } from '../source.ts';

/*
 * The language of Terraform as it is written. It is read here and not by the parser of Terraform compiled to
 * WebAssembly, because that one knows no lines, gives nothing for a file with one mistake, and ends the whole process
 * with exit code 0 when a file is nested deeply, which would let a hostile repository pass as clean.
 */

/** A piece of a template: text as it is, a value, or a part that depends on something. */
export type TemplatePart =
  | { readonly kind: 'plain'; readonly text: string; readonly start: number }
  | { readonly kind: 'value'; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
    }
  | {
      readonly kind: 'for';
      readonly names: readonly string[];
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
    };

export interface LiteralExpression extends Spot {
  readonly kind: 'literal';
  readonly value: number | boolean | null;
}

/** A text in quotes or a here-document. */
export interface TemplateExpression extends Spot {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
}

export interface ListExpression extends Spot {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface ObjectExpression extends Spot {
  readonly kind: 'object';
  readonly items: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** The first word of a reference: `var`, `local`, `aws_dynamodb_table`. */
export interface NameExpression extends Spot {
  readonly kind: 'name';
  readonly name: string;
}

export interface MemberExpression extends Spot {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
}

export interface IndexExpression extends Spot {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** `list[*].name`; what follows the star is applied to `each` item. */
export interface SplatExpression extends Spot {
  readonly kind: 'splat';
  readonly object: Expression;
  /** Names and indexes after the star. */
  readonly path: readonly (string | Expression)[];
}

export interface CallExpression extends Spot {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** `f(list...)` */
  readonly isSpread: boolean;
}

export interface OperatorExpression extends Spot {
  readonly kind: 'operator';
  readonly operator: string;
  readonly operands: readonly Expression[];
}

export interface ConditionalExpression extends Spot {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

/** `[for k, v in list : value if condition]`, with a key for a map. */
export interface ForExpression extends Spot {
  readonly kind: 'for';
  readonly names: readonly string[];
  readonly collection: Expression;
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  readonly isGrouped: boolean;
}

export type Expression =
  | LiteralExpression
  | TemplateExpression
  | ListExpression
  | ObjectExpression
  | NameExpression
  | MemberExpression
  | IndexExpression
  | SplatExpression
  | CallExpression
  | OperatorExpression
  | ConditionalExpression
  | ForExpression;

export interface Attribute {
  readonly key: Spot;
  readonly value: Expression;
}

/** `resource "aws_dynamodb_table" "orders" { … }`, and the blocks in it. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  /** From its type to its last label. */
  readonly header: Spot;
  /** With its body. */
  readonly whole: Spot;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}
