// The handler gets the user from its wrapper and deletes under them.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { withUser } from '../../../with-user';

const ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export default withUser(async (req, res, userId) => {
  if (req.method !== 'DELETE') return res.status(405).end();
  await ddb.send(new DeleteCommand({ TableName: 'notes', Key: { userId, noteId: req.query.id } }));
  return res.status(204).end();
});
