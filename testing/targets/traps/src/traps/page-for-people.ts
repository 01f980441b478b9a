import { describeApi } from '../describe-api.ts';
import { alice, aliceAndBob, bob, idOf, type Person } from '../people.ts';
import { find, kept, listOwn } from '../records.ts';
import { type Call, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const letters = [
  kept(alice, idOf('letter/alice'), { text: 'Please do not forward my post to the old address any more.' }),
  kept(bob, idOf('letter/bob'), { text: 'The deposit has not come back, and the keys are long returned.' }),
];

let pages = 0;

/** One line of HTML with the name of the reader and a token that is new every time. */
function page(call: Call, caller: Person, content: string): Response {
  const head = `<!doctype html><html><head><title>Letters</title><meta name="csrf" content="t${++pages}"></head>`;
  return call.html(`${head}<body><nav>Signed in as ${caller.name}</nav><main>${content}</main></body></html>`, 200, {
    'Content-Security-Policy': "default-src 'self'; frame-ancestors 'none'",
  });
}

export const pageForPeople = defineTrap({
  id: 'page-for-people',
  title: 'A page instead of JSON, new every time',
  why: 'The answer is one line of HTML with a token that changes and the name of whoever reads it; a letter that does not exist is a page with status 200. Comparing whole bodies says that all answers differ.',
  spec: describeApi('Letters', { 'GET /letters': {}, 'GET /letters/{letter_id}': {} }),
  identities: aliceAndBob,
  expected: foreignReadOf('GET /letters/{letter_id}'),

  api(variant) {
    const app = smallApi();
    listOwn(app, '/letters', letters);
    app.get('/letters/:id', (call) => {
      const caller = call.get('caller');
      const letter = find(letters, call.req.param('id'), variant, caller);
      return page(call, caller, letter === undefined ? '<h1>No such letter</h1>' : `<p>${letter.shown.text}</p>`);
    });
    return app;
  },
});
