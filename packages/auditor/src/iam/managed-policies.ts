/*
 * Managed policies of AWS that touch DynamoDB, reduced to what they allow there. From the managed policy reference,
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html.
 */

export interface ManagedPolicy {
  readonly actions: readonly string[];
  readonly isNotAction?: boolean;
}

const readsEverything = [
  'dynamodb:BatchGetItem',
  'dynamodb:Describe*',
  'dynamodb:GetItem',
  'dynamodb:List*',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
];

/** By name; all of them apply to every table. Those for streams alone, which triggers need, are left out. */
export const managedPolicies: ReadonlyMap<string, ManagedPolicy> = new Map([
  ['AdministratorAccess', { actions: ['*'] }],
  ['PowerUserAccess', { actions: ['iam:*', 'organizations:*', 'account:*'], isNotAction: true }],
  ['AmazonDynamoDBFullAccess', { actions: ['dynamodb:*'] }],
  ['AmazonDynamoDBFullAccess_v2', { actions: ['dynamodb:*'] }],
  ['AmazonDynamoDBFullAccesswithDataPipeline', { actions: ['dynamodb:*'] }],
  ['AmazonDynamoDBReadOnlyAccess', { actions: readsEverything }],
  ['ReadOnlyAccess', { actions: readsEverything }],
]);

/** The name of a managed policy, from its name or ARN. */
export function managedPolicyNamed(text: string): ManagedPolicy | undefined {
  return managedPolicies.get(text.slice(text.lastIndexOf('/') + 1));
}
