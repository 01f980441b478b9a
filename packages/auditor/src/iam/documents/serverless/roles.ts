import type { Resource } from '../cloudformation/template.ts';
import { mergeTrees } from '../merge.ts';
import type { Spot } from '../source.ts';
import { at, entriesOf, isAbsent, isOn, listTree, mapTree, type Tree, textOf, textTree } from '../tree.ts';
import { functionRoleId, sharedRole } from './names.ts';

/** A service with its variables resolved. */
export interface Service {
  readonly root: Tree;
  readonly name: string;
  readonly stage: string;
  /** Functions by name. */
  readonly functions: readonly (readonly [string, { readonly key: Spot; readonly value: Tree }])[];
}

/** The role that all functions have unless they say otherwise; none when the service brings its own. */
export function sharedRoleOf(service: Service): Resource[] {
  const { root, name, stage, functions } = service;
  const isUsed = functions.some(([, { value }]) => isAbsent(at(value, 'role')) && !hasOwnRole(service, value));
  if (givenRole(root) !== undefined || !isUsed) return [];
  const settings = at(root, 'provider', 'iam', 'role');
  const spot = spotOfSharedRole(root);
  const region = mapTree(spot, { Ref: textTree(spot, 'AWS::Region') });
  const parts = [textTree(spot, name), textTree(spot, stage), region, textTree(spot, 'lambdaRole')];
  const usual = mapTree(spot, { 'Fn::Join': listTree(spot, [textTree(spot, '-'), listTree(spot, parts)]) });
  return [
    role(sharedRole, spot, {
      name: at(settings, 'name') ?? usual,
      path: at(settings, 'path'),
      policyName: `${stage}-${name}-lambda`,
      statements: sharedStatements(root),
      managed: at(settings, 'managedPolicies') ?? at(root, 'provider', 'iamManagedPolicies'),
    }),
  ];
}

function spotOfSharedRole(root: Tree): Spot {
  const provider = at(root, 'provider');
  return (
    entryKey(at(provider, 'iam'), 'role') ??
    entryKey(provider, 'iamRoleStatements') ??
    entryKey(root, 'provider') ??
    root
  );
}

function entryKey(tree: Tree | undefined, name: string): Spot | undefined {
  return tree?.kind === 'map' ? tree.entries.get(name)?.key : undefined;
}

function sharedStatements(root: Tree): Tree | undefined {
  return at(root, 'provider', 'iam', 'role', 'statements') ?? at(root, 'provider', 'iamRoleStatements');
}

/** The role of a function that has one of its own, by the framework or by the plugin for it. */
export function functionRoleOf(service: Service, name: string, key: Spot, settings: Tree): Resource[] {
  const { root, stage } = service;
  if (!hasOwnRole(service, settings)) return [];
  const own = at(settings, 'iam', 'role');
  const isInherited = isOn(
    at(settings, 'iam', 'inheritStatements') ??
      at(settings, 'iamRoleStatementsInherit') ??
      at(root, 'custom', 'serverless-iam-roles-per-function', 'defaultInherit') ??
      (hasRolePerFunction(root) ? textTree(key, 'true') : undefined),
  );
  const statements = at(own, 'statements') ?? at(settings, 'iamRoleStatements');
  const managed = at(own, 'managedPolicies');
  const spot = entryKey(settings, 'iamRoleStatements') ?? entryKey(at(settings, 'iam'), 'role') ?? key;
  return [
    role(functionRoleId(name), spot, {
      name: at(own, 'name') ?? at(settings, 'iamRoleStatementsName'),
      path: at(own, 'path') ?? at(root, 'provider', 'iam', 'role', 'path'),
      policyName: `${stage}-${service.name}-${name}`,
      statements: isInherited === false ? statements : mergeTrees(sharedStatements(root), statements),
      managed: hasRolePerFunction(root)
        ? mergeTrees(at(root, 'provider', 'iam', 'role', 'managedPolicies'), managed)
        : managed,
    }),
  ];
}

/** Whether a function gets a role that no other has. */
export function hasOwnRole({ root }: Service, settings: Tree): boolean {
  if (!isAbsent(at(settings, 'role'))) return false;
  const own = ['statements', 'managedPolicies'].some((part) => !isAbsent(at(settings, 'iam', 'role', part)));
  if (at(settings, 'iamRoleStatements') !== undefined) return true;
  return givenRole(root) === undefined && (own || hasRolePerFunction(root));
}

function hasRolePerFunction(root: Tree): boolean {
  return textOf(at(root, 'provider', 'iam', 'role', 'mode')) === 'perFunction';
}

/** The role that the service brings along instead of the framework's: an id, an ARN or a reference. */
export function givenRole(root: Tree): Tree | undefined {
  const modern = at(root, 'provider', 'iam', 'role');
  if (modern?.kind === 'text') return modern;
  const isReference = entriesOf(modern).some(([key]) => key === 'Ref' || key.startsWith('Fn::'));
  return isReference ? modern : at(root, 'provider', 'role');
}

interface RoleSettings {
  readonly name: Tree | undefined;
  readonly path: Tree | undefined;
  readonly policyName: string;
  readonly statements: Tree | undefined;
  readonly managed: Tree | undefined;
}

function role(id: string, key: Spot, { name, path, policyName, statements, managed }: RoleSettings): Resource {
  const policy = mapTree(key, {
    PolicyName: textTree(key, policyName),
    PolicyDocument: mapTree(key, { Statement: statements }),
  });
  const properties = mapTree(key, {
    RoleName: name,
    Path: path,
    Policies: statements === undefined ? undefined : listTree(key, [policy]),
    ManagedPolicyArns: managed,
  });
  return { id, type: 'AWS::IAM::Role', key, body: mapTree(key, {}), properties };
}
