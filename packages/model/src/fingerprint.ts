/**
 * The name of a finding that survives re-runs: built from the check, the operation's template, the parameter
 * and the kind; never from ids, hosts, ports or times. 16 hexadecimal digits (64 bits of FNV-1a:
 * a report holds far fewer than the 2^32 findings at which two would be expected to meet).
 */
export function fingerprint(parts: {
  check: string;
  operation?: string | undefined;
  parameter?: string | undefined;
  kind?: string | undefined;
}): string {
  const text = [parts.check, parts.operation ?? '', parts.parameter ?? '', parts.kind ?? '']
    .map((part) => part.replace(/[\\|]/g, '\\$&'))
    .join('|');
  return fnv1a64(text).toString(16).padStart(16, '0');
}

const offset = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;

/** 64-bit FNV-1a over the UTF-8 bytes of a text (draft-eastlake-fnv). Not cryptographic. */
export function fnv1a64(text: string): bigint {
  let hash = offset;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * prime);
  }
  return hash;
}
