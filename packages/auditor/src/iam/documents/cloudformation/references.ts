import { account, functionArn, policyArn, region, roleArn, streamArn, tableArn } from '../arns.ts';
import { unknown } from '../text.ts';
import { at, type Tree, textOf } from '../tree.ts';
import type { Resource } from './template.ts';

/** What `Ref` gives for the names that AWS itself defines; the partition is taken for the usual one. */
const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': unknown('StackName'),
  'AWS::StackId': unknown('StackId'),
  'AWS::NotificationARNs': unknown('NotificationARNs'),
};

/** What `Ref` of a pseudo parameter gives. */
export function pseudoParameter(name: string): string | undefined {
  return Object.hasOwn(pseudoParameters, name) ? pseudoParameters[name] : undefined;
}

type Kind = 'table' | 'role' | 'function' | 'policy' | 'alias' | 'other';

const kinds: Readonly<Record<string, readonly [Kind, string]>> = {
  'AWS::DynamoDB::Table': ['table', 'TableName'],
  'AWS::DynamoDB::GlobalTable': ['table', 'TableName'],
  'AWS::Serverless::SimpleTable': ['table', 'TableName'],
  'AWS::IAM::Role': ['role', 'RoleName'],
  'AWS::IAM::ManagedPolicy': ['policy', 'ManagedPolicyName'],
  'AWS::Lambda::Function': ['function', 'FunctionName'],
  'AWS::Serverless::Function': ['function', 'FunctionName'],
  'AWS::Lambda::Alias': ['alias', 'Name'],
  'AWS::Lambda::Version': ['alias', 'Version'],
};

/** Resolves a property of a resource. */
export type Resolve = (tree: Tree | undefined) => Tree | undefined;

/** A type may be called as what every object has: `constructor`. */
function kindOf({ type }: Resource): readonly [Kind, string] | readonly [] {
  return (Object.hasOwn(kinds, type) ? kinds[type] : undefined) ?? [];
}

/** The name of a resource as others know it; its path in the CDK application or its id where that is unknown. */
export function nameOfResource(resource: Resource, resolve: Resolve): string {
  const [, property] = kindOf(resource);
  const given = property === undefined ? undefined : textOf(resolve(at(resource.properties, property)));
  return given === undefined || given === '' ? unknown(labelOf(resource)) : given;
}

/** `Stack/Table` of the path `Stack/Table/Resource`, else the logical id. */
function labelOf({ id, body }: Resource): string {
  const path = textOf(at(body, 'Metadata', 'aws:cdk:path'));
  return path === undefined ? id : path.replace(/\/(?:Resource|Default)$/, '');
}

/** What `Ref` of a resource gives. */
export function refOf(resource: Resource, resolve: Resolve): string {
  const [kind] = kindOf(resource);
  if (kind === undefined) return unknown(resource.id);
  return kind === 'policy' || kind === 'alias' ? arnOf(resource, resolve) : nameOfResource(resource, resolve);
}

/** What `Fn::GetAtt` of a resource gives. */
export function attributeOf(resource: Resource, attribute: string, resolve: Resolve): string {
  const [kind] = kindOf(resource);
  if (kind === 'table' && attribute === 'StreamArn') return streamArn(nameOfResource(resource, resolve));
  if (kind === 'function' && (attribute === 'Alias' || attribute === 'Version')) {
    return `${arnOf(resource, resolve)}:${unknown(attribute)}`;
  }
  const isArn = kind !== undefined && (attribute === 'Arn' || attribute === 'PolicyArn');
  return isArn ? arnOf(resource, resolve) : unknown(`${resource.id}.${attribute}`);
}

/** The ARN of a table, role, policy, function or alias. */
export function arnOf(resource: Resource, resolve: Resolve): string {
  const [kind] = kindOf(resource);
  const path = textOf(resolve(at(resource.properties, 'Path'))) ?? '/';
  const name = nameOfResource(resource, resolve);
  if (kind === 'table') return tableArn(name);
  if (kind === 'role') return roleArn(name, path);
  if (kind === 'policy') return policyArn(name, path);
  if (kind === 'function') return functionArn(name);
  if (kind !== 'alias') return unknown(`${resource.id}.Arn`);
  const called = textOf(resolve(at(resource.properties, 'FunctionName'))) ?? unknown(resource.id);
  return called.startsWith('arn:') ? `${called}:${name}` : `${functionArn(called)}:${name}`;
}
