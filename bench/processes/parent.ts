import { readFileSync } from 'node:fs';

/** What the benchmark gave to this process. */
export function inputOf<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T;
}

/** Tells the benchmark that this process is ready, or what it measured. */
export function tellParent(message: Record<string, unknown>): void {
  process.send?.(message);
}

/**
 * The most memory that this process has held so far, in bytes. On Linux read from the kernel's account of the
 * program itself: `getrusage` also counts the parent's memory of the moment when the process was forked.
 */
export function peakMemory(): number {
  const kibibytes =
    process.platform === 'linux'
      ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
      : process.resourceUsage().maxRSS;
  return kibibytes * 1024;
}
