import type { ErrorSource } from '../flow/value.ts';
import type { CallExpression, ClassNode, Expression, Module } from '../ir/ir.ts';
import { walk } from '../ir/walk.ts';
import type { Program } from '../program/program.ts';
import { anyIn } from './asked-first.ts';

/** What is known of the words of an error. */
export type Words =
  /** The code that is audited wrote them, for the caller. */
  | 'own'
  /** They may be its own: it raises errors of this class as well. */
  | 'perhaps own'
  | 'internal';

/** Whose words an error has that is caught by its class. */
export function wordsOf(program: Program, source: ErrorSource): Words {
  const types = caughtBy(source);
  if (types.length === 0) return 'internal';
  const { declared, raised, passedOn } = errorsOf(program);
  const all = types.map((type): Words => {
    if (isOfValidation(type)) return 'own';
    if (declared.has(type)) return passedOn.has(type) ? 'internal' : 'own';
    return raised.has(type) ? 'perhaps own' : 'internal';
  });
  if (all.includes('internal')) return 'internal';
  return all.includes('perhaps own') ? 'perhaps own' : 'own';
}

/** Whether the code that is audited has a class of this name. */
export function isOwnClass(program: Program, name: string): boolean {
  return errorsOf(program).declared.has(name);
}

/** What validates a request says what is wrong with it, in words that are meant for the caller. */
export function isOfValidation(type: string): boolean {
  return /^(?:ValidationError|RequestValidationError|ZodError|SchemaError|BadRequest|HTTPException|HttpException)$/.test(
    type,
  );
}

/** The classes that a handler of errors is for: of `except (A, B) as error`, of `@app.errorhandler(A)`. */
function caughtBy({ type, site }: ErrorSource): readonly string[] {
  return type === '' ? (handlersIn(site.module).get(site.span.start) ?? []) : [type];
}

/** A module is asked for each of its answers. */
const handlersByModule = new WeakMap<Module, ReadonlyMap<number, readonly string[]>>();

/** The classes of all handlers of errors of a module, by where the error gets its name or the handler is registered. */
function handlersIn(module: Module): ReadonlyMap<number, readonly string[]> {
  const known = handlersByModule.get(module);
  if (known !== undefined) return known;
  const types = new Map<number, readonly string[]>();
  walk(module, {
    statement: (statement) => {
      if (statement.kind !== 'try') return;
      for (const { type, target } of statement.handlers)
        if (target !== null && type !== null) types.set(target.start, namesIn(type));
    },
    expression: (expression) => {
      const [first] = isRegistration(expression) ? expression.arguments : [];
      if (first !== undefined) types.set(expression.start, namesIn(first.value));
    },
  });
  handlersByModule.set(module, types);
  return types;
}

function isRegistration(expression: Expression): expression is CallExpression {
  return (
    expression.kind === 'call' &&
    expression.callee.kind === 'member' &&
    /^(?:errorhandler|app_errorhandler|error_handler|exception_handler)$/.test(expression.callee.property)
  );
}

function namesIn(type: Expression): string[] {
  const all = type.kind === 'list' ? type.items : [type];
  return all.map((one) => nameOf(one) ?? 'Exception');
}

function nameOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name;
  return expression.kind === 'member' ? expression.property : undefined;
}

interface OwnErrors {
  /** Classes of the code that is audited. */
  readonly declared: ReadonlySet<string>;
  /** Classes of which it raises errors. */
  readonly raised: ReadonlySet<string>;
  /** Own classes whose errors are made of what was caught, and what they are made from. */
  readonly passedOn: ReadonlySet<string>;
}

/** Each answer of each route asks for them. */
const errorsByProgram = new WeakMap<Program, OwnErrors>();

function errorsOf(program: Program): OwnErrors {
  const known = errorsByProgram.get(program);
  if (known !== undefined) return known;
  const found = collected(program.modules);
  errorsByProgram.set(program, found);
  return found;
}

function collected(modules: readonly Module[]): OwnErrors {
  const classes: ClassNode[] = [];
  const made: { readonly name: string; readonly isOfCaught: boolean }[] = [];
  for (const module of modules) {
    const caught = caughtNames(module);
    walk(module, {
      expression: (expression) => {
        if (expression.kind === 'class') classes.push(expression.class);
        const name = expression.kind === 'call' ? nameOf(expression.callee) : undefined;
        if (expression.kind === 'call' && name !== undefined)
          made.push({ name, isOfCaught: expression.arguments.some(({ value }) => mentions(value, caught)) });
      },
      statement: (statement) => {
        const name = statement.kind === 'raise' && statement.value !== null ? nameOf(statement.value) : undefined;
        if (name !== undefined) made.push({ name, isOfCaught: false });
      },
    });
  }
  const passedOn = new Set(made.flatMap(({ name, isOfCaught }) => (isOfCaught ? [name] : [])));
  // What catches a class catches those that are made from it.
  for (const { name, bases } of classes)
    if (passedOn.has(name)) for (const base of bases) passedOn.add(nameOf(base) ?? '');
  return {
    declared: new Set(classes.map(({ name }) => name)),
    raised: new Set(made.map(({ name }) => name)),
    passedOn,
  };
}

/** Names that errors are caught by. */
function caughtNames(module: Module): ReadonlySet<string> {
  const names = new Set<string>();
  walk(module, {
    statement: (statement) => {
      if (statement.kind !== 'try') return;
      for (const { target } of statement.handlers) names.add((target === null ? undefined : nameOf(target)) ?? '');
    },
  });
  return names;
}

function mentions(expression: Expression, names: ReadonlySet<string>): boolean {
  return anyIn(expression, (part) => part.kind === 'name' && names.has(part.name));
}
