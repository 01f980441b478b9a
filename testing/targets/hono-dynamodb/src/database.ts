import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The only data access the apps have. */
export type Documents = DynamoDBDocumentClient;

/**
 * Connects to an embedded DynamoDB. Region and credentials are fixed dummies, so that
 * nothing is looked up in the environment or the home directory of whoever runs this.
 */
export function connect(endpoint: string): Documents {
  const client = new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  });
  return DynamoDBDocumentClient.from(client);
}
