import type { Headers } from '@middlebrick/model';
import type { ClientCertificate } from './contract.ts';

/** A request as it goes on the wire. */
export interface WireRequest {
  method: string;
  /** Scheme, host and port, without a slash at the end. */
  origin: string;
  path: string;
  /** Names and values in turn. */
  headers: readonly string[];
  body: string | undefined;
  certificate: ClientCertificate | undefined;
  maxBytes: number;
}

export interface WireAnswer {
  status: number;
  /** Names in lower case. */
  headers: Headers;
  /** As received: not decoded when {@link WireAnswer.encoding} names an encoding. */
  body: Uint8Array;
  encoding: string;
  truncated: boolean;
}

/** Is told what becomes of one request: first perhaps `answering`, then exactly one of the others. */
export interface Listener {
  /** The head of the answer has arrived. */
  answering(): void;
  answered(answer: WireAnswer): void;
  failed(error: unknown): void;
}

/** What brings requests to the target: the network, or what replaces it. */
export interface Carrier {
  /** Starts a request; the function given back drops it, and nothing is told after that. */
  start(request: WireRequest, listener: Listener): () => void;
  /** Makes sure that an origin can be reached, once. @throws ScanError TARGET_UNREACHABLE or TLS_FAILED */
  reach(origin: URL): Promise<void>;
  /** The address that an origin is pinned to, once reached. */
  addressOf(origin: URL): string | undefined;
  close(): Promise<void>;
}
