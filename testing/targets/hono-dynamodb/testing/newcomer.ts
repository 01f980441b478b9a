import type { Answer, Ask, Twin } from './twins.ts';

/** A user whom a test has registered and signed in. */
export interface Newcomer {
  readonly username: string;
  readonly password: string;
  readonly userId: string;
  readonly refreshToken: string;
  readonly token: string;
  readonly ask: (path: string, ask?: Ask) => Promise<Answer>;
}

/** A registration that both twins take. */
export const registration = (username: string) => ({
  username,
  email: `${username}@mail.example`,
  password: `${username} likes long ones`,
  display_name: `${username} the newcomer`,
});

/** Sends the registration as a stranger does. */
export const register = (twin: Twin, json: object) => twin.ask('/api/register', { method: 'POST', json });

export const signIn = (twin: Twin, username: string, password: string) =>
  twin.ask('/api/login', { method: 'POST', json: { username, password } });

/** Registers a user and signs in; throws when the twin refuses either. */
export async function welcome(twin: Twin, username: string): Promise<Newcomer> {
  const json = registration(username);
  const { user_id: userId } = bodyOf(await register(twin, json), 201);
  const tokens = bodyOf(await signIn(twin, username, json.password), 200);
  const { access_token: token = '', refresh_token: refreshToken = '' } = tokens;
  return {
    username,
    password: json.password,
    userId: userId ?? '',
    refreshToken,
    token,
    ask: (path, ask = {}) => twin.ask(path, { ...ask, headers: { authorization: `Bearer ${token}`, ...ask.headers } }),
  };
}

function bodyOf({ status, body }: Answer, expected: number): Record<string, string> {
  if (status !== expected) throw new Error(`The answer is ${status} ${JSON.stringify(body)}, not ${expected}.`);
  return body as Record<string, string>;
}

/** Without the headers, which other tests compare. */
export const plain = ({ status, body }: Answer) => [status, body];
