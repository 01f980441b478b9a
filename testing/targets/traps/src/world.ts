/** All data of a twin. What stood there at first is not the scan's; what came later is. */
export interface World {
  /**
   * A table with its first rows, by their keys.
   *
   * @param noun what a row is, as a report calls it: `note`
   * @param nameOf what a report calls a row by; its key, where that is not given
   */
  table<T extends object>(
    noun: string,
    first: readonly T[],
    keyOf: (row: T) => string,
    nameOf?: (row: T) => string,
  ): Map<string, T>;
  /** First rows that are not as they were: `note 17 was changed`. */
  damage(): string[];
  /** Rows that came later and are still there: `note 18`. */
  remains(): string[];
}

interface Table {
  noun: string;
  rows: ReadonlyMap<string, object>;
  first: ReadonlyMap<string, string>;
  /** What came later, by its names. */
  later(): string[];
}

/** An empty world. */
export function openWorld(): World {
  const tables: Table[] = [];
  return {
    table: (noun, rowsAtFirst, keyOf, nameOf = keyOf) => {
      const rows = new Map(rowsAtFirst.map((row) => [keyOf(row), structuredClone(row)]));
      const first = new Map([...rows].map(([key, row]) => [key, JSON.stringify(row)]));
      const later = (): string[] => [...rows].flatMap(([key, row]) => (first.has(key) ? [] : [nameOf(row)]));
      tables.push({ noun, rows, first, later });
      return rows;
    },
    damage: () => tables.flatMap(damageTo),
    remains: () => tables.flatMap(({ noun, later }) => later().map((name) => `${noun} ${name}`)).sort(),
  };
}

function damageTo({ noun, rows, first }: Table): string[] {
  return [...first].flatMap(([name, text]) => {
    const row = rows.get(name);
    if (row === undefined) return [`${noun} ${name} is gone`];
    return JSON.stringify(row) === text ? [] : [`${noun} ${name} was changed`];
  });
}
