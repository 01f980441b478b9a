import type { Comparison } from '../../flow/events.ts';
import { type External, external, externalOf, plain, textOf, type Value } from '../../flow/value.ts';
import type { ComparisonModel } from '../contract.ts';

/*
 * Conditions of PynamoDB: `Order.owner == me`, `Order.created.between(a, b)`, joined by `&` (PynamoDB documentation,
 * "Conditional Operations").
 */

const operators: Readonly<Record<string, string>> = {
  __eq__: '=',
  __ne__: '<>',
  __lt__: '<',
  __le__: '<=',
  __gt__: '>',
  __ge__: '>=',
  startswith: 'begins_with',
  contains: 'contains',
  between: 'BETWEEN',
  is_in: 'IN',
};

/** The comparisons of a condition. */
export function conditionsOf(condition: Value | undefined): Comparison[] {
  if (condition === undefined) return [];
  const { shape } = condition;
  if (shape.kind === 'list') return shape.items.slice(0, 20).flatMap(conditionsOf);
  const built = externalOf(condition);
  const name = /\.(\w+)\(\)$/.exec(built?.path ?? '')?.[1] ?? '';
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (built === undefined || operator === undefined) return [];
  const value = built.arguments?.positional[0] ?? plain;
  return [{ attribute: attributeOf(built.base?.base), operator, value }];
}

/** The name of an attribute: what it is called in the table, or in the class that it stands in. */
function attributeOf(attribute: External | undefined): string {
  if (attribute === undefined) return '';
  const said = attribute.arguments?.named.get('attr_name');
  if (said !== undefined) return textOf(said) ?? '';
  const { module, span } = attribute.site;
  for (const statement of module.body) {
    const body = statement.kind === 'class' ? statement.class.body : [];
    for (const field of body) {
      if (field.kind !== 'assignment' || field.value.start !== span.start) continue;
      const [target] = field.targets;
      return target?.kind === 'name' ? target.name : '';
    }
  }
  return '';
}

/** The functions of a condition, as DynamoDB calls them. */
export function functionsOf(condition: Value | undefined): string {
  if (condition === undefined) return '';
  const { shape } = condition;
  if (shape.kind === 'list') return shape.items.slice(0, 20).map(functionsOf).join(' ').trim();
  const path = externalOf(condition)?.path ?? '';
  if (path.endsWith('.does_not_exist()')) return 'attribute_not_exists';
  return path.endsWith('.exists()') ? 'attribute_exists' : '';
}

const methods: Readonly<Record<string, string>> = {
  '==': '__eq__',
  '!=': '__ne__',
  '<': '__lt__',
  '<=': '__le__',
  '>': '__gt__',
  '>=': '__ge__',
};

/** `Order.owner == me`: an attribute that is compared makes a condition. */
export const pynamodbComparison: ComparisonModel = ({ operator, left, right, site }) => {
  const attribute = externalOf(left);
  const method = Object.hasOwn(methods, operator) ? methods[operator] : undefined;
  if (attribute === undefined || method === undefined) return undefined;
  if (!/^pynamodb\.attributes\.\w+\(\)$/.test(attribute.path)) return undefined;
  const asked = externalOf(external(`${attribute.path}.${method}`, site, { base: attribute }));
  const given = { positional: [right], named: new Map(), spread: [] };
  const base = asked === undefined ? {} : { base: asked };
  return external(`${attribute.path}.${method}()`, site, { arguments: given, ...base });
};
