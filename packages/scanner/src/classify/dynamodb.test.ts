import { describe, expect, it } from 'vitest';
import { attributeValueShape, dynamodbErrorIn, keyIdioms, rawResultShape } from './dynamodb.ts';

const denied =
  'User: arn:aws:sts::123456789012:assumed-role/api-prod-role/api-fn is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/users-prod/index/by-email because no identity-based policy allows the dynamodb:Query action';

describe('dynamodbErrorIn', () => {
  it('takes everything out of a denied call', () => {
    const message = `An error occurred (AccessDeniedException) when calling the Query operation: ${denied}`;
    expect(dynamodbErrorIn(JSON.stringify({ error: message }))).toEqual({
      code: 'AccessDeniedException',
      operation: 'Query',
      message: message.slice(0, message.indexOf(': ') + 2 + 240).slice(0, 300),
      reveals: {
        accountId: '123456789012',
        role: 'assumed-role/api-prod-role/api-fn',
        action: 'dynamodb:Query',
        arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/users-prod/index/by-email',
        region: 'eu-west-1',
        table: 'users-prod',
        index: 'by-email',
        library: 'boto3',
      },
    });
  });

  it.each([
    ['The provided key element does not match the schema', 'ValidationException', {}],
    ['Query condition missed key schema element: owner_id', 'ValidationException', { keyAttribute: 'owner_id' }],
    ['The table does not have the specified index: gsi1', 'ValidationException', { index: 'gsi1' }],
    [
      'One or more parameter values were invalid: Missing the key user_id in the item',
      'ValidationException',
      { keyAttribute: 'user_id' },
    ],
    [
      'One or more parameter values were invalid: Type mismatch for Index Key topic Expected: S Actual: N IndexName: by-topic',
      'ValidationException',
      { keyAttribute: 'topic', index: 'by-topic' },
    ],
    [
      'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
      'ValidationException',
      { keyAttribute: 'id' },
    ],
    [
      'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
      'ValidationException',
      { keyAttribute: 'id' },
    ],
    [
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
      'ValidationException',
      { keyAttribute: 'id' },
    ],
    [
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
      'ValidationException',
      { keyAttribute: 'sk' },
    ],
    [
      'Invalid FilterExpression: Syntax error; token: "\'", near: "= \' OR"',
      'ValidationException',
      { expression: 'Syntax error; token: "\'", near: "= \' OR"' },
    ],
    [
      'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name',
      'ValidationException',
      { reservedWord: 'name' },
    ],
    [
      'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :me',
      'ValidationException',
      { placeholder: ':me' },
    ],
    ['The provided starting key is invalid: one or more keys', 'ValidationException', {}],
    ["1 validation error detected: Value '-1' at 'limit' failed to satisfy constraint", 'ValidationException', {}],
    ['The conditional request failed', 'ConditionalCheckFailedException', {}],
    [
      'Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, None]',
      'TransactionCanceledException',
      {},
    ],
    ['Requested resource not found: Table: orders not found', 'ResourceNotFoundException', { table: 'orders' }],
    ['Requested resource not found', 'ResourceNotFoundException', {}],
    ['Unable to locate credentials', 'CredentialsError', {}],
    ['Object of type Decimal is not JSON serializable', undefined, { library: 'boto3' }],
    [
      '{"name":"x","$fault":"client","$metadata":{"httpStatusCode":400}}',
      undefined,
      { library: 'AWS SDK for JavaScript' },
    ],
    ['{"__type":"com.amazon.coral.validate#ValidationException"}', 'ValidationException', { library: 'DynamoDB API' }],
    [
      'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      'ResourceNotFoundException',
      { library: 'DynamoDB API' },
    ],
    ['Pass options.removeUndefinedValues=true to remove', undefined, { library: 'AWS SDK for JavaScript' }],
  ])('recognises %s', (text, code, reveals) => {
    const found = dynamodbErrorIn(
      JSON.stringify({ error: text, detail: text }).includes('\\"') ? text : JSON.stringify({ error: text }),
    );
    expect({ code: found?.code, reveals: found?.reveals }).toEqual({ code, reveals });
  });

  it.each([
    '{"error":"not found"}',
    '{"error":"ValidationException"}',
    '{"message":"An error occurred"}',
    '{"text":"we moved from MySQL to DynamoDB last year"}',
    '{"title":"the request failed"}',
    '',
  ])('finds none in %s', (text) => {
    expect(dynamodbErrorIn(text)).toBeUndefined();
  });
});

describe('attributeValueShape', () => {
  const item = {
    id: { S: '1' },
    total: { N: '12.5' },
    open: { BOOL: true },
    tags: { SS: ['a'] },
    more: { M: { x: { L: [{ NULL: true }] } } },
  };

  it('finds low-level items wherever they stand', () => {
    expect([attributeValueShape(item), attributeValueShape({ data: { rows: [{ id: { S: '1' } }, item] } })]).toEqual([
      { path: '', attributes: ['id', 'total', 'open', 'tags', 'more'] },
      { path: 'data.rows[]', attributes: ['id', 'total', 'open', 'tags', 'more'] },
    ]);
  });

  it.each([
    [{ sizes: { S: 'small' } }],
    [{ S: 'x', N: '1' }],
    [{ a: { S: 1 }, b: { N: '1' } }],
    [{ a: { N: 'twelve' }, b: { N: '1' } }],
    [{ a: { S: 'x' }, b: 'plain' }],
    [[]],
    ['text'],
  ])('does not take %j for one', (json) => {
    expect(attributeValueShape(json)).toBeUndefined();
  });
});

describe('rawResultShape', () => {
  it('names the members, the continuation key, hidden rows and the table', () => {
    const result = {
      Items: [],
      Count: 2,
      ScannedCount: 9,
      LastEvaluatedKey: { pk: 'a', sk: 'b' },
      ConsumedCapacity: { TableName: 'orders' },
      ResponseMetadata: { RequestId: 'X', HTTPStatusCode: 200 },
    };
    const expected = {
      members: ['Items', 'Count', 'ScannedCount', 'LastEvaluatedKey', 'ConsumedCapacity', 'ResponseMetadata'],
      continuationKey: ['pk', 'sk'],
      hiddenRows: 7,
      table: 'orders',
    };
    expect([rawResultShape(result), rawResultShape({ data: result })]).toEqual([expected, expected]);
  });

  it('knows the result of the JavaScript SDK', () => {
    expect(rawResultShape({ $metadata: { httpStatusCode: 200 }, Item: { id: '1' } })).toEqual({
      members: ['Item', '$metadata'],
    });
  });

  it.each([
    [{ Items: [], Count: 0 }],
    [{ items: [], count: 0 }],
    [{ metadata: { requestId: '1' } }],
    [{ LastEvaluatedKey: null }],
    [[]],
  ])('does not take %j for one', (json) => {
    expect(rawResultShape(json)).toBeUndefined();
  });
});

describe('keyIdioms', () => {
  it('gives composite keys and mapper fields only', () => {
    const json = { items: [{ PK: 'USER#42', SK: 'ORDER#9', name: 'A#1', _et: 'Order', pk: '42' }] };
    expect(keyIdioms(json).map((leaf) => leaf.path)).toEqual(['items[].PK', 'items[].SK', 'items[]._et']);
  });
});
