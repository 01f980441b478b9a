import { setFlagsFromString } from 'node:v8';

/**
 * Makes this process collect its garbage early, for the command line, where an audit is all that runs. V8 would rather
 * take the machine's memory than time: for a fifth more of the one it takes two fifths less of the other.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=40');
}
