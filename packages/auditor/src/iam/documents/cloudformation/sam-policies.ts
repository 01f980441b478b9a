import type { Spot } from '../source.ts';
import { at, itemsOf, listTree, mapTree, type Tree, textOf, textTree } from '../tree.ts';

interface Grant {
  readonly actions: readonly string[];
  /** What follows after the ARN of the table. */
  readonly resources: readonly string[];
}

const wholeTable = ['', '/index/*'];

/** The policy templates of SAM that grant something on tables, as its documentation lists them. */
const policyTemplates: Readonly<Record<string, readonly Grant[]>> = {
  DynamoDBReadPolicy: [
    { actions: ['GetItem', 'Scan', 'Query', 'BatchGetItem', 'DescribeTable'], resources: wholeTable },
  ],
  DynamoDBWritePolicy: [{ actions: ['PutItem', 'UpdateItem', 'BatchWriteItem'], resources: wholeTable }],
  DynamoDBCrudPolicy: [
    {
      actions: [
        'GetItem',
        'DeleteItem',
        'PutItem',
        'Scan',
        'Query',
        'UpdateItem',
        'BatchWriteItem',
        'BatchGetItem',
        'DescribeTable',
        'ConditionCheckItem',
      ],
      resources: wholeTable,
    },
  ],
  DynamoDBReconfigurePolicy: [{ actions: ['UpdateTable'], resources: [''] }],
  DynamoDBBackupFullAccessPolicy: [
    { actions: ['CreateBackup', 'DescribeContinuousBackups'], resources: [''] },
    { actions: ['DeleteBackup', 'DescribeBackup', 'ListBackups'], resources: ['/backup/*'] },
  ],
  DynamoDBRestoreFromBackupPolicy: [
    { actions: ['RestoreTableFromBackup'], resources: ['/backup/*'] },
    {
      actions: ['PutItem', 'UpdateItem', 'DeleteItem', 'GetItem', 'Query', 'Scan', 'BatchWriteItem'],
      resources: [''],
    },
  ],
  DynamoDBStreamReadPolicy: [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Fn::Sub fills it.
    { actions: ['DescribeStream', 'GetRecords', 'GetShardIterator'], resources: ['/stream/${StreamName}'] },
    { actions: ['ListStreams'], resources: ['/stream/*'] },
  ],
};

/** What a connector grants to a function or state machine on a table. */
export const connectorGrants: Readonly<Record<string, Grant>> = {
  Read: {
    actions: ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'ConditionCheckItem', 'PartiQLSelect'],
    resources: wholeTable,
  },
  Write: {
    actions: [
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
      'PartiQLDelete',
      'PartiQLInsert',
      'PartiQLUpdate',
    ],
    resources: wholeTable,
  },
};

/** The policies of a function of SAM: documents to put inline, and managed ones. */
export interface SamPolicies {
  /** With their position among all policies, by which SAM names them. */
  readonly documents: readonly { readonly position: number; readonly document: Tree }[];
  readonly managed: readonly Tree[];
}

/** Sorts the policies of a function, as written. Of a conditional one both branches count. */
export function readSamPolicies(policies: Tree | undefined): SamPolicies {
  const documents: { position: number; document: Tree }[] = [];
  const managed: Tree[] = [];
  for (const [position, item] of itemsOf(policies).entries()) {
    for (const policy of branchesOf(item, 0)) {
      const document = documentIn(policy);
      if (document !== undefined) documents.push({ position, document });
      else if (isManaged(policy)) managed.push(policy);
      // The other templates of SAM grant nothing on tables.
    }
  }
  return { documents, managed };
}

function branchesOf(policy: Tree, depth: number): Tree[] {
  const branches = at(policy, 'Fn::If');
  if (branches?.kind !== 'list' || depth > 10) return [policy];
  return branches.items
    .slice(1)
    .flatMap(itemsOf)
    .flatMap((branch) => branchesOf(branch, depth + 1))
    .filter((branch) => !isNoValue(branch));
}

function isNoValue(tree: Tree): boolean {
  return textOf(at(tree, 'Ref')) === 'AWS::NoValue';
}

/** A name, an ARN, or something that becomes one. */
function isManaged(policy: Tree): boolean {
  if (policy.kind !== 'map') return true;
  return [...policy.entries.keys()].every((key) => key === 'Ref' || key.startsWith('Fn::'));
}

/** A policy that is written out, or what a template of SAM stands for. */
function documentIn(policy: Tree): Tree | undefined {
  if (policy.kind !== 'map' || policy.entries.has('Statement')) return policy.kind === 'map' ? policy : undefined;
  const [name, entry] = [...policy.entries][0] ?? [];
  const grants = name !== undefined && Object.hasOwn(policyTemplates, name) ? policyTemplates[name] : undefined;
  return grants && documentOf(policy, grants, templateArn(entry?.value, policy));
}

type Arn = (suffix: string) => Tree;

function templateArn(parameters: Tree | undefined, spot: Spot): Arn {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Fn::Sub fills it.
  const table = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${TableName}';
  return (suffix) =>
    mapTree(spot, { 'Fn::Sub': listTree(spot, [textTree(spot, table + suffix), parameters ?? mapTree(spot, {})]) });
}

/** A policy document that allows the grants. */
export function documentOf(spot: Spot, grants: readonly Grant[], arn: Arn): Tree {
  const statements = grants.map(({ actions, resources }) =>
    mapTree(spot, {
      Effect: textTree(spot, 'Allow'),
      Action: listTree(
        spot,
        actions.map((action) => textTree(spot, `dynamodb:${action}`)),
      ),
      Resource: listTree(spot, resources.map(arn)),
    }),
  );
  return mapTree(spot, { Statement: listTree(spot, statements) });
}
