// Tasks of ElectroDB are kept below the team of the token, but one route takes the team of the body.
import { Router } from 'express';
import { auth } from 'express-oauth2-jwt-bearer';
import { Task } from './entities.ts';

const router = Router();
router.use(auth({ issuerBaseURL: process.env.ISSUER, audience: 'https://tasks.test' }));

router.get('/tasks', async (req, res) => {
  const team = req.auth?.payload.team as string;
  const { data } = await Task.query.byTeam({ team }).go({ limit: 50 });
  res.json(data.map(({ taskId, title }) => ({ taskId, title })));
});

router.get('/tasks/:taskId', async (req, res) => {
  const team = req.auth?.payload.team as string;
  const { data } = await Task.get({ team, taskId: req.params.taskId }).go();
  if (!data) return res.sendStatus(404);
  res.json({ taskId: data.taskId, title: data.title });
});

router.post('/tasks/:taskId/done', async (req, res) => {
  await Task.patch({ team: req.body.team, taskId: req.params.taskId }) // expect code/foreign-key-write
    .set({ done: true, doneBy: req.auth?.payload.sub })
    .go();
  res.sendStatus(204);
});

router.delete('/tasks/:taskId', async (req, res) => {
  const team = req.auth?.payload.team as string;
  await Task.remove({ team, taskId: req.params.taskId }).go();
  res.sendStatus(204);
});

export default router;
