import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SHARED = [
  'client-side-filter',
  'debug-mode',
  'identity-header',
  'jwt-secret',
  'mass-assignment',
  'nested-post',
  'posts-by-id',
  'profile-by-id',
  'raw-cursor',
  'raw-error',
  'scan-count',
  'session-secret',
  'topic-index',
  'weak-registration',
  'whole-item',
  'write-by-id',
];

/** The ids of the regions of a folder; throws on a region that is opened in another or never closed. */
function regionsOf(folder: string): string[] {
  const directory = new URL(`./${folder}/`, import.meta.url);
  const names = readdirSync(directory).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return names.flatMap((name) => regionsIn(readFileSync(new URL(name, directory), 'utf8'), name)).sort();
}

function regionsIn(source: string, name: string): string[] {
  const markers = source.match(/^\/\/ (?:region: [a-z-]+|endregion)$/gm) ?? [];
  expect(markers.length, name).toBe((source.match(/\b(?:end)?region\b/g) ?? []).length);
  expect(
    markers.filter((_, index) => index % 2 === 1),
    name,
  ).toEqual(Array(markers.length / 2).fill('// endregion'));
  return markers.filter((_, index) => index % 2 === 0).map((marker) => marker.replace('// region: ', ''));
}

test('both twins mark the same patterns, the hardened one also what it stands on', () => {
  expect(regionsOf('vulnerable')).toEqual(SHARED);
  expect(regionsOf('hardened')).toEqual([...SHARED, 'canonical-id', 'verified-identity'].sort());
});
