/** An answer as a client gets it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body, or null when there is none or it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into bodies of many shapes.
  readonly json: any;
}

export interface Asking {
  readonly method?: string;
  /** Sent as `Authorization: Bearer <token>`. */
  readonly token?: string | undefined;
  readonly body?: unknown;
}

/** A user whom a test has registered and signed in. */
export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly userId: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** Sends one request with a body of JSON, and never follows a redirect. */
export async function ask(url: string, path: string, { method = 'GET', token, body }: Asking = {}): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
  return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : null };
}

/** The body of a registration that both twins take. */
export function registration(username: string) {
  return {
    username,
    email: `${username}@example.test`,
    password: `${username} keeps a long secret`,
    display_name: `The person called ${username}`,
  };
}

/**
 * Registers a user and signs the user in.
 * @throws {Error} with the answer's status when the name is taken or the server refuses.
 */
export async function register(url: string, username: string): Promise<NewUser> {
  const body = registration(username);
  const { password } = body;
  const created = await ask(url, '/api/register', { method: 'POST', body });
  const signedIn = await ask(url, '/api/login', { method: 'POST', body: { username, password } });
  if (created.status !== 201 || signedIn.status !== 200) {
    throw new Error(`${username} got ${created.status} and ${signedIn.status}.`);
  }
  const { access_token: token, refresh_token: refreshToken } = signedIn.json;
  return { username, password, userId: created.json.user_id, token, refreshToken };
}
