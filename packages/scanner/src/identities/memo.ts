import { hash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Exchange } from '@middlebrick/model';

/** Answers to requests that were sent already. */
export interface Memo {
  /** The exchange that answered this question, or else what `send` comes to, which then answers it. */
  once(question: string, send: () => Promise<Exchange>): Promise<Exchange>;
  /** The exchange that answered this question, when it was asked. */
  known(question: string): Promise<Exchange> | undefined;
}

export interface MemoLimits {
  /** Characters of answers that are kept as they are; what is older is packed. */
  open: number;
  /** Characters of answers that are packed together. */
  block: number;
}

interface Packed {
  block: Buffer;
  index: number;
}

/** Unpacked blocks that are kept: neighbours are often asked for one after the other. */
const unpackedBlocks = 4;
/** About what an exchange takes besides the body of its answer, in characters. */
const overhead = 800;

/**
 * Remembers every answer of a scan in little memory: the latest as they are, older ones packed by the hundred, to a
 * tenth of their size or less. Kept in memory and not in a file, since answers hold private data.
 */
export function createMemo(limits: MemoLimits = { open: 4 << 20, block: 256 << 10 }): Memo {
  const known = new Map<string, Promise<Exchange> | Packed>();
  const unpacked = new Map<Buffer, readonly Exchange[]>();
  let recent: { key: string; exchange: Exchange; size: number }[] = [];
  let recentSize = 0;

  function remember(key: string, exchange: Exchange): void {
    const size = overhead + (exchange.response?.body.length ?? 0);
    recent.push({ key, exchange, size });
    recentSize += size;
    if (recentSize > limits.open) packOldest();
  }

  /** Packs down to half of what may be open, so that it is not at it with every answer. */
  function packOldest(): void {
    let kept = 0;
    while (recentSize > limits.open / 2 && kept < recent.length) {
      const from = kept;
      let size = 0;
      while (kept < recent.length && size < limits.block) size += recent[kept++]?.size ?? 0;
      pack(recent.slice(from, kept));
      recentSize -= size;
    }
    recent = recent.slice(kept);
  }

  function pack(entries: readonly { key: string; exchange: Exchange }[]): void {
    const text = JSON.stringify(entries.map(({ exchange }) => exchange));
    const block = deflateRawSync(text, { level: 1 });
    for (const [index, { key }] of entries.entries()) known.set(key, { block, index });
  }

  function unpack({ block, index }: Packed): Exchange {
    const exchanges = unpacked.get(block) ?? (JSON.parse(inflateRawSync(block).toString('utf8')) as Exchange[]);
    // The block asked for last goes to the end, the one unused for longest stands first.
    unpacked.delete(block);
    unpacked.set(block, exchanges);
    for (const oldest of unpacked.keys()) {
      if (unpacked.size <= unpackedBlocks) break;
      unpacked.delete(oldest);
    }
    return exchanges[index] as Exchange;
  }

  function recall(key: string): Promise<Exchange> | undefined {
    const entry = known.get(key);
    return entry === undefined || entry instanceof Promise ? entry : Promise.resolve(unpack(entry));
  }

  return {
    known: (question) => recall(keyOf(question)),
    once: (question, send) => {
      const key = keyOf(question);
      const answered = recall(key);
      if (answered !== undefined) return answered;
      const sent = send().then((exchange) => {
        remember(key, exchange);
        return exchange;
      });
      known.set(key, sent);
      return sent;
    },
  };
}

function keyOf(question: string): string {
  return hash('sha256', question, 'base64url');
}
