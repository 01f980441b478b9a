import { type StartedTarget, startTarget, type Variant } from '@middlebrick/target-hono-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFlaskTarget } from './start.ts';
import { type Asking, ask, registration } from './testing/client.ts';

const isSkipped = process.env.CI !== 'true' && Boolean(process.env.MIDDLEBRICK_SKIP_FLASK);

/** What a step is answered with in each variant. */
type Statuses = readonly [vulnerable: number, hardened: number];

interface Step {
  readonly request: string;
  readonly expected: number;
  readonly status: number;
  readonly body: unknown;
}

/** Asks one target step by step, and keeps the answers without what differs from start to start. */
function tell({ url }: StartedTarget, variant: Variant) {
  const steps: Step[] = [];
  const names = new Map<string, string>();
  const masked = (text: string) => [...names].reduce((rest, [id, name]) => rest.replaceAll(id, name), text);

  const step = async (expected: Statuses, request: string, asking: Omit<Asking, 'method'> = {}) => {
    const [method = '', path = ''] = request.split(' ');
    const { status, json } = await ask(url, path, { ...asking, method });
    steps.push({
      request,
      expected: expected[variant === 'vulnerable' ? 0 : 1],
      status,
      // A failure is told in the words of the framework.
      body: status >= 500 ? 'failure' : withoutFresh(json),
    });
    return json;
  };
  const name = (id: string | undefined, as: string): string => {
    if (id === undefined) return as;
    names.set(id, `<${as}>`);
    return id;
  };
  const told = (): Step[] => JSON.parse(masked(JSON.stringify(steps)));
  return { told, step, name };
}

type Story = ReturnType<typeof tell>;

/** Without times and tokens. */
function withoutFresh(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFresh);
  if (typeof value !== 'object' || value === null) return value;
  const fresh = ['access_token', 'refresh_token', 'created_at', 'password_hash'];
  return Object.fromEntries(
    Object.entries(value).map(([field, content]) => [field, fresh.includes(field) ? typeof content : content]),
  );
}

async function newcomer({ step, name }: Story, username: string) {
  const body = registration(username);
  const created = await step([201, 201], 'POST /api/register', { body });
  const id = name(created.user_id, username);
  const tokens = await step([200, 200], 'POST /api/login', { body: { username, password: body.password } });
  const token: string = tokens.access_token;
  return { username, password: body.password, id, token, refreshToken: tokens.refresh_token as string };
}

type Newcomer = Awaited<ReturnType<typeof newcomer>>;

async function registering({ step, name }: Story) {
  const register = (expected: Statuses, body: unknown) => step(expected, 'POST /api/register', { body });
  const person = registration('other');
  await register([409, 409], registration('alice'));
  await register([400, 400], {});
  await register([400, 400], []);
  for (const field of Object.keys(person)) await register([400, 400], { ...person, [field]: undefined });
  await register([400, 400], { ...person, email: 7 });
  const made: string[] = [];
  const odd = [
    { ...person, username: 'weak', password: 'x' },
    { ...person, username: 'twelvelettersx', password: 'TwelveLettersX' },
    { ...person, username: 'Shouting' },
    { ...person, username: 'nomailbox', email: 'nowhere' },
  ];
  for (const body of odd) made.push(name((await register([201, 400], body))?.user_id, body.username));
  const { password } = person;
  const greedy = { ...person, username: 'greedy', role: 'admin', tenant_id: 'acme', bio: 'Mine.', ssn: '000' };
  name((await register([201, 201], greedy)).user_id, 'greedy');
  const { access_token: token } = await step([200, 200], 'POST /api/login', { body: { username: 'greedy', password } });
  const { user_id: id } = await step([200, 200], 'GET /api/me', { token });
  await step([200, 200], `GET /api/users/${id}`, { token });
  for (const other of made) await step([204, 404], `DELETE /api/users/${other}`, { token });
  await step([204, 204], `DELETE /api/users/${id}`, { token });
}

async function signingIn(story: Story) {
  const { step } = story;
  const kim = await newcomer(story, 'kim');
  const renew = (expected: Statuses, token: unknown) =>
    step(expected, 'POST /api/token', { body: { refresh_token: token } });
  const { refresh_token: next, access_token: token } = await renew([200, 200], kim.refreshToken);
  await renew([200, 401], kim.refreshToken);
  await renew([401, 401], 'made-up');
  await renew([400, 401], '');
  await renew([400, 400], undefined);
  await step([200, 200], 'GET /api/me', { token });
  await step([401, 401], 'POST /api/logout');
  await step([204, 204], 'POST /api/logout', { token });
  await step([200, 401], 'GET /api/me', { token });
  await renew([200, 401], next);
  const { username, password } = kim;
  const again = await step([200, 200], 'POST /api/login', { body: { username, password } });
  await step([204, 204], `DELETE /api/users/${kim.id}`, { token: again.access_token });
  const body = { username: 'nobodycalledso', password: 'guess' };
  for (let guess = 0; guess < 5; guess += 1) await step([401, 401], 'POST /api/login', { body });
  await step([401, 429], 'POST /api/login', { body });
  await step([401, 429], 'POST /api/session', { body });
}

async function accounts({ step }: Story, mira: Newcomer, noah: Newcomer, missing: string) {
  const [place, absent] = [`/api/users/${mira.id}`, `/api/users/${missing}`];
  const changes = { bio: 'New words.', role: 'admin', tenant_id: 'acme' };
  await step([200, 200], `GET ${place}`, mira);
  await step([200, 404], `GET ${place}`, noah);
  await step([401, 401], `PATCH ${place}`, { body: changes });
  await step([200, 200], `PATCH ${place}`, { token: mira.token, body: changes });
  await step([200, 404], `PATCH ${place}`, { token: noah.token, body: { theme: 'dark' } });
  await step([404, 404], `PATCH ${absent}`, { token: noah.token, body: changes });
  await step([400, 400], `PATCH ${place}`, { token: mira.token, body: {} });
  await step([400, 400], `PATCH ${place}`, { token: mira.token, body: { role: 'admin' } });

  const change = (expected: Statuses, token: string | undefined, body: object) =>
    step(expected, `PUT ${place}/password`, { token, body });
  const current_password = mira.password;
  const password = 'another long password';
  await change([401, 401], undefined, { current_password, password });
  await change([400, 400], mira.token, {});
  await change([400, 400], mira.token, { current_password });
  await change([204, 400], mira.token, { current_password, password: 'short' });
  await change([204, 400], mira.token, { current_password: 'wrong', password: 'short' });
  await change([204, 403], mira.token, { current_password: 'wrong', password });
  await change([204, 404], noah.token, { current_password, password });
  await change([204, 204], mira.token, { current_password, password });
  await step([404, 404], `PUT ${absent}/password`, { token: noah.token, body: { current_password, password } });
  await step([401, 401], 'POST /api/login', { body: { username: mira.username, password: current_password } });
  await step([200, 200], 'POST /api/login', { body: { username: mira.username, password } });
}

async function posts({ step, name }: Story, mira: Newcomer, noah: Newcomer, missing: string) {
  const place = `/api/users/${mira.id}/posts`;
  const draft = { title: 'A title', body: 'A body', topic: 'work' };
  const changed = { title: 'Another title', body: 'Another body', topic: 'health' };
  await step([401, 401], `POST ${place}`, { body: draft });
  await step([500, 400], `POST ${place}`, { token: mira.token, body: {} });
  const post = await step([201, 201], `POST ${place}`, { token: mira.token, body: { ...draft, visibility: 'public' } });
  const path = `${place}/${name(post.post_id, 'post')}`;
  const slipped = await step([201, 404], `POST ${place}`, { token: noah.token, body: draft });
  name(slipped.post_id, 'slipped');
  await step([404, 404], `GET ${path}`, noah);
  await step([401, 401], `PUT ${path}`, { body: changed });
  await step([500, 400], `PUT ${path}`, { token: mira.token, body: {} });
  await step([200, 200], `PUT ${path}`, { token: mira.token, body: changed });
  await step([200, 404], `PUT ${path}`, { token: noah.token, body: { ...changed, topic: 'travel' } });
  await step([404, 404], `PUT ${place}/${missing}`, { token: mira.token, body: changed });
  await step([404, 404], `PUT /api/users/${missing}/posts/${post.post_id}`, { token: mira.token, body: changed });

  const share = (expected: Statuses, where: string, token: string | undefined, reader: unknown) =>
    step(expected, `POST ${where}/shares`, { token, body: { user_id: reader } });
  await share([401, 401], path, undefined, noah.id);
  await share([404, 404], path, noah.token, noah.id);
  await share([404, 404], `${place}/${missing}`, mira.token, noah.id);
  await share([400, 400], path, mira.token, undefined);
  await share([400, 400], path, mira.token, 7);
  await share([204, 204], path, mira.token, noah.id);
  await share([204, 204], path, mira.token, missing);
  await step([200, 200], 'GET /api/shared', noah);
  await step([200, 200], 'GET /api/shared', mira);
  await step([401, 401], 'GET /api/shared');
  await step([404, 200], `GET ${path}`, noah);
  await step([200, 404], `GET ${place}`, noah);
  await step([200, 200], `GET ${place}`, mira);
  await step([204, 404], `DELETE ${path}`, noah);
  await step([404, 200], `GET ${path}`, mira);
  return path;
}

async function roles(
  { step }: Story,
  { mira, noah, admin }: Record<string, { token: string; id?: string }>,
  missing: string,
) {
  const change = (expected: Statuses, id: string | undefined, token: string | undefined, body: unknown) =>
    step(expected, `PUT /api/admin/users/${id}/role`, { token, body });
  await change([401, 401], noah?.id, undefined, { role: 'admin' });
  await change([200, 403], noah?.id, mira?.token, { role: 'admin' });
  await change([200, 200], noah?.id, admin?.token, { role: 'admin' });
  await change([400, 400], noah?.id, admin?.token, {});
  await change([404, 404], missing, admin?.token, { role: 'admin' });
  await step([200, 200], 'GET /api/me', noah);
  await step([200, 200], 'GET /api/admin/users-count', noah);
  await change([200, 200], noah?.id, admin?.token, { role: 'user' });
  await step([200, 403], 'GET /api/admin/users-count', noah);
}

async function leaving({ step }: Story, mira: Newcomer, noah: Newcomer, path: string) {
  const place = `/api/users/${mira.id}`;
  await step([401, 401], `DELETE ${place}`);
  await step([204, 204], `DELETE ${place}`, mira);
  await step([404, 401], 'GET /api/me', mira);
  await step([204, 401], `DELETE ${place}`, mira);
  await step([200, 404], `GET ${place}/posts`, noah);
  await step([404, 404], `GET ${path}`, noah);
  await step([200, 200], 'GET /api/shared', noah);
  await step([401, 401], 'POST /api/token', { body: { refresh_token: mira.refreshToken } });
  await step([401, 401], 'POST /api/login', { body: { username: mira.username, password: 'another long password' } });
  await step([204, 204], `DELETE /api/users/${noah.id}`, noah);
}

/** Two people come, do everything there is to do, to each other as well, and leave. */
async function everything(target: StartedTarget, variant: Variant): Promise<readonly Step[]> {
  const story = tell(target, variant);
  const missing = variant === 'hardened' ? '3f0c9a52-6a0b-4f39-9d5e-0c9a526a0b4f' : '1';
  const admin = target.users.find(({ role }) => role === 'admin') ?? { token: '' };
  await registering(story);
  const mira = await newcomer(story, 'mira');
  const noah = await newcomer(story, 'noah');
  await signingIn(story);
  await accounts(story, mira, noah, missing);
  const path = await posts(story, mira, noah, missing);
  await roles(story, { mira, noah, admin }, missing);
  await leaving(story, mira, noah, path);
  return story.told();
}

describe.skipIf(isSkipped)('the Flask target writes like the Hono target', () => {
  describe.each(['vulnerable', 'hardened'] as const)('%s', (variant) => {
    let flask: StartedTarget;
    let hono: StartedTarget;

    beforeAll(async () => {
      const options = { variant, seed: 9 };
      [flask, hono] = await Promise.all([startFlaskTarget(options), startTarget(options)]);
    });

    afterAll(async () => {
      await Promise.all([flask.close(), hono.close()]);
    });

    it('answers everything that two newcomers do alike, and is afterwards what it was before', async () => {
      const before = await flask.digest();
      expect(Object.keys(before).length).toBeGreaterThan(20);
      const steps = await everything(flask, variant);
      expect(steps.map(({ request, status }) => `${status} ${request}`)).toEqual(
        steps.map(({ request, expected }) => `${expected} ${request}`),
      );
      expect(await flask.digest()).toEqual(before);
      expect(steps).toEqual(await everything(hono, variant));
      expect(await hono.digest()).toEqual(before);
    });
  });
});
