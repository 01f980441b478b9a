// A document of another store is found by the id of the path.
import express from 'express';
import { expressjwt } from 'express-jwt';
import { model, Schema } from 'mongoose';

const Diary = model('Diary', new Schema({ ownerId: String, title: String, text: String }));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/diaries/:id', async (req, res) => {
  const diary = await Diary.findById(req.params.id); // expect code/authentication-without-authorization
  if (!diary) return res.status(404).json({ error: 'not found' });
  return res.json({ title: diary.title, text: diary.text });
});

app.listen(3000);
