/**
 * What a trial came to, or `otherwise` where it wanted to send a write that could touch what is not the scan's own: it
 * was not sent, and must not take other questions with it.
 */
export async function unlessUnsafe<T, O>(trial: () => Promise<T>, otherwise: O): Promise<T | O> {
  try {
    return await trial();
  } catch (error) {
    if (error instanceof Error && error.name === 'UnsafeWrite') return otherwise;
    throw error;
  }
}
