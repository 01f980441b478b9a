// A document of another store is shown to its owner.
import express from 'express';
import { expressjwt, type Request } from 'express-jwt';
import { model, Schema } from 'mongoose';

const Diary = model('Diary', new Schema({ ownerId: String, title: String, text: String }));
const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET as string, algorithms: ['HS256'] }));

app.get('/diaries/:id', async (req: Request, res) => {
  const diary = await Diary.findById(req.params.id);
  if (!diary || diary.ownerId !== req.auth?.sub) return res.status(404).json({ error: 'not found' });
  return res.json({ title: diary.title, text: diary.text });
});

app.listen(3000);
