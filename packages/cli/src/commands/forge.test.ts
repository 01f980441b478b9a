import { expect, test, vi } from 'vitest';
import { runForge } from './forge.ts';

const head = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
const body = Buffer.from('{"sub":"bob"}').toString('base64url');

test('prints the forged credential and nothing else', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    expect(runForge(['jwt-alg-none', `${head}.${body}.c2ln`, 'sub=alice'])).toBe(0);
    const [[printed = ''] = []] = write.mock.calls;
    const [header = '', payload = '', signature] = String(printed).trimEnd().split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'none' });
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toEqual({ sub: 'alice' });
    expect(signature).toBe('');
    expect(write).toHaveBeenCalledTimes(1);
  } finally {
    write.mockRestore();
  }
});

test('says what is missing', () => {
  expect(() => runForge([])).toThrow(/^The recipe is one of /);
  expect(() => runForge(['jwt-alg-none'])).toThrow('The credential to forge from is missing or empty.');
});
