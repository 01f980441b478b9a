import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plain } from '../testing/newcomer.ts';
import { intendedProfile, openTwins, type Twin, type Twins } from '../testing/twins.ts';

let twins: Twins;

beforeAll(async () => {
  twins = await openTwins();
});

afterAll(() => twins.close());

const PATH = '/api/admin/users-count';
const FILLERS = 40;

/** More than the 1 MB that one page of a scan reads. */
async function fill({ documents, item }: Twin): Promise<void> {
  const padding = 'x'.repeat(40 * 1024);
  for (let index = 0; index < FILLERS; index += 1) {
    const name = `filler-${index}`;
    const user = { ...item('alice'), user_id: name, username: name, internal_notes: padding, enabled: index > 0 };
    await documents.send(new PutCommand({ TableName: 'Users', Item: user }));
  }
}

const ask = async (twin: Twin, name: string) => {
  const { status, body } = await twin.as(name, PATH);
  return { status, body };
};

test('anybody may count in the vulnerable twin, only an administrator in the hardened one', async () => {
  const five = { status: 200, body: { count: 5 } };
  expect([await ask(twins.vulnerable, 'alice'), await ask(twins.vulnerable, 'admin')]).toEqual([five, five]);

  const forbidden = { status: 403, body: { error: 'forbidden' } };
  expect([await ask(twins.hardened, 'alice'), await ask(twins.hardened, 'admin')]).toEqual([forbidden, five]);
  expect((await twins.hardened.ask(PATH)).status).toBe(401);
});

test('anybody gives out roles in the vulnerable twin, only an administrator in the hardened one', async () => {
  const give = async (twin: Twin, name: string, role: unknown, userId = twin.user('carol').userId) =>
    plain(await twin.as(name, `/api/admin/users/${userId}/role`, { method: 'PUT', json: { role } }));
  const carolAs = (twin: Twin, role: 'user' | 'admin') => [200, intendedProfile({ ...twin.item('carol'), role })];
  const { vulnerable, hardened } = twins;

  expect(await give(vulnerable, 'alice', 'admin')).toEqual(carolAs(vulnerable, 'admin'));
  expect((await vulnerable.as('alice', '/api/me')).body).toMatchObject({ role: 'user' });
  expect(await give(vulnerable, 'alice', 'user')).toEqual(carolAs(vulnerable, 'user'));

  const before = await hardened.digest();
  for (const name of ['alice', 'carol']) {
    for (const role of ['admin', 'x']) {
      expect(await give(hardened, name, role)).toEqual([403, { error: 'forbidden' }]);
    }
  }
  expect(await hardened.digest()).toEqual(before);

  expect(await give(hardened, 'admin', 'admin')).toEqual(carolAs(hardened, 'admin'));
  expect((await hardened.as('carol', PATH)).status).toBe(200);
  expect(await give(hardened, 'admin', 'user')).toEqual(carolAs(hardened, 'user'));
  expect((await hardened.as('carol', PATH)).status).toBe(403);
  expect(await hardened.digest()).toEqual(before);
});

test('a role of nobody, and a role there is not, is refused', async () => {
  const give = async (twin: Twin, userId: string, role: unknown) =>
    plain(await twin.as('admin', `/api/admin/users/${userId}/role`, { method: 'PUT', json: { role } }));
  const { vulnerable, hardened } = twins;
  const before = [await vulnerable.digest(), await hardened.digest()];
  expect(await give(vulnerable, '1', 'admin')).toEqual([404, { error: 'not found' }]);
  for (const id of ['00000000-0000-4000-8000-000000000000', 'x']) {
    expect(await give(hardened, id, 'admin')).toEqual([404, { error: 'not found' }]);
  }
  for (const role of [undefined, 7, 'root', 'constructor']) {
    expect(await give(hardened, hardened.user('carol').userId, role)).toEqual([400, { error: 'bad request' }]);
  }
  expect(await give(vulnerable, vulnerable.user('carol').userId, undefined)).toEqual([400, { error: 'bad request' }]);
  expect([await vulnerable.digest(), await hardened.digest()]).toEqual(before);
});

test('past 1 MB of users the vulnerable twin counts one page, the hardened one all of them', async () => {
  await Promise.all([fill(twins.vulnerable), fill(twins.hardened)]);

  const { count } = (await ask(twins.vulnerable, 'admin')).body as { count: number };
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(5 + FILLERS - 1);
  expect(await ask(twins.hardened, 'admin')).toEqual({ status: 200, body: { count: 5 + FILLERS - 1 } });
});
