import { normaliseBaseUrl, prefixOf } from './base-url.ts';
import { defaultBudget, demandUsable } from './budget.ts';
import type { Carrier } from './carrier.ts';
import type { ClientOptions, HttpClient } from './contract.ts';
import { createDocumentFetcher } from './document.ts';
import { createEngine } from './engine.ts';
import { createExchanger } from './exchanger.ts';
import { createMeter } from './meter.ts';
import { createRedactor } from './redactor.ts';
import { createScope } from './scope.ts';
import { createSender } from './sender.ts';
import { createSigner } from './sign.ts';
import { createSilenceWatch } from './silence.ts';
import { abortError, createStop, type Stop } from './stop.ts';
import { carrierOf } from './transport-carrier.ts';
import { createTunnel } from './tunnel.ts';

const defaultConcurrency = 16;

/**
 * Opens the way to one target: normalises its URL, resolves its host once, pins the address and makes the first
 * contact. Close it with `await using` or by its async dispose method.
 *
 * @throws ScanError BAD_ARGUMENT, TARGET_UNREACHABLE or TLS_FAILED; AbortError when the signal came first
 */
export async function openClient(options: ClientOptions): Promise<HttpClient> {
  const baseUrl = normaliseBaseUrl(options.baseUrl);
  const scope = createScope(baseUrl, options.scope ?? []);
  const budget = { ...defaultBudget, ...options.budget };
  const concurrency = options.concurrency ?? defaultConcurrency;
  demandUsable(budget, concurrency);
  if (options.signal?.aborted) throw abortError();
  const carrier = await openCarrier(options, baseUrl, concurrency, budget.requestTimeoutMs);

  const stop = createStop();
  const meter = createMeter(budget, stop);
  const redactor = options.redactor ?? createRedactor();
  const signer = createSigner(options, redactor);
  const { ratePerSecond, requestTimeoutMs } = budget;
  const silence = options.transport === undefined ? createSilenceWatch(baseUrl.origin, stop) : undefined;
  const sender = createSender({ carrier, concurrency, ratePerSecond, requestTimeoutMs, silence }, meter, stop);
  const forget = endOnAbort(options.signal, stop);
  const home = { origin: baseUrl.origin, prefix: prefixOf(baseUrl) };
  const parts = { home, maxBodyBytes: budget.maxBodyBytes, scope, carrier, sender, signer, redactor, stop };
  const send = createExchanger(parts, options.recorder);

  return {
    baseUrl,
    address: carrier.addressOf(baseUrl),
    send: (spec, credential, meta) => send(spec, credential, meta),
    sendForSecrets: (spec, credential, meta, secretsIn) => send(spec, credential, meta, secretsIn),
    fetchDocument: createDocumentFetcher({ home: baseUrl, carrier, scope, sender, signer, redactor }),
    redactor,
    stats: meter.stats,
    stopReason: () => stop.reason,
    [Symbol.asyncDispose]: async () => {
      forget();
      meter.close();
      stop.end(undefined, abortError(), 'drop');
      await carrier.close();
    },
  };
}

async function openCarrier(
  options: ClientOptions,
  baseUrl: URL,
  connections: number,
  connectTimeoutMs: number,
): Promise<Carrier> {
  if (options.transport !== undefined) return carrierOf(options.transport);
  const { insecure = false, signal, ca, certificate } = options;
  const tunnel = options.proxy === undefined ? undefined : createTunnel(options.proxy, connectTimeoutMs);
  const engine = createEngine({ insecure, connectTimeoutMs, signal, connections, ca, certificate, tunnel });
  try {
    await engine.reach(baseUrl);
  } catch (error) {
    await engine.close();
    throw options.signal?.aborted ? abortError() : error;
  }
  return engine;
}

function endOnAbort(signal: AbortSignal | undefined, stop: Stop): () => void {
  const onAbort = (): void => stop.end('interrupted', abortError(), 'drop');
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return () => signal?.removeEventListener('abort', onAbort);
}
