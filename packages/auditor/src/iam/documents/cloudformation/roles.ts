import { readStatements } from '../policy.ts';
import { placeOf, type Spot } from '../source.ts';
import { isUnknown } from '../text.ts';
import { at, isAbsent, itemsOf, type Tree, textOf, textsOf } from '../tree.ts';
import type { Reading } from './reading.ts';
import { arnOf, nameOfResource } from './references.ts';
import type { Resource } from './template.ts';

interface Written {
  readonly name: Tree | undefined;
  /** The path in the template, when it has no name. */
  readonly path: string;
  readonly kind: 'identity' | 'trust';
  readonly document: Tree | undefined;
  readonly holders: readonly string[];
  readonly spot: Spot;
  readonly arn?: string;
}

/** Adds a role with its trust policy and its inline policies. */
export function readRole(resource: Resource, reading: Reading): void {
  const { scope, resolve, drafts } = reading;
  const { id, key } = resource;
  const name = nameOfResource(resource, resolve);
  const properties = resolve(resource.properties);
  const managed = textsOf(at(properties, 'ManagedPolicyArns'));
  drafts.roles.push({ scope, role: { id, name, place: placeOf(key) }, managedPolicies: managed });

  const trust = at(properties, 'AssumeRolePolicyDocument');
  if (trust !== undefined) {
    addPolicy(
      {
        name: undefined,
        path: `${id}/AssumeRolePolicyDocument`,
        kind: 'trust',
        document: trust,
        holders: [name],
        spot: trust,
      },
      reading,
    );
  }
  readInlinePolicies(resource, properties, [name], reading);
}

/** Adds the inline policies of a user or group, which no role has. */
export function readHolder(resource: Resource, reading: Reading): void {
  readInlinePolicies(resource, reading.resolve(resource.properties), [], reading);
}

function readInlinePolicies(
  { id }: Resource,
  properties: Tree | undefined,
  holders: readonly string[],
  reading: Reading,
): void {
  for (const [index, policy] of itemsOf(at(properties, 'Policies')).entries()) {
    addPolicy(
      {
        name: at(policy, 'PolicyName'),
        path: `${id}/Policies/${index}`,
        kind: 'identity',
        document: at(policy, 'PolicyDocument'),
        holders,
        spot: policy,
      },
      reading,
    );
  }
}

/** Adds a policy that stands by itself: inline for roles that it names, or managed. */
export function readPolicy(resource: Resource, reading: Reading): void {
  const { resolve } = reading;
  const { id, type, key } = resource;
  const properties = resolve(resource.properties);
  const isManaged = type === 'AWS::IAM::ManagedPolicy';
  addPolicy(
    {
      name: at(properties, isManaged ? 'ManagedPolicyName' : 'PolicyName'),
      path: id,
      kind: 'identity',
      document: at(properties, 'PolicyDocument'),
      holders: [...textsOf(at(properties, 'Roles')), ...textsOf(at(properties, 'RoleName'))],
      spot: key,
      ...(isManaged && { arn: arnOf(resource, resolve) }),
    },
    reading,
  );
}

function addPolicy({ name, path, kind, document, holders, spot, arn }: Written, reading: Reading): void {
  if (isAbsent(document)) reading.warnings.add(spot, `The policy ${path} has no document.`);
  const given = textOf(name);
  reading.drafts.policies.push({
    scope: reading.scope,
    policy: {
      name: given === undefined || given === '' || isUnknown(given) ? path : given,
      kind,
      statements: readStatements(document, reading.warnings),
      place: placeOf(spot),
    },
    holders,
    ...(arn !== undefined && { arn }),
  });
}
