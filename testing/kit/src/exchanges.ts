import type { Exchange, Headers } from '@middlebrick/model';

export interface AnswerOptions {
  status?: number;
  headers?: Headers;
  identity?: string;
  method?: string;
  url?: string;
  requestBody?: string;
}

/** An exchange as a test needs it: an object becomes a JSON body, a text stays as it is. */
export function answered(body: unknown, options: AnswerOptions = {}): Exchange {
  const {
    status = 200,
    headers = [['content-type', 'application/json']],
    identity = 'alice',
    method = 'GET',
  } = options;
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  return {
    ...bare(identity, method, options),
    response: { status, headers, body: text, bytes: text.length, truncated: false },
  };
}

/** The same with the status of a refusal or a failure. */
export function refusedWith(status: number, body: unknown = { error: 'refused' }): Exchange {
  return answered(body, { status });
}

/** An exchange to which no answer came. */
export function unanswered(options: AnswerOptions = {}): Exchange {
  const { identity = 'alice', method = 'GET' } = options;
  return {
    ...bare(identity, method, options),
    response: null,
    failure: { code: 'TIMEOUT', message: 'no answer in time' },
  };
}

function bare(identity: string, method: string, options: AnswerOptions): Omit<Exchange, 'response' | 'failure'> {
  const { url = 'http://small.test/notes/1', requestBody } = options;
  return {
    id: '1',
    identity,
    purpose: 'test',
    request: { method, url, headers: [], ...(requestBody === undefined ? {} : { body: requestBody }) },
    startedAt: '2026-01-01T00:00:00.000Z',
    milliseconds: 1,
  };
}
