import { mergeTrees } from '../merge.ts';
import type { Spot } from '../source.ts';
import { at, entriesOf, isAbsent, itemsOf, listTree, mapTree, type Tree, textOf, textsOf, textTree } from '../tree.ts';
import { connectorGrants, documentOf, readSamPolicies } from './sam-policies.ts';
import type { Resource, Template } from './template.ts';

/**
 * The template with what SAM makes of its resources: plain functions, their roles and the policies of connectors.
 * Routes are read from the events as they stand.
 */
export function unfoldSam(template: Template): Template {
  const resources = new Map(template.resources);
  for (const resource of template.resources.values()) {
    for (const made of madeBySam(resource, template)) resources.set(made.id, made);
  }
  for (const resource of template.resources.values()) {
    for (const made of connectorPolicies(resource, resources)) resources.set(made.id, made);
  }
  return { ...template, resources };
}

/** The properties of a resource of SAM with those that the template gives to all of its type. */
export function samProperties({ type, properties }: Resource, { globals }: Template): Tree | undefined {
  return mergeTrees(at(globals, type.replace('AWS::Serverless::', '')), properties);
}

function madeBySam(resource: Resource, template: Template): Resource[] {
  const properties = samProperties(resource, template);
  if (resource.type === 'AWS::Serverless::SimpleTable') return [{ ...resource, properties }];
  if (resource.type === 'AWS::Serverless::StateMachine') return roleOf(resource, properties);
  if (resource.type !== 'AWS::Serverless::Function') return [];
  const lambda = { ...resource, type: 'AWS::Lambda::Function', properties: lambdaProperties(resource, properties) };
  return [lambda, ...roleOf(resource, properties)];
}

function lambdaProperties({ id, key }: Resource, properties: Tree | undefined): Tree {
  const given = (name: string) => at(properties, name);
  const hasCode = ['CodeUri', 'InlineCode', 'ImageUri'].some((name) => !isAbsent(given(name)));
  const arn = listTree(key, [textTree(key, `${id}Role`), textTree(key, 'Arn')]);
  return mapTree(key, {
    FunctionName: given('FunctionName'),
    PackageType: given('PackageType') ?? (given('ImageUri') && textTree(key, 'Image')),
    Handler: given('Handler'),
    Environment: given('Environment'),
    Code: hasCode ? given('CodeUri') : textTree(key, '.'),
    Role: given('Role') ?? mapTree(key, { 'Fn::GetAtt': arn }),
  });
}

/** The role that SAM makes when none is given. */
function roleOf({ id, key, body }: Resource, properties: Tree | undefined): Resource[] {
  if (!isAbsent(at(properties, 'Role'))) return [];
  const { documents, managed } = readSamPolicies(at(properties, 'Policies'));
  const policies = documents.map(({ position, document }) =>
    mapTree(document, { PolicyName: textTree(document, `${id}RolePolicy${position}`), PolicyDocument: document }),
  );
  const role = mapTree(key, {
    Path: at(properties, 'RolePath'),
    AssumeRolePolicyDocument: at(properties, 'AssumeRolePolicyDocument'),
    Policies: listTree(key, policies),
    ManagedPolicyArns: listTree(key, managed),
  });
  return [{ id: `${id}Role`, type: 'AWS::IAM::Role', key, body: mapTree(body, {}), properties: role }];
}

/** Connectors stand by themselves or within the resource that they start from. */
function connectorPolicies(resource: Resource, resources: ReadonlyMap<string, Resource>): Resource[] {
  const own = entriesOf(at(resource.body, 'Connectors')).map(([name, { key, value }]) => ({
    id: `${resource.id}${name}`,
    key,
    source: resource.id,
    properties: at(value, 'Properties'),
  }));
  const { id, key, properties } = resource;
  const source = textOf(at(properties, 'Source', 'Id'));
  const standing = resource.type === 'AWS::Serverless::Connector' ? [{ id, key, source, properties }] : [];
  return [...own, ...standing].flatMap((connector) => {
    const role = roleOfSource(connector.source, connector.properties, resources);
    if (role === undefined) return [];
    const destination = at(connector.properties, 'Destination');
    const isList = destination?.kind === 'list';
    return itemsOf(destination).flatMap((item, index) => {
      const id = `${connector.id}Policy${isList ? `Destination${index}` : ''}`;
      return connectorPolicy({ ...connector, id }, item, role, resources);
    });
  });
}

function roleOfSource(
  id: string | undefined,
  properties: Tree | undefined,
  resources: ReadonlyMap<string, Resource>,
): Tree | undefined {
  const named = at(properties, 'Source', 'RoleName');
  const source = id === undefined ? undefined : resources.get(id);
  if (named !== undefined || source === undefined) return named;
  const role = at(source.properties, 'Role') ?? at(source.properties, 'RoleArn');
  const made = resources.get(`${source.id}Role`);
  return role ?? (made === undefined ? undefined : mapTree(source.key, { Ref: textTree(source.key, made.id) }));
}

interface Connector {
  readonly id: string;
  readonly key: Spot;
  readonly properties: Tree | undefined;
}

function connectorPolicy(
  { id, key, properties }: Connector,
  destination: Tree,
  role: Tree,
  resources: ReadonlyMap<string, Resource>,
): Resource[] {
  const table = textOf(at(destination, 'Id'));
  const type = textOf(at(destination, 'Type')) ?? (table === undefined ? undefined : resources.get(table)?.type);
  if (type !== 'AWS::DynamoDB::Table' && type !== 'AWS::Serverless::SimpleTable') return [];
  const arn = at(destination, 'Arn') ?? mapTree(key, { 'Fn::GetAtt': textTree(key, `${table}.Arn`) });
  const grants = textsOf(at(properties, 'Permissions')).flatMap((permission) =>
    Object.hasOwn(connectorGrants, permission) ? (connectorGrants[permission] ?? []) : [],
  );
  const document = documentOf(key, grants, (suffix) =>
    mapTree(key, { 'Fn::Join': listTree(key, [textTree(key, ''), listTree(key, [arn, textTree(key, suffix)])]) }),
  );
  const policy = mapTree(key, { PolicyDocument: document, Roles: listTree(key, [role]) });
  return [{ id, type: 'AWS::IAM::ManagedPolicy', key, body: mapTree(key, {}), properties: policy }];
}
