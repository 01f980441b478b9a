/** What an error text gives away about the table and the account behind an API. */
export interface Revealed {
  table?: string;
  index?: string;
  keyAttribute?: string;
  accountId?: string;
  role?: string;
  region?: string;
  arn?: string;
  action?: string;
  /** A part of an expression that was built from the request. */
  expression?: string;
  placeholder?: string;
  reservedWord?: string;
  /** The stack that wrote it: `boto3`, `AWS SDK for JavaScript`. */
  library?: string;
}

type Field = keyof Revealed;
export interface Signature {
  pattern: RegExp;
  code?: string;
  /** What the groups of the pattern mean, in order. */
  groups?: readonly Field[];
  library?: string;
}

const validation = 'ValidationException';

/**
 * Texts that the service and its SDKs write, verbatim up to the names in them. Most telling first. Every repetition
 * is bounded, so that a search is linear in the text. Words are those of the DynamoDB API reference and of botocore,
 * `@aws-sdk/*` and the object mappers named.
 */
export const signatures: readonly Signature[] = [
  {
    pattern:
      /User: arn:aws[\w-]{0,12}:(?:iam|sts)::(\d{12}):([^\s"'<>]{1,256}) is not authorized to perform: (dynamodb:\w{1,64}) on resource: (arn:aws[\w-]{0,12}:dynamodb:([\w-]{1,32}):\d{12}:table\/([\w.-]{1,255})(?:\/index\/([\w.-]{1,255}))?)/,
    code: 'AccessDeniedException',
    groups: ['accountId', 'role', 'action', 'arn', 'region', 'table', 'index'],
  },
  {
    pattern: /(arn:aws[\w-]{0,12}:dynamodb:([\w-]{1,32}):(\d{12}):table\/([\w.-]{1,255})(?:\/index\/([\w.-]{1,255}))?)/,
    groups: ['arn', 'region', 'accountId', 'table', 'index'],
  },
  {
    pattern: /Query condition missed key schema element:? ([\w.-]{1,255})/,
    code: validation,
    groups: ['keyAttribute'],
  },
  {
    pattern: /One or more parameter values were invalid: Missing the key ([\w.-]{1,255}) in the item/,
    code: validation,
    groups: ['keyAttribute'],
  },
  {
    pattern:
      /Type mismatch for Index Key ([\w.-]{1,255}) Expected: \w{1,4} Actual: \w{1,4} IndexName: ([\w.-]{1,255})/i,
    code: validation,
    groups: ['keyAttribute', 'index'],
  },
  {
    pattern: /Type mismatch for key ([\w.-]{1,255}) expected: \w{1,4} actual: \w{1,4}/i,
    code: validation,
    groups: ['keyAttribute'],
  },
  {
    pattern: /Cannot update attribute ([\w.-]{1,255})\. This attribute is part of the key/,
    code: validation,
    groups: ['keyAttribute'],
  },
  {
    pattern: /empty string value\. (?:Key|IndexName: [\w.-]{1,255}, IndexKey): ([\w.-]{1,255})/,
    code: validation,
    groups: ['keyAttribute'],
  },
  {
    pattern: /Filter Expression can only contain non-primary key attributes: Primary key attribute: ([\w.-]{1,255})/,
    code: validation,
    groups: ['keyAttribute'],
  },
  { pattern: /The table does not have the specified index: ([\w.-]{1,255})/, code: validation, groups: ['index'] },
  {
    pattern: /Invalid \w{0,24}Expression: Attribute name is a reserved keyword; reserved keyword: (\w{1,64})/,
    code: validation,
    groups: ['reservedWord'],
  },
  {
    pattern: /Invalid \w{0,24}Expression: (Syntax error[^"\n\r]{0,12}(?:"[^"\n\r]{0,80}"[^"\n\r]{0,12}){0,2})/,
    code: validation,
    groups: ['expression'],
  },
  {
    pattern:
      /Invalid \w{0,24}Expression: An expression attribute (?:name|value) used in (?:expression|the document path) is not defined; attribute (?:name|value): ([:#]\w{1,255})/,
    code: validation,
    groups: ['placeholder'],
  },
  {
    pattern:
      /ExpressionAttribute(?:Values|Names) (?:contains invalid (?:value|key)[^\n\r]{0,160}|must not be empty|can only be specified when using expressions)/,
    code: validation,
  },
  {
    pattern: /Value provided in ExpressionAttribute(?:Values|Names) unused in expressions: keys: \{[^{}]{0,120}\}/,
    code: validation,
  },
  { pattern: /The provided key element does not match the schema/, code: validation },
  { pattern: /The number of conditions on the keys is invalid/, code: validation },
  { pattern: /The provided starting key is (?:invalid|outside query boundaries)[^\n\r"]{0,120}/, code: validation },
  { pattern: /Exclusive Start Key must have same size as table's key schema/i, code: validation },
  { pattern: /Size of (?:hash|range)key has exceeded the maximum size limit/i, code: validation },
  {
    pattern:
      /\d{1,3} validation errors? detected: Value '[^\n\r]{0,200}' at '(?:tableName|key|requestItems|limit|exclusiveStartKey|indexName|select|expressionAttribute\w{0,12}|transactItems|[\w.]{0,40}\.member[\w.]{0,60})' failed to satisfy constraint/,
    code: validation,
  },
  {
    pattern: /Transaction cancelled, please refer cancellation reasons for specific reasons \[[\w, ]{1,200}\]/,
    code: 'TransactionCanceledException',
  },
  { pattern: /The conditional request failed/, code: 'ConditionalCheckFailedException' },
  {
    pattern: /Requested resource not found: (?:Table|ResourceArn): ([\w./:-]{1,400}) not found/,
    code: 'ResourceNotFoundException',
    groups: ['table'],
  },
  {
    pattern: /(?:Cannot do operations on a non-existent table|Requested resource not found)/,
    code: 'ResourceNotFoundException',
  },
  {
    pattern: /The level of configured provisioned throughput for the table was exceeded/,
    code: 'ProvisionedThroughputExceededException',
  },
  { pattern: /The security token included in the request is (?:invalid|expired)/, code: 'UnrecognizedClientException' },
  { pattern: /Unable to locate credentials|Could not load credentials from any providers/, code: 'CredentialsError' },
  { pattern: /The parameter cannot be converted to a numeric value/, code: validation },
  {
    pattern:
      /Supplied AttributeValue (?:is empty|has more than one datatypes set), must contain exactly one of the supported datatypes/,
    code: validation,
  },
  {
    pattern:
      /Provided list of item keys contains duplicates|Too many items requested for the Batch\w{3,10}Item call|Item size has exceeded the maximum allowed size|Attempting to store more than 38 significant digits/,
    code: validation,
  },
  {
    pattern:
      /Parameter validation failed:(?:\\n|\s){0,4}(?:Invalid type for parameter|Missing required parameter in|Unknown parameter in|Invalid length for parameter)[^\n\r"]{0,120}/,
    library: 'boto3',
  },
  { pattern: /botocore\.(?:exceptions|errorfactory)\.?\w{0,60}|boto3\.dynamodb\.\w{1,40}/, library: 'boto3' },
  {
    pattern:
      /Object of type Decimal is not JSON serializable|Float types are not supported\. Use Decimal types instead/,
    library: 'boto3',
  },
  { pattern: /com\.amazon(?:aws)?\.(?:coral\.\w{1,40}|dynamodb)[\w.]{0,40}#\w{1,80}/, library: 'DynamoDB API' },
  {
    pattern: /"\$metadata"\s{0,4}:\s{0,4}\{\s{0,4}"httpStatusCode"|"\$fault"\s{0,4}:\s{0,4}"(?:client|server)"/,
    library: 'AWS SDK for JavaScript',
  },
  {
    pattern:
      /removeUndefinedValues=true|convertClassInstanceToMap|DynamoDBDocumentClient|@aws-sdk\/(?:client|lib|util)-dynamodb/,
    library: 'AWS SDK for JavaScript',
  },
  {
    pattern: /\b(?:ElectroError|OneTableError|OneTableArgError|DynamoDBToolboxError)\b/,
    library: 'object mapper for Node.js',
  },
];
