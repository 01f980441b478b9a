import { treated } from '../../flow/collections.ts';
import { listed } from '../../flow/facts.ts';
import { partOf } from '../../flow/refine.ts';
import { lookUp } from '../../flow/state.ts';
import {
  type ClassValue,
  externalOf,
  fromSources,
  noTreatments,
  type Scope,
  shaped,
  type Treatment,
  textOf,
  type Value,
} from '../../flow/value.ts';
import type { Expression, Statement } from '../../ir/ir.ts';
import { lineageOf } from './class-lineage.ts';

/*
 * Classes that declare what data may hold: models of pydantic ("Models", "Fields"), schemas of marshmallow ("Schema",
 * "Handling unknown fields"), dataclasses.
 */

/** What a class lets through. */
export interface Declared {
  /** Each field with what its declaration sees to. */
  readonly fields: ReadonlyMap<string, readonly Treatment[]>;
  /** Whether fields that it does not declare come through as well. */
  readonly isOpen: boolean;
}

/** Parts of a declaration inside each other that are followed. */
const deepest = 12;

/** Whether data comes in through a class or goes out: some fields of marshmallow are for one of both only. */
export type Direction = 'in' | 'out';

/** What a class and those it extends declare. */
export function declaredIn(known: ClassValue, direction: Direction = 'in'): Declared {
  const lineage = lineageOf(known);
  const fields = new Map<string, readonly Treatment[]>();
  for (const one of lineage.toReversed()) {
    for (const statement of one.node.body) {
      const field = fieldOf(statement, one, direction);
      if (field !== undefined) fields.set(field.name, field.treatments);
    }
  }
  const isOpen = lineage.map(isSaidOpen).find((said) => said !== undefined);
  return { fields, isOpen: isOpen ?? false };
}

function fieldOf(
  statement: Statement,
  { scope, members }: ClassValue,
  direction: Direction,
): { name: string; treatments: Treatment[] } | undefined {
  if (statement.kind !== 'assignment') return undefined;
  const { targets, value, annotation } = statement;
  const [target] = targets;
  if (target?.kind !== 'name' || target.name.startsWith('_') || target.name === 'model_config') return undefined;
  const isField = annotation === undefined ? isFieldObject(members.get(target.name)) : !isClassVariable(annotation);
  if (!isField || isOnlyFor(direction === 'in' ? 'dump_only' : 'load_only', value)) return undefined;
  return {
    name: target.name,
    treatments: [...new Set([...limitsIn(value, scope), ...limitsIn(annotation, scope), ...numberIn(annotation)])],
  };
}

/** `fields.String()` of marshmallow, also by the shortcuts of Flask-Marshmallow: `ma.String()`. */
function isFieldObject(value: Value | undefined): boolean {
  const path = value === undefined ? undefined : externalOf(value)?.path;
  return path !== undefined && /\.[A-Z]\w*\(\)$/.test(path);
}

function isClassVariable(annotation: Expression): boolean {
  return lastName(annotation.kind === 'index' ? annotation.object : annotation) === 'ClassVar';
}

/** A field of marshmallow that only comes in, or only goes out: `fields.String(dump_only=True)`. */
function isOnlyFor(setting: 'dump_only' | 'load_only', value: Expression): boolean {
  if (value.kind !== 'call') return false;
  return value.arguments.some(
    ({ name, value: given }) => name === setting && given.kind === 'literal' && given.value === true,
  );
}

/** What a declaration sees to: `Query(le=100)`, `validate=Range(max=100)`, `Literal['a', 'b']`, an enumeration. */
export function limitsIn(declaration: Expression | null | undefined, scope: Scope, depth = 0): Treatment[] {
  if (declaration == null || depth > deepest) return [];
  const inside = (parts: readonly Expression[]): Treatment[] =>
    parts.flatMap((part) => limitsIn(part, scope, depth + 1));
  switch (declaration.kind) {
    case 'call': {
      const { arguments: args, callee } = declaration;
      const name = lastName(callee);
      const names = new Set(args.map((argument) => argument.name));
      const isCapped =
        names.has('le') ||
        names.has('lt') ||
        (name === 'Range' && (names.has('max') || args.filter((one) => one.name === undefined).length > 1));
      const isListed = name === 'OneOf' || name === 'Enum';
      const own: Treatment[] = [...(isCapped ? ['capped' as const] : []), ...(isListed ? ['listed' as const] : [])];
      return [...own, ...inside(args.map(({ value }) => value))];
    }
    case 'index':
      return lastName(declaration.object) === 'Literal' ? ['listed'] : inside([declaration.index]);
    case 'list':
      return inside(declaration.items);
    case 'binary':
      return inside([declaration.left, declaration.right]);
    case 'name':
      return isEnumeration(lookUp(scope, declaration.name)) ? ['listed'] : [];
    default:
      return [];
  }
}

/** `int`, `float | None`, `Optional[int]`: what comes through is a number. */
export function numberIn(annotation: Expression | null | undefined, depth = 0): Treatment[] {
  if (annotation == null || depth > deepest) return [];
  switch (annotation.kind) {
    case 'name':
      return /^(?:int|float|Decimal|(?:Non)?(?:Positive|Negative)(?:Int|Float))$/.test(annotation.name)
        ? ['number']
        : [];
    case 'binary':
      return annotation.right.kind === 'literal' ? numberIn(annotation.left, depth + 1) : [];
    case 'index': {
      const name = lastName(annotation.object);
      const type = annotation.index.kind === 'list' ? annotation.index.items[0] : annotation.index;
      return name === 'Optional' || name === 'Annotated' ? numberIn(type, depth + 1) : [];
    }
    default:
      return [];
  }
}

/** Whether a class has a fixed list of values. */
export function isEnumeration(value: Value | undefined): boolean {
  if (value?.shape.kind !== 'class') return false;
  return value.shape.class.bases.some((base) => /^enum\.\w*Enum$/.test(externalOf(base)?.path ?? ''));
}

/** The last name of a way to something: `Query` of `fastapi.Query`. */
export function lastName(expression: Expression): string {
  if (expression.kind === 'name') return expression.name;
  return expression.kind === 'member' ? expression.property : '';
}

/** `class A(BaseModel, extra='allow')` and `model_config` of pydantic, `unknown = INCLUDE` of marshmallow; `undefined` where a class says nothing of it. */
function isSaidOpen({ members, node }: ClassValue): boolean | undefined {
  const keyword = node.keywords?.find(({ name }) => name === 'extra');
  if (keyword !== undefined) return keyword.value.kind === 'literal' && keyword.value.value === 'allow';
  const settings = members.get('model_config') ?? members.get('Config') ?? members.get('Meta');
  if (settings === undefined) return undefined;
  const said = settingOf(settings, 'extra') ?? settingOf(settings, 'unknown');
  return said === undefined ? undefined : isOpenSetting(said);
}

function settingOf({ shape }: Value, name: string): Value | undefined {
  if (shape.kind === 'class') return shape.class.members.get(name);
  if (shape.kind === 'dict') return shape.fields.get(name);
  return shape.kind === 'external' ? shape.external.arguments?.named.get(name) : undefined;
}

/** `'allow'`, `Extra.allow`, `INCLUDE`, `'include'`. */
export function isOpenSetting(value: Value): boolean {
  const text = textOf(value) ?? externalOf(value)?.path.split('.').at(-1) ?? '';
  return /^(?:allow|include)$/i.test(text);
}

/** The declared parts of some data, each by its name, with what the declaration sees to. */
export function declaredParts({ fields }: Declared, data: Value): Map<string, Value> {
  return new Map([...fields].map(([name, treatments]) => [name, treated(partOf(data, name), treatments)]));
}

/** Data that went through a schema, as a dict. What nobody declares comes through where the schema says so. */
export function declaredDict(declared: Declared, data: Value): Value {
  // One that is made of a table's columns declares nothing by itself.
  if (declared.fields.size === 0) return declared.isOpen ? data : pickedOf(fromSources(data.sources));
  const fields = declaredParts(declared, data);
  const rest = declared.isOpen ? fromSources(data.sources) : null;
  return { sources: [], shape: { kind: 'dict', fields, rest }, treatments: rest === null ? picked : noTreatments };
}

/** Data that went through a schema that cannot be seen. */
export function pickedOf(value: Value): Value {
  return treated(value, ['picked']);
}

const picked: ReadonlySet<Treatment> = new Set<Treatment>(['picked']);

/** What declarations see to, as facts about what the request says. */
export function factsOfParts(parts: Iterable<Value>): string[] {
  return [...parts].flatMap(({ treatments, sources }) =>
    treatments.has('listed') ? sources.flatMap((source) => (source.kind === 'request' ? [listed(source)] : [])) : [],
  );
}

/** A list of what a schema gives, where it is asked for many. */
export function many(value: Value): Value {
  return shaped({ kind: 'list', items: [value] });
}
