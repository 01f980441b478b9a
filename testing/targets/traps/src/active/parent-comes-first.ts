import { apiWithAccounts, describeWithAccounts } from '../accounts.ts';
import { defineActiveTrap, foreignWriteBy } from '../active-trap.ts';
import { guardOf, isOwn, openShelf, shelfOperations } from '../shelf.ts';
import { fieldsOf, missing } from '../small-api.ts';

export const parentComesFirst = defineActiveTrap({
  id: 'parent-comes-first',
  title: 'Cards that need a board',
  why: 'A card is made on a board of one’s own, named in the body, and a board with cards on it cannot be deleted. The description has the cards before the boards.',
  spec: describeWithAccounts('Boards', {
    ...shelfOperations('/cards', 'card_id', ['text']),
    'POST /cards': { body: ['board_id', 'text'] },
    ...shelfOperations('/boards', 'board_id', ['name']),
  }),
  expected: foreignWriteBy(['PATCH /cards/{card_id}']),

  api(variant, world) {
    const app = apiWithAccounts(world);
    const boards = openShelf(world, { path: '/boards', noun: 'board', fields: ['name'] });
    const cards = openShelf(world, { path: '/cards', noun: 'card', fields: ['text'] });
    app.post('/cards', async (call) => {
      const { board_id: id, text } = await fieldsOf(call);
      const board = boards.rows.get(String(id));
      if (board === undefined || !isOwn(board, call.get('caller')) || typeof text !== 'string')
        return call.json({ error: 'board_id must name a board of yours, and text is required' }, 400);
      const card = cards.add(call.get('caller'), { text });
      card.shown.board_id = board.id;
      return call.json(card.shown, 201);
    });
    app.delete('/boards/:id', async (call, next) => {
      const hasCards = [...cards.rows.values()].some(({ shown }) => shown.board_id === call.req.param('id'));
      const board = boards.rows.get(call.req.param('id'));
      if (board === undefined || !isOwn(board, call.get('caller'))) return missing(call);
      return hasCards ? call.json({ error: 'the board has cards' }, 409) : next();
    });
    boards.serve(app);
    cards.serve(app, { change: guardOf(variant) });
    return app;
  },
});
