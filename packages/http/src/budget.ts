import { ScanError } from '@middlebrick/model';

/** What a scan may cost the target and ourselves. */
export interface Budget {
  /** Requests on the wire, repeated ones included. */
  maxRequests: number;
  /** `Infinity` for as fast as the concurrency allows. */
  ratePerSecond: number;
  /** Body bytes over the whole scan, counted as they are after decoding. */
  maxTotalBytes: number;
  /** Decoded bytes kept of one body; the rest is dropped and the answer marked as truncated. */
  maxBodyBytes: number;
  /** From the request to the end of its answer. */
  requestTimeoutMs: number;
  totalTimeoutMs: number;
}

const mebibyte = 1024 * 1024;

export const defaultBudget: Budget = {
  maxRequests: 5000,
  ratePerSecond: Number.POSITIVE_INFINITY,
  maxTotalBytes: 256 * mebibyte,
  maxBodyBytes: 2 * mebibyte,
  requestTimeoutMs: 10_000,
  totalTimeoutMs: 15 * 60_000,
};

/** The scan has to end because it used up what it was given. */
export class BudgetExhausted extends Error {
  override readonly name = 'BudgetExhausted';
}

/** By name and not by `instanceof`, so that two copies of this package in one process still agree. */
export function isBudgetExhausted(error: unknown): error is BudgetExhausted {
  return error instanceof Error && error.name === 'BudgetExhausted';
}

/** @throws ScanError BAD_ARGUMENT for a budget or concurrency with which no request could ever be sent */
export function demandUsable(budget: Budget, concurrency: number): void {
  const isUsable = Object.values(budget).every((value) => value >= 0) && budget.ratePerSecond > 0;
  if (isUsable && concurrency >= 1) return;
  throw new ScanError('BAD_ARGUMENT', 'Budgets are positive numbers, and at least one request runs at a time.');
}

/** The time budget in words for people: `15 min`, `30 s` or `250 ms`. */
export function durationInWords(milliseconds: number): string {
  if (milliseconds >= 60_000 && milliseconds % 60_000 === 0) return `${milliseconds / 60_000} min`;
  if (milliseconds >= 1000 && milliseconds % 1000 === 0) return `${milliseconds / 1000} s`;
  return `${milliseconds} ms`;
}

export function bytesInWords(bytes: number): string {
  return bytes % mebibyte === 0 ? `${bytes / mebibyte} MiB` : `${bytes} bytes`;
}
