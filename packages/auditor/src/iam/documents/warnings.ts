import type { Place } from '../../rules/contract.ts';
import { placeOf, type Spot } from './source.ts';

/** Collects sentences about what could not be read, each once. */
export interface Warnings {
  readonly add: (spot: Spot, sentence: string) => void;
  readonly addAt: (place: Pick<Place, 'path' | 'line'>, sentence: string) => void;
  readonly list: () => readonly string[];
}

/** A hostile file could otherwise fill the report. */
const maxWarnings = 200;

export function createWarnings(): Warnings {
  const sentences = new Set<string>();
  const addAt: Warnings['addAt'] = ({ path, line }, sentence) => {
    if (sentences.size < maxWarnings) sentences.add(`${path}:${line}: ${sentence}`);
  };
  return {
    addAt,
    add: (spot, sentence) => addAt(placeOf(spot), sentence),
    list: () => [...sentences],
  };
}

/** A piece of input inside of a sentence: short, on one line. */
export function shown(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
