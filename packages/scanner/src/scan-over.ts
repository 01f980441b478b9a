import { isBudgetExhausted } from '@middlebrick/http';

/** Whether an error only says that the scan must end: a budget ran out or the user interrupted it. */
export function isScanOver(error: unknown): boolean {
  return isBudgetExhausted(error) || (error instanceof Error && error.name === 'AbortError');
}

/** The result of the work, or `undefined` when the scan ended before it was done. Other errors pass through. */
export async function unlessOver<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isScanOver(error)) return undefined;
    throw error;
  }
}
