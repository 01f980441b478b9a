import { shown } from './spec-node.ts';

const mostKept = 50;
const mostPlaces = 3;

/** Gathers what is broken in a specification, so that a thousand equal faults are one sentence. */
export interface Warnings {
  /** `text` is a sentence without a full stop; `place` is where it was seen: an operation, a reference. */
  add(text: string, place?: string): void;
  /** At most {@link mostKept} sentences in the order first seen, and one more that counts the rest. */
  list(): string[];
}

export function createWarnings(): Warnings {
  const places = new Map<string, string[]>();
  const counts = new Map<string, number>();

  return {
    add(text, place) {
      const key = shown(text);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      const known = places.get(key) ?? [];
      places.set(key, known);
      if (place !== undefined && known.length < mostPlaces) known.push(shown(place));
    },
    list() {
      const sentences = [...counts].map(([text, count]) => sentence(text, places.get(text) ?? [], count));
      if (sentences.length <= mostKept) return sentences;
      return [...sentences.slice(0, mostKept), `… and ${sentences.length - mostKept} more warnings.`];
    },
  };
}

function sentence(text: string, places: readonly string[], count: number): string {
  if (places.length === 0) return `${text}.`;
  const more = count > places.length ? ` and ${count - places.length} more` : '';
  return `${text}: ${places.join(', ')}${more}.`;
}
