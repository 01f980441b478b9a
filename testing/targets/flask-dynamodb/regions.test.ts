import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const patterns = [
  'canonical-id',
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
  'verified-identity',
  'weak-registration',
  'whole-item',
  'write-by-id',
];
const onlyHardened = ['canonical-id', 'verified-identity'];

/** The ids of the regions of one file; throws when they are nested or left open. */
function regionsOf(path: string): string[] {
  const ids: string[] = [];
  let isOpen = false;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, start] = /^# region: ([a-z-]+)$/.exec(line) ?? [];
    const isMarker = /#\s*(end)?region/i.test(line);
    if (isMarker && (start !== undefined) === isOpen) throw new Error(`${path}: ${line}`);
    if (isMarker && start === undefined && line !== '# endregion') throw new Error(`${path}: ${line}`);
    if (start !== undefined) ids.push(start);
    if (isMarker) isOpen = start !== undefined;
  }
  if (isOpen) throw new Error(`${path}: a region is left open`);
  return ids;
}

describe('the regions that the documentation quotes', () => {
  it.each([
    ['vulnerable', patterns.filter((id) => !onlyHardened.includes(id))],
    ['hardened', patterns],
  ])('%s: each pattern has one, and no file leaves one open', (variant, expected) => {
    const folder = join(import.meta.dirname, variant);
    const files = readdirSync(folder).filter((name) => name.endsWith('.py'));
    expect(files.flatMap((name) => regionsOf(join(folder, name))).sort()).toEqual(expected);
  });
});
