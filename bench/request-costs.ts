export interface Cost {
  purpose: string;
  requests: number;
}

/** How many requests of a recording were sent for what, the most first. The first line of a recording is its header. */
export function costsOf(recording: string): Cost[] {
  const lines = recording.split('\n').filter((line) => line !== '');
  const purposes = lines.slice(1).map((line) => purposeOf(line));
  return [...Map.groupBy(purposes, (purpose) => purpose)]
    .map(([purpose, members]) => ({ purpose, requests: members.length }))
    .sort((a, b) => b.requests - a.requests || (a.purpose < b.purpose ? -1 : 1));
}

function purposeOf(line: string): string {
  const { purpose } = JSON.parse(line) as { purpose?: unknown };
  return typeof purpose === 'string' ? purpose : 'unknown';
}
