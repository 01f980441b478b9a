/**
 * Maps over items with at most `limit` running at once and gives the results in the order of the items.
 * The first rejection ends it: no further item is started.
 */
export async function concurrently<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let isOver = false;
  const runner = async (): Promise<void> => {
    while (next < items.length && !isOver) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T, index);
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, runner));
  return results;
}
