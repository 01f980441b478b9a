// Entities of ElectroDB for one table.
import { DocumentClient } from 'aws-sdk/clients/dynamodb';
import { Entity } from 'electrodb';
import express from 'express';
import { auth } from 'express-oauth2-jwt-bearer';

const client = new DocumentClient();
const Task = new Entity(
  {
    model: { entity: 'task', version: '1', service: 'taskapp' },
    attributes: {
      team: { type: 'string', required: true },
      task: { type: 'string', required: true },
      project: { type: 'string', required: true },
      title: { type: 'string' },
      status: { type: ['open', 'closed'] as const, default: 'open' },
    },
    indexes: {
      byTeam: { pk: { field: 'pk', composite: ['team'] }, sk: { field: 'sk', composite: ['task'] } },
      byProject: { index: 'gsi1', pk: { field: 'gsi1pk', composite: ['project'] }, sk: { field: 'gsi1sk', composite: ['task'] } },
    },
  },
  { client, table: 'tasks' },
);

const app = express();
app.use(express.json(), auth({ audience: 'https://tasks.example', issuerBaseURL: process.env.ISSUER }));

app.get('/tasks', async (req, res) => {
  const { data } = await Task.query.byTeam({ team: req.auth!.payload.org_id as string }).go();
  res.json(data.map(({ task, title }) => ({ task, title })));
});

app.get('/projects/:project/tasks', async (req, res) => {
  const { data } = await Task.query.byProject({ project: req.params.project }).go(); // expect code/index-without-owner
  res.json(data.map(({ task, title }) => ({ task, title })));
});

app.get('/teams/:team/tasks/:task', async (req, res) => {
  const { data } = await Task.get({ team: req.params.team, task: req.params.task }).go(); // expect code/foreign-key-read
  res.json({ title: data?.title });
});

app.patch('/tasks/:task', async (req, res) => {
  await Task.patch({ team: req.auth!.payload.org_id as string, task: req.params.task }).set({ title: req.body.title }).go();
  res.sendStatus(204);
});
