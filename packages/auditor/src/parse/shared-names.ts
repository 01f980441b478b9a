/** Names in use, each once: the same few stand in all files, and every piece of a text is a string of its own. */
const names = new Map<string, string>();
/** Beyond these it begins anew. */
const mostNames = 20_000;

/** The same name, in the room of the first. */
export function sharedName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size >= mostNames) names.clear();
  names.set(name, name);
  return name;
}
