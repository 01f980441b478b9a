import type { Infrastructure, PolicyStatement } from '../iam/infrastructure.ts';
import { managedPolicyNamed } from '../iam/managed-policies.ts';
import { type PolicyDifference, policyDifference } from '../iam/policy-difference.ts';
import type { PolicyDocument } from '../iam/policy-document.ts';

/**
 * What is deployed beside what is needed. Without a role, all that any role of the templates is given counts; undefined
 * where they give nothing.
 */
export function deployedDifference(
  { policies, roles }: Infrastructure,
  role: string | undefined,
  generated: PolicyDocument,
): PolicyDifference | undefined {
  const written = policies
    .filter(({ kind, attachedTo }) => kind === 'identity' && (role === undefined || attachedTo.includes(role)))
    .flatMap(({ statements }) => statements);
  const managed = roles.filter(({ id }) => role === undefined || id === role).flatMap(managedStatements);
  const statements = [...written, ...managed];
  return statements.some(isOfDynamo) ? policyDifference(statements, generated) : undefined;
}

function managedStatements({ managedPolicies, place }: Infrastructure['roles'][number]): PolicyStatement[] {
  return managedPolicies.flatMap((name): PolicyStatement[] => {
    const managed = managedPolicyNamed(name);
    if (managed === undefined) return [];
    return [
      {
        sid: name,
        effect: 'Allow',
        actions: managed.actions,
        isNotAction: managed.isNotAction === true,
        resources: ['*'],
        isNotResource: false,
        principals: [],
        conditions: [],
        place,
      },
    ];
  });
}

function isOfDynamo({ actions, isNotAction }: PolicyStatement): boolean {
  return isNotAction || actions.some((action) => /^(?:dynamodb:|\*)/i.test(action));
}
