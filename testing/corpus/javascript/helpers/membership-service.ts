// The service looks the caller up among the members before it reads for the team.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { jwt } from 'hono/jwt';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

class TeamService {
  private readonly ddb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

  private async requireMember(teamId: string, userId: string): Promise<void> {
    const key = { pk: `TEAM#${teamId}`, sk: `MEMBER#${userId}` };
    const { Item } = await this.ddb.send(new GetCommand({ TableName: 'teams', Key: key }));
    if (!Item) throw new HTTPException(404, { message: 'not found' });
  }

  async tasks(teamId: string, userId: string) {
    await this.requireMember(teamId, userId);
    const { Items = [] } = await this.ddb.send(
      new QueryCommand({
        TableName: 'teams',
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :task)',
        ExpressionAttributeValues: { ':pk': `TEAM#${teamId}`, ':task': 'TASK#' },
      }),
    );
    return Items.map((task) => ({ title: task.title as string, done: task.done as boolean }));
  }
}

const service = new TeamService();
const app = new Hono();
app.use('*', jwt({ secret: process.env.JWT_SECRET as string, alg: 'HS256' }));

app.get('/teams/:teamId/tasks', async (c) => {
  return c.json(await service.tasks(c.req.param('teamId'), c.get('jwtPayload').sub));
});

export default app;
