import type { CreateTableCommandInput, GlobalSecondaryIndex, KeySchemaElement } from '@aws-sdk/client-dynamodb';

export const USERS = 'Users';
export const POSTS = 'Posts';

export const INDEXES = {
  byUsername: 'by-username',
  byTopic: 'by-topic',
  byPost: 'by-post',
  byOwnerTopic: 'by-owner-topic',
  byReader: 'by-reader',
} as const;

/** What `CreateTable` is given; both twins have the same tables and indexes. */
export const TABLES: readonly CreateTableCommandInput[] = [
  {
    TableName: USERS,
    KeySchema: keys('user_id'),
    AttributeDefinitions: strings('user_id', 'username'),
    GlobalSecondaryIndexes: [index(INDEXES.byUsername, 'username')],
    BillingMode: 'PAY_PER_REQUEST',
  },
  {
    TableName: POSTS,
    KeySchema: keys('user_id', 'post_id'),
    AttributeDefinitions: strings('user_id', 'post_id', 'topic', 'created_at', 'owner_topic', 'reader'),
    GlobalSecondaryIndexes: [
      index(INDEXES.byTopic, 'topic', 'created_at'),
      index(INDEXES.byPost, 'post_id'),
      index(INDEXES.byOwnerTopic, 'owner_topic', 'created_at'),
      index(INDEXES.byReader, 'reader', 'post_id'),
    ],
    BillingMode: 'PAY_PER_REQUEST',
  },
];

function keys(partition: string, sort?: string): KeySchemaElement[] {
  const partitionKey: KeySchemaElement = { AttributeName: partition, KeyType: 'HASH' };
  return sort === undefined ? [partitionKey] : [partitionKey, { AttributeName: sort, KeyType: 'RANGE' }];
}

function index(name: string, partition: string, sort?: string): GlobalSecondaryIndex {
  return { IndexName: name, KeySchema: keys(partition, sort), Projection: { ProjectionType: 'ALL' } };
}

function strings(...names: string[]) {
  return names.map((name) => ({ AttributeName: name, AttributeType: 'S' as const }));
}
