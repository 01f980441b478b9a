import { describeApi } from '../describe-api.ts';
import { alice, bob, members, type Person } from '../people.ts';
import { mayRead } from '../records.ts';
import { missing, smallApi } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const lockers = new Map([
  ['lk-7731', { owner: alice.id, contents: 'The second set of keys and the letters from Bremen.' }],
  ['lk-2094', { owner: bob.id, contents: 'A torn bellows, to be sold before anybody asks.' }],
]);

function lockerOf(person: Person): string {
  return [...lockers].find(([, { owner }]) => owner === person.id)?.[0] ?? '';
}

export const idFromLogin = defineTrap({
  id: 'id-from-login',
  title: 'An id that only the login gives away',
  why: 'No list names the lockers: which one is whose stands in the answer to the login, beside the token. Scanners that forget that answer have no id to ask for.',
  spec: describeApi('Lockers', {
    'POST /login': { body: ['email', 'password'], isOpen: true },
    'GET /lockers/{locker_id}': {},
  }),
  identities: members.map(({ name, email, password }) => ({
    name: name.split(' ')[0]?.toLowerCase() ?? '',
    login: { path: '/login', json: { email, password } },
  })),
  expected: foreignReadOf('GET /lockers/{locker_id}', { notTested: ['POST /login'] }),

  api(variant) {
    const app = smallApi({ open: [/^\/login$/] });
    app.post('/login', async (call) => {
      const { email, password } = await call.req.json<{ email?: string; password?: string }>();
      const person = members.find((member) => member.email === email && member.password === password);
      if (person === undefined) return call.json({ error: 'wrong e-mail address or password' }, 401);
      return call.json({ token: person.token, locker_id: lockerOf(person) });
    });
    app.get('/lockers/:id', (call) => {
      const locker = lockers.get(call.req.param('id'));
      if (locker === undefined || !mayRead(variant, locker, call.get('caller'))) return missing(call);
      return call.json({ locker_id: call.req.param('id'), contents: locker.contents });
    });
    return app;
  },
});
