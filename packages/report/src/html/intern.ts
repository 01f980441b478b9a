/** In front of a reference to the table of strings, and of a string that itself begins so. */
const sign = '\u0001';
const shortest = 6;

/**
 * JSON in which every longer string that occurs more than once stands only once: reports repeat titles,
 * advice and headers in every finding. The script of the page puts them back with a reviver.
 *
 * @returns `{"strings": […], "value": …}`; a string `\u0001` + number (base 36) refers to the table.
 */
export function internedJson(value: unknown): string {
  const counts = new Map<string, number>();
  JSON.stringify(value, (_key, child: unknown) => {
    if (typeof child === 'string' && child.length >= shortest) counts.set(child, (counts.get(child) ?? 0) + 1);
    return child;
  });
  const strings = [...counts].filter(([, count]) => count > 1).map(([text]) => text);
  const indexes = new Map(strings.map((text, index) => [text, sign + index.toString(36)]));
  const packed = JSON.stringify(value, (_key, child: unknown) => {
    if (typeof child !== 'string') return child;
    return indexes.get(child) ?? (child.startsWith(sign) ? sign + child : child);
  });
  return `{"strings":${JSON.stringify(strings)},"value":${packed}}`;
}
