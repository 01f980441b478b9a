export interface Cost {
  purpose: string;
  requests: number;
}

interface Recorded {
  id?: string;
  purpose?: string;
}

/** The exchanges of a recording, in the order in which they ended; its other lines are about the run and its checks. */
export function exchangesIn(recording: string): Recorded[] {
  return recording
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => (JSON.parse(line) as { exchange?: Recorded }).exchange ?? []);
}

/** How many requests of a recording were sent for what, the most first. */
export function costsOf(recording: string): Cost[] {
  const purposes = exchangesIn(recording).map(({ purpose }) => purpose ?? 'unknown');
  return [...Map.groupBy(purposes, (purpose) => purpose)]
    .map(([purpose, members]) => ({ purpose, requests: members.length }))
    .sort((a, b) => b.requests - a.requests || (a.purpose < b.purpose ? -1 : 1));
}
