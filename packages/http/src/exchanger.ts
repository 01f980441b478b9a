import { type Exchange, isScanError, type RequestSpec, ScanError, type Secret } from '@middlebrick/model';
import type { Carrier } from './carrier.ts';
import type { ClearAnswer, Credential, Recorder, SendMeta } from './contract.ts';
import { exchangeOf } from './exchange-of.ts';
import { failureOf } from './failure.ts';
import type { Attempt } from './flights.ts';
import type { Redactor } from './redactor.ts';
import type { Scope } from './scope.ts';
import type { Sender } from './sender.ts';
import type { Signer } from './sign.ts';
import type { Stop } from './stop.ts';
import { textOf } from './text.ts';

interface Parts {
  /** Where relative paths are joined to. */
  home: { origin: string; prefix: string };
  maxBodyBytes: number;
  scope: Scope;
  carrier: Carrier;
  sender: Sender;
  signer: Signer;
  redactor: Redactor;
  stop: Stop;
}

type Exchanger = (
  spec: RequestSpec,
  credential: Credential | undefined,
  meta: SendMeta,
  secretsIn?: (clear: ClearAnswer) => readonly Secret[],
) => Promise<Exchange>;

/** Turns what a check wants sent into an exchange: signs, sends, learns the new secrets, hides them, records. */
export function createExchanger(parts: Parts, recorder: Recorder | undefined): Exchanger {
  const { home, scope, carrier, sender, signer, redactor, stop } = parts;
  let count = 0;

  function originInScope(url: string): string {
    const target = URL.parse(url);
    if (target === null) throw new ScanError('BAD_ARGUMENT', 'The path of a request starts with a slash or is a URL.');
    scope.demand(target);
    return target.origin;
  }

  /** A further host that is down is a failure of the target and not of the run. */
  async function failureToReach(origin: string): Promise<Attempt | undefined> {
    const startedAt = Date.now();
    const begin = performance.now();
    try {
      await carrier.reach(new URL(origin));
      return undefined;
    } catch (error) {
      if (stop.error !== undefined) throw stop.error;
      if (!isScanError(error)) throw error;
      const failure = failureOf(error.code === 'TLS_FAILED' ? 'TLS_FAILED' : 'CONNECTION_REFUSED');
      return { answer: undefined, failure, startedAt, milliseconds: performance.now() - begin };
    }
  }

  function keepCookies(attempt: Attempt, credential: Credential | undefined, url: string): void {
    const store = credential?.cookies;
    if (store === undefined || attempt.answer === undefined) return;
    for (const [name, value] of attempt.answer.headers) if (name === 'set-cookie') store.keep(value, url);
    signer.learnCookies(store);
  }

  return async (spec, credential, meta, secretsIn) => {
    if (stop.error !== undefined) throw stop.error;
    const id = `x${++count}`;
    const isRelative = spec.path.startsWith('/');
    const place = isRelative ? home : { origin: originInScope(spec.path), prefix: '' };
    const request = signer.sign(isRelative ? spec : { ...spec, path: pathOf(spec.path) }, credential, place);
    const congestion = recorder?.congestion?.();
    if (congestion !== undefined) await congestion;
    const unreached = isRelative ? undefined : await failureToReach(place.origin);
    const attempt = unreached ?? (await sender(request, { maxBytes: parts.maxBodyBytes, retry: meta.retry !== false }));
    keepCookies(attempt, credential, request.origin + request.path);
    const text = attempt.answer === undefined ? '' : textOf(attempt.answer.body);
    if (secretsIn !== undefined && attempt.answer !== undefined) {
      const { status, headers } = attempt.answer;
      for (const secret of secretsIn({ status, headers, body: text })) redactor.add(secret);
    }
    const exchange = exchangeOf({ id, request, meta, attempt, text }, redactor);
    recorder?.record(exchange);
    return exchange;
  };
}

/** What stands after the origin of an absolute URL, as written: the parser would resolve its dot segments. */
function pathOf(url: string): string {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
