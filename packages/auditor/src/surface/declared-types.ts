import type { SchemaNode } from '@middlebrick/model';
import type { ClassNode, Expression, Module } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import { literalText } from './code-walk.ts';

/** What a class or a schema of the code says of its fields, as far as it says what kind of value they hold. */
export type Declaration = ReadonlyMap<string, SchemaNode>;

const text: SchemaNode = { type: 'string' };
const integer: SchemaNode = { type: 'integer' };
const number: SchemaNode = { type: 'number' };
const list: SchemaNode = { type: 'array', items: {} };

/** By the last word of an annotation, of a field of marshmallow, or of a call of zod or Joi, in small letters. */
const kinds: ReadonlyMap<string, SchemaNode> = new Map([
  ...['str', 'string', 'constr'].map((name) => [name, text] as const),
  ...['int', 'integer', 'conint', 'positiveint', 'bigint'].map((name) => [name, integer] as const),
  ...['float', 'number', 'decimal', 'confloat'].map((name) => [name, number] as const),
  ...['bool', 'boolean'].map((name) => [name, { type: 'boolean' }] as const),
  ...['list', 'array', 'set', 'tuple', 'sequence'].map((name) => [name, list] as const),
  ...['dict', 'mapping', 'record', 'object', 'nested'].map((name) => [name, { type: 'object' }] as const),
  ...['emailstr', 'email'].map((name) => [name, { type: 'string', format: 'email' }] as const),
  ...['uuid', 'uuid4'].map((name) => [name, { type: 'string', format: 'uuid' }] as const),
  ...['datetime', 'awaredatetime', 'isodatetime'].map(
    (name) => [name, { type: 'string', format: 'date-time' }] as const,
  ),
  ...['date'].map((name) => [name, { type: 'string', format: 'date' }] as const),
  ...['url', 'httpurl', 'anyurl'].map((name) => [name, { type: 'string', format: 'uri' }] as const),
]);

const mostDeclarations = 2_000;

/** All that the classes and schemas of a program declare. */
export function declarationsIn(modules: readonly Module[]): Declaration[] {
  const found: Declaration[] = [];
  const note = (declared: Declaration): void => {
    if (declared.size > 0 && found.length < mostDeclarations) found.push(declared);
  };
  for (const module of modules) {
    walk(module, {
      statement: (statement) => {
        if (statement.kind === 'class') note(ofClass(statement.class));
      },
      expression: (expression) => {
        if (expression.kind === 'class') note(ofClass(expression.class));
        if (expression.kind === 'call') note(ofObject(expression));
      },
    });
  }
  return found;
}

/** The declaration that has all of these fields, and the fewest others. */
export function declarationOf(names: readonly string[], declarations: readonly Declaration[]): Declaration | undefined {
  const having = declarations.filter((declared) => names.length > 0 && names.every((name) => declared.has(name)));
  return having.toSorted((a, b) => a.size - b.size)[0];
}

/** `count: int`, and `count = fields.Int()`. */
function ofClass({ body }: ClassNode): Declaration {
  return new Map(
    body.flatMap((statement): [string, SchemaNode][] => {
      if (statement.kind !== 'assignment') return [];
      const [target] = statement.targets;
      const kind = kindOf(statement.annotation) ?? kindOf(statement.value);
      return target?.kind === 'name' && kind !== undefined ? [[target.name, kind]] : [];
    }),
  );
}

/** `z.object({ count: z.number() })`, `Joi.object({ … })`. */
function ofObject({ callee, arguments: args }: Extract<Expression, { kind: 'call' }>): Declaration {
  const [first] = args;
  if (callee.kind !== 'member' || !/^(?:object|strictObject|looseObject)$/.test(callee.property)) return new Map();
  if (first?.value.kind !== 'dict') return new Map();
  return new Map(
    first.value.entries.flatMap(({ key, value }): [string, SchemaNode][] => {
      const name = key === null ? undefined : literalText(key);
      const kind = kindOf(value);
      return name === undefined || kind === undefined ? [] : [[name, kind]];
    }),
  );
}

/** Parts of one declaration inside each other that are followed. */
const deepest = 12;

/** What kind of value is declared: of `Optional[int]`, `list[str]`, `z.string().email()`, `Annotated[int, …]`. */
function kindOf(node: Expression | undefined, depth = 0): SchemaNode | undefined {
  if (node === undefined || depth > deepest) return undefined;
  switch (node.kind) {
    case 'name':
      return named(node.name);
    case 'member':
      // Of a chain the last word that says something: `z.string().min`.
      return named(node.property) ?? kindOf(node.object, depth + 1);
    case 'call':
      return choicesOf(node) ?? kindOf(node.callee, depth + 1);
    case 'index':
      return kindOf(node.object, depth + 1) ?? kindOf(node.index, depth + 1);
    case 'slice':
    case 'list':
      return kindOf(node.kind === 'slice' ? node.parts[0] : node.items[0], depth + 1);
    case 'binary':
      // `int | None`
      return kindOf(node.left, depth + 1) ?? kindOf(node.right, depth + 1);
    default:
      return undefined;
  }
}

function named(name: string): SchemaNode | undefined {
  return kinds.get(name.toLowerCase());
}

/** `z.enum(['a', 'b'])`, `Joi.string().valid('a', 'b')`, `Literal` is no call. */
function choicesOf({ callee, arguments: args }: Extract<Expression, { kind: 'call' }>): SchemaNode | undefined {
  if (callee.kind !== 'member' || !/^(?:enum|valid)$/.test(callee.property)) return undefined;
  const [first] = args;
  const items = first?.value.kind === 'list' ? first.value.items : args.map(({ value }) => value);
  const texts = items.map(literalText).filter((one) => one !== undefined);
  return texts.length > 0 && texts.length === items.length ? { type: 'string', enum: texts } : undefined;
}
