import { unknown, unknownName } from '../text.ts';
import { type Entry, isAbsent, itemsOf, type Tree, textOf, textTree } from '../tree.ts';
import { evaluate } from './evaluate.ts';
import type { Expression, SplatExpression } from './hcl.ts';
import { instancesOf } from './instances.ts';
import { argument, type Called, type Instance, type Module, resourceKey, type Scope } from './module.ts';
import { attributeOf, mainAttributes } from './references.ts';
import { choiceOf, listOf, mapOf, nameOf, once, type Run } from './run.ts';

type Step = string | Tree;

/** Instances of a resource, or a module, on the way to one of their attributes. */
type Reference =
  | { readonly kind: 'resource'; readonly instances: readonly Instance[]; readonly isSingle: boolean }
  | { readonly kind: 'module'; readonly name: string; readonly called: readonly Called[] };

type Value = Tree | Reference;

type Traversal = Extract<Expression, { kind: 'name' | 'member' | 'index' }>;

/** `var.x`, `local.x["y"]`, `aws_dynamodb_table.orders[0].arn` and so on. */
export function evaluateTraversal(expression: Traversal, scope: Scope, run: Run): Tree {
  return treeOf(followed(expression, scope, run), expression, run);
}

/** `aws_dynamodb_table.all[*].arn` */
export function evaluateSplat(expression: SplatExpression, scope: Scope, run: Run): Tree {
  const { object, path } = expression;
  const isPath = object.kind === 'name' || object.kind === 'member' || object.kind === 'index';
  const value: Value = isPath ? followed(object, scope, run) : evaluate(object, scope, run);
  const each: readonly Value[] =
    value.kind === 'resource' ? value.instances.map(single) : value.kind === 'module' ? [value] : itemsOf(value);
  const steps = path.map((step): Step => (typeof step === 'string' ? step : evaluate(step, scope, run)));
  return listOf(
    expression,
    each.map((item) => {
      let current = item;
      for (const step of steps) current = memberOf(current, step, expression, run);
      return treeOf(current, expression, run);
    }),
  );
}

function single(instance: Instance): Reference {
  return { kind: 'resource', instances: [instance], isSingle: true };
}

function followed(expression: Traversal, scope: Scope, run: Run): Value {
  const path: Extract<Expression, { kind: 'member' | 'index' }>[] = [];
  let base: Expression = expression;
  while (base.kind === 'member' || base.kind === 'index') {
    path.unshift(base);
    base = base.object;
  }
  const steps = path.map((step): Step => (step.kind === 'member' ? step.name : evaluate(step.index, scope, run)));
  const start =
    base.kind === 'name'
      ? startOf(base.name, steps, expression, scope, run)
      : { value: evaluate(base, scope, run), used: 0 };
  let current: Value = start.value;
  for (const step of steps.slice(start.used)) current = memberOf(current, step, expression, run);
  return current;
}

/** What the first words of a reference mean, and how many there are after the first. */
function startOf(
  name: string,
  steps: readonly Step[],
  spot: Traversal,
  scope: Scope,
  run: Run,
): { value: Value; used: number } {
  const own = scope.names.get(name);
  if (own !== undefined) return { value: own, used: 0 };
  const [first, second] = steps.map((step) => (typeof step === 'string' ? step : undefined));
  if (first === undefined) return { value: textTree(spot, unknown(name)), used: 0 };
  if (name === 'module') {
    const called = scope.module.children.get(first) ?? [];
    return { value: { kind: 'module', name: first, called }, used: 1 };
  }
  const value = namedValue(name, first, spot, scope, run);
  if (value !== undefined) return { value, used: 1 };

  const isData = name === 'data';
  const key = isData ? resourceKey(first, second ?? '', true) : resourceKey(name, first, false);
  const block = scope.module.resources.get(key);
  const used = isData ? 2 : 1;
  if (block === undefined) return { value: textTree(spot, unknown(key)), used };
  const isSingle = argument(block, 'for_each') === undefined && argument(block, 'count') === undefined;
  return { value: { kind: 'resource', instances: instancesOf(key, block, scope.module, run), isSingle }, used };
}

function namedValue(name: string, member: string, spot: Traversal, scope: Scope, run: Run): Tree | undefined {
  const nothing = () => textTree(spot, unknown(`${name}.${member}`));
  switch (name) {
    case 'var':
      return variableValue(member, spot, scope.module, run) ?? nothing();
    case 'local':
      return localValue(member, spot, scope.module, run) ?? nothing();
    case 'each':
      return (member === 'key' ? scope.each?.key : scope.each?.value) ?? nothing();
    case 'count':
      return scope.count ?? nothing();
    case 'path':
      return textTree(spot, `/${member === 'module' ? scope.module.folder : scope.module.rootFolder}`);
    case 'self':
    case 'terraform':
      return nothing();
    default:
      return undefined;
  }
}

function variableValue(name: string, spot: Traversal, module: Module, run: Run): Tree | undefined {
  const given = module.input(name);
  if (given !== undefined && !isAbsent(given)) return given;
  const block = module.variables.get(name);
  const value = module.values.get(name)?.value ?? (block === undefined ? undefined : argument(block, 'default'));
  return value === undefined ? undefined : evaluatedOnce(`var.${name}`, value, spot, module, run);
}

function localValue(name: string, spot: Traversal, module: Module, run: Run): Tree | undefined {
  const value = module.locals.get(name)?.value;
  return value === undefined ? undefined : evaluatedOnce(`local.${name}`, value, spot, module, run);
}

function evaluatedOnce(name: string, value: Expression, spot: Traversal, module: Module, run: Run): Tree {
  const scope: Scope = { module, names: new Map() };
  return once(run, `${module.rootFolder}\n${module.prefix}${name}`, spot, () => evaluate(value, scope, run));
}

function memberOf(value: Value, step: Step, spot: Expression, run: Run): Value {
  if (value.kind === 'module') return moduleMember(value, step, spot, run);
  if (value.kind === 'resource') return resourceMember(value, step, run, spot);
  if (value.kind === 'choice') {
    const options = value.options.filter((option) => !isAbsent(option));
    return choiceOf(
      spot,
      options.map((option) => treeOf(memberOf(option, step, spot, run), spot, run)),
    );
  }
  const key = typeof step === 'string' ? step : (textOf(step) ?? '');
  if (value.kind === 'map') return value.entries.get(key)?.value ?? textTree(spot, unknown(nameOf(spot)));
  if (value.kind === 'list') return value.items[Number(key)] ?? textTree(spot, unknown(nameOf(spot)));
  const name = textOf(value) === undefined ? undefined : unknownName(textOf(value) ?? '');
  return name === undefined ? value : textTree(spot, unknown(`${name}.${key}`));
}

function resourceMember(
  { instances, isSingle }: Extract<Reference, { kind: 'resource' }>,
  step: Step,
  run: Run,
  spot: Expression,
): Value {
  const [first] = instances;
  if (first === undefined) return textTree(spot, unknown(nameOf(spot)));
  if (typeof step === 'string') return attributeOf(first, step, spot, run);
  if (isSingle) return single(first);
  const key = textOf(step);
  const chosen = instances.find(({ address }) => keyOf(address) === key);
  if (chosen !== undefined) return single(chosen);
  // A key that is not known may be any.
  return choiceOf(
    spot,
    instances.slice(0, 16).map((instance) => attributesOf(instance, spot, run)),
  );
}

/** `eu` of `aws_dynamodb_table.all["eu"]`, `0` of `aws_dynamodb_table.all[0]`. */
function keyOf(address: string): string {
  return address.slice(address.lastIndexOf('[') + 1, -1).replace(/^"|"$/g, '');
}

function moduleMember(value: Extract<Reference, { kind: 'module' }>, step: Step, spot: Expression, run: Run): Value {
  if (typeof step === 'string') return outputOf(value, step, spot, run);
  const key = textOf(step);
  const chosen = value.called.filter(({ address }) => keyOf(address) === key);
  return { ...value, called: chosen.length === 0 ? value.called : chosen };
}

function outputOf(
  { name, called }: Extract<Reference, { kind: 'module' }>,
  output: string,
  spot: Expression,
  run: Run,
): Tree {
  const child = called[0]?.module;
  const block = child?.outputs.get(output);
  const value = block === undefined ? undefined : argument(block, 'value');
  if (child === undefined || value === undefined) return textTree(spot, unknown(`module.${name}.${output}`));
  const inner: Scope = { module: child, names: new Map() };
  return once(run, `${child.rootFolder}\n${child.prefix}output.${output}`, spot, () => evaluate(value, inner, run));
}

/** What is no attribute yet becomes a map of the attributes that others ask for. */
function treeOf(value: Value, spot: Expression, run: Run): Tree {
  if (value.kind === 'module') return textTree(spot, unknown(`module.${value.name}`));
  if (value.kind !== 'resource') return value;
  const [first] = value.instances;
  if (value.isSingle)
    return first === undefined ? textTree(spot, unknown(nameOf(spot))) : attributesOf(first, spot, run);
  const entries = new Map<string, Entry>();
  for (const instance of value.instances) {
    entries.set(keyOf(instance.address), { key: spot, value: attributesOf(instance, spot, run) });
  }
  return mapOf(spot, entries);
}

function attributesOf(instance: Instance, spot: Expression, run: Run): Tree {
  const entries = new Map<string, Entry>();
  for (const name of mainAttributes) entries.set(name, { key: spot, value: attributeOf(instance, name, spot, run) });
  return mapOf(spot, entries);
}
