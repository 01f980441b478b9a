import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataClasses } from './classify-leaf.ts';
import { mask, maskBody } from './mask.ts';

const bcrypt = '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW';

describe('mask', () => {
  it.each([
    ['123-45-6789', 'identityDocument', '***-**-6789'],
    ['123456789', 'identityDocument', '***-**-6789'],
    ['alice@example.com', 'contact', 'alice@…'],
    [bcrypt, 'credential', '$2b$…'],
    ['pbkdf2:sha256:600000$abc$0011223344', 'credential', 'pbkdf2:…'],
    ['hunter2', 'credential', '…'],
    ['correct-horse-battery-staple', 'credential', '…'],
    ['4111111111111111', 'financial', '…1111'],
    ['C01X00T47', 'identityDocument', '…T47'],
    ['85000', 'financial', '…0'],
    ['sk_live_abcdefghijkl', 'secret', 'sk_l…'],
    ['+14155552671', 'contact', '+141…'],
    ['Type 2 diabetes', 'health', 'Type…'],
    ['ab', undefined, '…'],
    ['', 'contact', ''],
    ['plain text of a note', undefined, 'plai…'],
  ] as const)('%s as %s is %s', (value, dataClass, masked) => {
    expect(mask(value, dataClass)).toBe(masked);
  });

  it('never shows more than half of a value that is not an e-mail address, and never the whole', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.option(fc.constantFrom(...dataClasses), { nil: undefined }),
        (value, dataClass) => {
          const masked = mask(value, dataClass);
          expect(masked).not.toBe(value === '…' ? '' : value);
          if (!value.includes('@'))
            expect([...masked].length).toBeLessThanOrEqual(Math.max(1, Math.floor([...value].length / 2) + 1, 12));
        },
      ),
    );
  });
});

describe('maskBody', () => {
  it('masks classified leaves of JSON and keeps the rest', () => {
    const body = {
      id: 7,
      name: 'Alice',
      email: 'alice@example.com',
      password_hash: bcrypt,
      cards: [{ card: '4111111111111111' }],
      ssn: 123456789,
      note: 'write to bob@example.com',
    };
    expect(JSON.parse(maskBody(JSON.stringify(body)))).toEqual({
      id: 7,
      name: 'Alice',
      email: 'alice@…',
      password_hash: '$2b$…',
      cards: [{ card: '…1111' }],
      ssn: '***-**-6789',
      note: 'write to bob@…',
    });
  });

  it('leaves a body without private values as it is, spelling included', () => {
    expect(maskBody('{ "a" : 1.0 }')).toBe('{ "a" : 1.0 }');
  });

  it('masks plain text and broken JSON', () => {
    const key = `AKIA${'Q3EGTZ7WLKPX2M4N'}`;
    expect(maskBody(`{"email":"alice@example.com", ssn 123-45-6789 key ${key} hash ${bcrypt}`)).toBe(
      '{"email":"alice@…", ssn ***-**-6789 key AKIA… hash $2b$…',
    );
  });

  it('masks members of JSON that was cut off, and assignments in logs', () => {
    expect([
      maskBody('[{"id":7,"password":"hunter2","ssn":123456789,"name":"Alice"},{"password_hash":"a-legacy-dig'),
      maskBody('INFO login user=alice password=hunter2 api_key: abcd1234 token=$ALICE_TOKEN'),
    ]).toEqual([
      '[{"id":7,"password":"…","ssn":"***-**-6789","name":"Alice"},{"password_hash":"…',
      'INFO login user=alice password=… api_key: … token=$ALICE_TOKEN',
    ]);
  });

  it('masks a classified value under every name', () => {
    const body = JSON.stringify({ ref: '4111111111111111', card: '4111111111111111', pin: '4711', room: '4711' });
    expect(maskBody(body)).toBe('{"ref":"…1111","card":"…1111","pin":"…","room":"4711"}');
  });

  it('is stable: masking what is masked changes nothing, and no classified value survives', () => {
    const secrets = fc.constantFrom(
      'alice@example.com',
      bcrypt,
      '123-45-6789',
      '4111111111111111',
      'DE89370400440532013000',
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), secrets)), secrets, (rest, secret) => {
        const once = maskBody(JSON.stringify({ ...rest, ssn: secret }));
        expect(maskBody(once)).toBe(once);
        expect(once).not.toContain(`"${secret}"`);
      }),
    );
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof maskBody(text) === 'string'));
  });
});
