import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTwins, type Twin, type Twins } from '../testing/twins.ts';

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

test('past 1 MB of users the vulnerable twin counts one page, the hardened one all of them', async () => {
  await Promise.all([fill(twins.vulnerable), fill(twins.hardened)]);

  const { count } = (await ask(twins.vulnerable, 'admin')).body as { count: number };
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(5 + FILLERS - 1);
  expect(await ask(twins.hardened, 'admin')).toEqual({ status: 200, body: { count: 5 + FILLERS - 1 } });
});
