import { account, functionArn, invokeArn, policyArn, region, roleArn, streamArn, tableArn } from '../arns.ts';
import { folderOf, type Spot } from '../source.ts';
import { unknown } from '../text.ts';
import { entriesOf, isAbsent, type Tree, textOf, textTree } from '../tree.ts';
import { evaluate } from './evaluate.ts';
import { templateOf } from './json-body.ts';
import { argument, type Instance } from './module.ts';
import { policyDocument } from './policy-document.ts';
import { once, type Run } from './run.ts';

/** The attributes that are asked for of resources that are passed around whole. */
export const mainAttributes = ['id', 'arn', 'name', 'function_name', 'invoke_arn', 'stream_arn'];

interface Kind {
  /** The argument with its name. */
  readonly name: string;
  readonly arn: (name: string, path: string) => string;
}

const role: Kind = { name: 'name', arn: roleArn };
const policy: Kind = { name: 'name', arn: policyArn };
const table: Kind = { name: 'name', arn: tableArn };
const lambda: Kind = { name: 'function_name', arn: functionArn };

const kinds: Readonly<Record<string, Kind>> = {
  aws_dynamodb_table: table,
  aws_dynamodb_global_table: table,
  aws_iam_role: role,
  aws_iam_policy: policy,
  aws_lambda_function: lambda,
};

/** The name of a table, role, policy or function; its address where the name is not given. */
export function nameOfInstance(instance: Instance, run: Run): string {
  const kind = Object.hasOwn(kinds, instance.type) ? kinds[instance.type] : undefined;
  const given = kind === undefined ? undefined : textOf(argumentValue(instance, kind.name, run));
  return given === undefined || given === '' ? unknown(instance.address) : given;
}

/** The value of an argument of a resource. */
export function argumentValue({ block, scope, address }: Instance, name: string, run: Run): Tree | undefined {
  const expression = argument(block, name);
  if (expression === undefined) return undefined;
  const key = `${scope.module.rootFolder}\n${address}.${name}`;
  const value = once(run, key, expression, () => evaluate(expression, scope, run));
  return isAbsent(value) ? undefined : value;
}

/** The value of an attribute, whether it is an argument or only known to AWS. */
export function attributeOf(instance: Instance, name: string, spot: Spot, run: Run): Tree {
  const { type, address } = instance;
  const made = dataAttribute(instance, name, spot, run) ?? awsAttribute(instance, name, spot, run);
  if (made !== undefined) return made;
  const isOutside = name === 'id' || name === 'arn';
  const given = isOutside ? undefined : argumentValue(instance, name, run);
  return given ?? textTree(spot, unknown(type === '' ? name : `${address}.${name}`));
}

/** Names and ARNs of what policies and functions refer to. */
function awsAttribute(instance: Instance, name: string, spot: Spot, run: Run): Tree | undefined {
  const { type } = instance;
  const text = (value: string) => textTree(spot, value);
  if (type === 'aws_lambda_alias') return aliasAttribute(instance, name, spot, run);
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) return undefined;
  const path = textOf(argumentValue(instance, 'path', run)) ?? '/';
  const arn = (called: string) => kind.arn(called, path);
  const called = nameOfInstance(instance, run);
  if (name === kind.name) return text(called);
  if (name === 'id') return text(kind === policy ? arn(called) : called);
  if (name === 'arn') return givenArn(instance, called, run) ?? text(arn(called));
  if (kind === table && name === 'stream_arn') return text(streamArn(called));
  if (kind !== lambda) return undefined;
  if (name === 'invoke_arn' || name === 'qualified_invoke_arn') return text(invokeArn(called));
  return name === 'qualified_arn' ? text(`${functionArn(called)}:${unknown('version')}`) : undefined;
}

/** What is looked up may be looked up by its ARN; policies that are looked up by name are as a rule those of AWS. */
function givenArn(instance: Instance, name: string, run: Run): Tree | undefined {
  if (instance.block.type !== 'data') return undefined;
  const isOfAws = instance.type === 'aws_iam_policy' && /^(?:Amazon|AWS)/.test(name);
  return (
    argumentValue(instance, 'arn', run) ??
    (isOfAws ? textTree(instance.block.header, `arn:aws:iam::aws:policy/${name}`) : undefined)
  );
}

function aliasAttribute(instance: Instance, name: string, spot: Spot, run: Run): Tree | undefined {
  const called = textOf(argumentValue(instance, 'function_name', run)) ?? unknown(instance.address);
  const alias = textOf(argumentValue(instance, 'name', run)) ?? unknown('alias');
  const bare = called.startsWith('arn:') ? called.slice(called.indexOf(':function:') + 10) : called;
  if (name === 'arn') return textTree(spot, `${functionArn(bare)}:${alias}`);
  return name === 'invoke_arn' ? textTree(spot, invokeArn(`${bare}:${alias}`)) : undefined;
}

/** What data sources say of the account, and the documents that they put together. */
function dataAttribute(instance: Instance, name: string, spot: Spot, run: Run): Tree | undefined {
  if (instance.block.type !== 'data') return undefined;
  switch (instance.type) {
    case 'aws_region':
      return ['name', 'id', 'region'].includes(name) ? textTree(spot, region) : undefined;
    case 'aws_caller_identity':
      return ['account_id', 'id'].includes(name) ? textTree(spot, account) : undefined;
    case 'aws_partition':
      return textTree(spot, name === 'dns_suffix' ? 'amazonaws.com' : 'aws');
    case 'aws_iam_policy_document':
      return name === 'json' || name === 'minified_json' ? policyDocument(instance, run) : undefined;
    case 'template_file':
      return name === 'rendered' ? renderedTemplate(instance, run) : undefined;
    case 'archive_file':
      return name === 'output_path' ? archiveFolder(instance, spot, run) : undefined;
    default:
      return undefined;
  }
}

/** The template is a text of its own, with its own names. */
function renderedTemplate(instance: Instance, run: Run): Tree | undefined {
  const template = argumentValue(instance, 'template', run);
  if (template?.kind !== 'text') return template;
  const variables = entriesOf(argumentValue(instance, 'vars', run));
  const names = new Map(variables.map(([name, { value }]) => [name, value]));
  return evaluate(templateOf(template), { module: instance.scope.module, names }, run);
}

/** An archive is known by what is in it, since that is where the code is. */
function archiveFolder(instance: Instance, spot: Spot, run: Run): Tree | undefined {
  const [folder, file] = ['source_dir', 'source_file'].map((name) => textOf(argumentValue(instance, name, run)));
  if (folder !== undefined) return textTree(spot, folder);
  return file === undefined ? undefined : textTree(spot, folderOf(file) || '.');
}
