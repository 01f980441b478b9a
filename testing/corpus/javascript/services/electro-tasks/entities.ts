import { Entity } from 'electrodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

export const Task = new Entity(
  {
    model: { entity: 'task', version: '1', service: 'planner' },
    attributes: {
      team: { type: 'string', required: true },
      taskId: { type: 'string', required: true },
      title: { type: 'string', required: true },
      done: { type: 'boolean', default: false },
      doneBy: { type: 'string' },
    },
    indexes: {
      byTeam: { pk: { field: 'pk', composite: ['team'] }, sk: { field: 'sk', composite: ['taskId'] } },
    },
  },
  { client: new DynamoDBClient({}), table: process.env.TABLE },
);
