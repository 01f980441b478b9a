import { ScanError } from '@middlebrick/model';

interface Limit {
  least: number;
  most: number;
  isWhole?: boolean;
}

/** What the numbers of a scan may be, by their name as a flag and in the configuration file. */
export const limits = {
  /** Requests a second; slower than one in 100 seconds is no scan. */
  rate: { least: 0.01, most: 1_000_000 },
  'max-requests': { least: 1, most: Number.MAX_SAFE_INTEGER, isWhole: true },
  /** Seconds; an hour for one answer is long enough, and timers end at 24 days. */
  timeout: { least: 0.01, most: 3600 },
  /** Seconds; DynamoDB's global tables take a few. */
  settle: { least: 0, most: 600 },
  seed: { least: 0, most: Number.MAX_SAFE_INTEGER, isWhole: true },
  /** Score out of 100. */
  threshold: { least: 0, most: 100 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** `a whole number of at least 1`, `a number from 0 to 100`. */
export function limitInWords(name: LimitName): string {
  const { least, most, isWhole = false }: Limit = limits[name];
  const range = most >= 1_000_000 ? `of at least ${least}` : `from ${least} to ${most}`;
  return `a ${isWhole ? 'whole ' : ''}number ${range}`;
}

export function isWithin(name: LimitName, value: number): boolean {
  const { least, most, isWhole = false }: Limit = limits[name];
  return Number.isFinite(value) && value >= least && value <= most && (!isWhole || Number.isSafeInteger(value));
}

/**
 * The number that a flag was given.
 * @throws ScanError BAD_ARGUMENT
 */
export function numberFrom(name: LimitName, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const written = String(value).trim();
  const parsed = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written) ? Number(written) : Number.NaN;
  if (isWithin(name, parsed)) return parsed;
  throw new ScanError('BAD_ARGUMENT', `--${name} takes ${limitInWords(name)}, not "${written.slice(0, 40)}".`, {
    help: 'See `middlebrick scan --help`.',
  });
}
