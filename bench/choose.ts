/**
 * The benchmarks that were asked for, in their own order; all of them when none was named.
 * @throws RangeError for a name that none has
 */
export function chosen(all: readonly string[], wanted: readonly string[]): string[] {
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new RangeError(`There is no benchmark "${unknown}". There are: ${all.join(', ')}.`);
  return wanted.length === 0 ? [...all] : all.filter((name) => wanted.includes(name));
}
