import { isJsonObject, type Json, type JsonObject, type SchemaNode, type Surface } from '@middlebrick/model';
import { isLegalNumber, numberField } from '../surface/legal-number.ts';
import { mergedSchema, type SchemaWalk, typeOf } from '../surface/merged-schema.ts';
import { parsePattern } from '../surface/pattern.ts';
import { matchesPattern } from '../surface/pattern-match.ts';
import { field, isSpecNode, listField, nodeField, textField } from '../surface/spec-node.ts';

const mostNodes = 600;
const deepest = 12;

/** Nodes that may still be looked at. */
export interface Budget {
  left: number;
}

/** Formats whose texts are told from others; no pattern among them backtracks. */
const formats: ReadonlyMap<string, RegExp> = new Map([
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['date-time', /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)$/],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ['email', /^[^@\s]{1,100}@[^@\s]{1,200}$/],
  ['uri', /^[a-z][a-z0-9+.-]{0,20}:/i],
  ['ipv4', /^\d{1,3}(?:\.\d{1,3}){3}$/],
]);

/**
 * Whether a schema allows a value, as far as it can be told in bounded work; in doubt it does.
 *
 * @param budget Is counted down, so that several questions can share it.
 */
export function isLegal(value: Json, schema: SchemaNode, surface: Pick<Surface, 'resolve'>, budget?: Budget): boolean {
  const judging = {
    resolve: (node: SchemaNode) => surface.resolve(node),
    left: Math.min(mostNodes, budget?.left ?? mostNodes),
  };
  const before = judging.left;
  const verdict = judge(value, schema, judging, 0);
  if (budget !== undefined) budget.left -= before - judging.left;
  return verdict;
}

function judge(value: Json, unresolved: SchemaNode, judging: SchemaWalk, depth: number): boolean {
  if (depth > deepest || --judging.left < 0) return true;
  const { node, alternations } = mergedSchema(judging.resolve(unresolved), judging, depth);
  if (value === null && isNullable(node)) return true;
  const matches = (option: SchemaNode) => judge(value, option, judging, depth + 1);
  return (
    hasType(value, node) &&
    isChosen(value, node) &&
    alternations.every(({ kind, options }) =>
      kind === 'anyOf' ? options.some(matches) : options.filter(matches).length === 1,
    ) &&
    isLegalInside(value, node, judging, depth)
  );
}

export function isNullable(node: SchemaNode): boolean {
  const type = field(node, 'type');
  return field(node, 'nullable') === true || type === 'null' || (Array.isArray(type) && type.includes('null'));
}

function hasType(value: Json, node: SchemaNode): boolean {
  const declared = field(node, 'type');
  const types = Array.isArray(declared) ? declared : [declared ?? typeOf(node)];
  // Without a declaration the keywords speak of values of their type only.
  if (declared === undefined) return true;
  const own = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return types.some((type) => type === own || (type === 'integer' && Number.isInteger(value)));
}

function isChosen(value: Json, node: SchemaNode): boolean {
  const choices = field(node, 'const') === undefined ? field(node, 'enum') : [field(node, 'const')];
  return !Array.isArray(choices) || choices.some((choice) => JSON.stringify(choice) === JSON.stringify(value));
}

function isLegalInside(value: Json, node: SchemaNode, judging: SchemaWalk, depth: number): boolean {
  if (typeof value === 'string') return isLegalText(value, node);
  if (typeof value === 'number') return isLegalNumber(value, node, false);
  if (Array.isArray(value)) return isLegalList(value, node, judging, depth);
  return !isJsonObject(value) || isLegalObject(value, node, judging, depth);
}

export function isLegalText(text: string, node: SchemaNode): boolean {
  const length = [...text].length;
  if (length < (numberField(node, 'minLength') ?? 0) || length > (numberField(node, 'maxLength') ?? Infinity))
    return false;
  const form = formats.get(textField(node, 'format') ?? '');
  if (form !== undefined && !form.test(text.slice(0, 400))) return false;
  const pattern = textField(node, 'pattern');
  const read = pattern === undefined ? undefined : parsePattern(pattern);
  return read === undefined || matchesPattern(read, text, 'part');
}

function isLegalList(value: readonly Json[], node: SchemaNode, judging: SchemaWalk, depth: number): boolean {
  if (
    value.length < (numberField(node, 'minItems') ?? 0) ||
    value.length > (numberField(node, 'maxItems') ?? Infinity)
  ) {
    return false;
  }
  if (field(node, 'uniqueItems') === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length) {
    return false;
  }
  const items = nodeField(node, 'items');
  return items === undefined || value.every((item) => judge(item, items, judging, depth + 1));
}

function isLegalObject(value: JsonObject, node: SchemaNode, judging: SchemaWalk, depth: number): boolean {
  const properties = nodeField(node, 'properties') ?? {};
  const additional = field(node, 'additionalProperties');
  const required = listField(node, 'required');
  if (required.some((name) => typeof name === 'string' && !Object.hasOwn(value, name))) return false;
  return Object.entries(value).every(([name, child]) => {
    const schema = nodeField(properties, name);
    if (schema !== undefined) return judge(child, schema, judging, depth + 1);
    if (additional === false) return nodeField(node, 'patternProperties') !== undefined;
    return !isSpecNode(additional) || judge(child, additional, judging, depth + 1);
  });
}
