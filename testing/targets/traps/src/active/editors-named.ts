import { describeWithAccounts, openAccounts } from '../accounts.ts';
import { defineActiveTrap } from '../active-trap.ts';
import { type Guard, guardOf, openShelf, shelfOperations } from '../shelf.ts';

export const editorsNamed = defineActiveTrap({
  id: 'editors-named',
  title: 'Boards on which everybody writes',
  why: 'A new board names all users as its editors, and editors write to it and take it down: that is what the board is for. A write of somebody who is named proves nothing of somebody who is not.',
  spec: describeWithAccounts('Boards', shelfOperations('/boards', 'board_id', ['text'])),
  expected: {
    vulnerable: [],
    hardened: [],
    safe: [],
    inconclusive: ['PATCH', 'DELETE'].map((method) => ({
      check: 'bola/foreign-object-write',
      operation: `${method} /boards/{board_id}`,
      reason: 'takes part in it',
    })),
  },

  api(variant, world) {
    const { app, people } = openAccounts(world);
    const boards = openShelf(world, {
      path: '/boards',
      noun: 'board',
      fields: ['text'],
      onMaking: ({ shown }) => {
        shown.editors = [...people.values()].map(({ id }) => id);
      },
    });
    const isEditor: Guard = ({ shown }, { id }) => Array.isArray(shown.editors) && shown.editors.includes(id);
    const guard = variant === 'vulnerable' ? guardOf(variant) : isEditor;
    boards.serve(app, { change: guard, remove: guard });
    return app;
  },
});
