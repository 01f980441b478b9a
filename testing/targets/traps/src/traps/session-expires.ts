import { describeApi } from '../describe-api.ts';
import { alice, bob, idOf, members, type Person, secretOf } from '../people.ts';
import { kept, listOwn, readOne } from '../records.ts';
import { smallApi, unauthorized } from '../small-api.ts';
import { defineTrap, foreignReadOf } from '../trap.ts';

const appointments = [
  kept(alice, idOf('appointment/alice'), { reason: 'Second opinion about the operation, alone this time.' }),
  kept(bob, idOf('appointment/bob'), { reason: 'Talk with the bank about the house, before the others know.' }),
];
/** Requests that a token is good for. */
const life = 20;

export const sessionExpires = defineTrap({
  id: 'session-expires',
  title: 'Sessions that end during the scan',
  why: 'A token is good for twenty requests, after which only a new login helps. A 401 to an expired token looks like a refusal, so a scanner that does not sign in again takes everything for protected.',
  spec: describeApi('Appointments', {
    'POST /login': { isOpen: true, body: ['email', 'password'] },
    'GET /appointments': {},
    'GET /appointments/{appointment_id}': {},
  }),
  identities: [identity('alice', alice), identity('bob', bob)],
  expected: foreignReadOf('GET /appointments/{appointment_id}', { notTested: ['POST /login'] }),

  api(variant) {
    const sessions = new Map<string, { person: Person; left: number }>();
    const app = smallApi({
      open: [/^\/login$/],
      callerOf(token) {
        const session = sessions.get(token);
        if (session === undefined || session.left === 0) return undefined;
        session.left -= 1;
        return session.person;
      },
    });
    app.post('/login', async (call) => {
      const body: unknown = await call.req.json().catch(() => undefined);
      const person = members.find(({ email, password }) => isLoginOf(body, email, password));
      if (person === undefined) return unauthorized(call);
      const token = secretOf(`session ${sessions.size} of ${person.id}`);
      sessions.set(token, { person, left: life });
      return call.json({ access_token: token });
    });
    listOwn(app, '/appointments', appointments);
    readOne(app, '/appointments', appointments, variant);
    return app;
  },
});

function identity(name: string, { email, password }: Person) {
  return { name, login: { path: '/login', json: { email, password } } };
}

function isLoginOf(body: unknown, email: string, password: string): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return 'email' in body && body.email === email && 'password' in body && body.password === password;
}
