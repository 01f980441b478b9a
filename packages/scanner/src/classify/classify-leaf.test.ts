import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyLeaf, dataClasses, leafKind, worstClass } from './classify-leaf.ts';

const bcrypt = '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW';
const hex64 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const classified: readonly (readonly [string, string, string, string])[] = [
  ['anything', bcrypt, 'credential', 'bcrypt password hash'],
  ['password_hash', bcrypt, 'credential', 'password hash'],
  ['passwordHash', 'a-legacy-digest', 'credential', 'password hash'],
  [
    'p',
    '$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A',
    'credential',
    'argon2 password hash',
  ],
  ['p', `scrypt:32768:8:1$aBcDeFgHiJkLmNoP$${hex64}${hex64}`, 'credential', 'scrypt password hash'],
  ['p', `pbkdf2:sha256:600000$aBcDeFgHiJkLmNoP$${hex64}`, 'credential', 'pbkdf2 password hash'],
  [
    'p',
    'pbkdf2_sha256$260000$salt1234$6c5iCeAmmd1jBhvNi8xHnWHjW5M8CBZUq/4pQ2XbYpo=',
    'credential',
    'pbkdf2 password hash',
  ],
  [
    'p',
    '$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk',
    'credential',
    'pbkdf2 password hash',
  ],
  ['p', '$1$5pZSV9va$azfrPr6af3Fc7dLblQXVa0', 'credential', 'md5-crypt password hash'],
  [
    'p',
    '$6$rounds=5000$saltsalt$' +
      'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6./a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6',
    'credential',
    'sha512-crypt password hash',
  ],
  ['password', '5f4dcc3b5aa765d61d8327deb882cf99', 'credential', 'password hash'],
  ['password', 'pass1', 'credential', 'password'],
  ['user_password', 'hunter2', 'credential', 'password'],
  ['reset_token', '8c2fbd1e-4b1a-4f6e-9f2c-1f0d8f1d2b3c', 'credential', 'reset token'],
  ['passwordResetToken', 'rst_9f8e7d6c5b', 'credential', 'reset token'],
  ['otp_secret', 'JBSWY3DPEHPK3PXP', 'credential', 'one-time password seed'],
  ['pin', '4821', 'credential', 'PIN'],
  ['api_key', 'mk_9fA2kLmPq83nZx7Ty', 'secret', 'key'],
  ['refresh_token', 'Zm9vYmFyYmF6cXV4MTIzNDU2', 'secret', 'token'],
  ['note', 'AKIAQ3EGTZ7WLKPX2M4N', 'secret', 'AWS access key id'],
  ['ssn', '123-45-6789', 'identityDocument', 'social security number'],
  ['ssn', '123456789', 'identityDocument', 'social security number'],
  ['comment', 'his SSN: 123-45-6789, call him', 'identityDocument', 'social security number'],
  ['passport_number', 'C01X00T47', 'identityDocument', 'identity document'],
  ['card', '4111 1111 1111 1111', 'financial', 'card number'],
  ['pan', '5555555555554444', 'financial', 'card number'],
  ['amex', '378282246310005', 'financial', 'card number'],
  ['cvv', '123', 'financial', 'card security code'],
  ['payout', 'DE89 3704 0044 0532 0130 00', 'financial', 'IBAN'],
  ['iban', 'GB82WEST12345698765432', 'financial', 'IBAN'],
  ['salary', '85000', 'financial', 'income or balance'],
  ['diagnosis', 'Type 2 diabetes', 'health', 'health data'],
  ['email', 'alice@example.com', 'contact', 'e-mail address'],
  ['login', 'alice.smith+x@mail.example.co.uk', 'contact', 'e-mail address'],
  ['phone', '+1 (415) 555-2671', 'contact', 'phone number'],
  ['mobile', '0172 1234567', 'contact', 'phone number'],
  ['contact', '+4915112345678', 'contact', 'phone number'],
  ['date_of_birth', '1985-04-12', 'contact', 'date of birth'],
  ['dob', '12/04/1985', 'contact', 'date of birth'],
  ['address', '12 Elm Street, Springfield', 'contact', 'postal address'],
  ['billingAddress', '221B Baker Street, London', 'contact', 'postal address'],
];

const ordinary: readonly (readonly [string, string])[] = [
  ['created_at', '2026-01-15T10:00:00Z'],
  ['createdAt', '1768471200000'],
  ['timestamp', '1768471200'],
  ['password_changed_at', '2026-01-15'],
  ['password', 'This field is required.'],
  ['password', '********'],
  ['password', '[redacted]'],
  ['password', 'true'],
  ['password_policy', 'strong'],
  ['password_hash_algorithm', 'pbkdf2_sha256'],
  ['id', '8c2fbd1e-4b1a-4f6e-9f2c-1f0d8f1d2b3c'],
  ['user_id', '4111111111111111'],
  ['order_number', '4111111111111111'],
  ['price', '19.99'],
  ['total', '120000'],
  ['version', '1.22.333'],
  ['etag', '"9e107d9d372bb6826bd81d3542a419d6"'],
  ['etag', hex64],
  ['sha256', hex64],
  ['checksum', '5f4dcc3b5aa765d61d8327deb882cf99'],
  ['email', 'support@example.com'],
  ['contact', 'info@example.com'],
  ['support_email', 'jane@example.com'],
  ['company_phone', '+1 415 555 2671'],
  ['phone', '1-800-275-2273'],
  ['phone', 'none'],
  ['ip_address', '203.0.113.9'],
  ['wallet_address', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ['address', 'https://example.com/a 1'],
  ['next_token', 'eyJwayI6ICJVU0VSIzQyIn0'],
  ['csrf_token', 'a9s8d7f6a9s8d7f6'],
  ['invite_code', 'JOIN-2026'],
  ['api_key', '$ALICE_TOKEN'],
  ['api_key', 'your-api-key-goes-here'],
  ['note', 'AKIAIOSFODNN7EXAMPLE'],
  ['card', '4111 1111 1111 1112'],
  ['iban', 'GB82WEST12345698765431'],
  ['ssn', '***-**-6789'],
  ['ssn', '000-45-6789'],
  ['part', '123-45-6789'],
  ['title', 'How to choose a password'],
  ['username', 'alice'],
  ['weather_condition', 'sunny'],
];

describe('classifyLeaf', () => {
  it.each(classified)('%s: %s is %s (%s)', (key, value, dataClass, kind) => {
    expect(leafKind(key, value)).toEqual({ class: dataClass, kind });
    expect(classifyLeaf(key, value)).toBe(dataClass);
  });

  it.each(ordinary)('%s: %s is ordinary', (key, value) => {
    expect(leafKind(key, value)).toBeUndefined();
  });

  it('names the worst class of a group', () => {
    expect([worstClass(['contact', 'secret', 'health']), worstClass([])]).toEqual(['secret', undefined]);
  });

  it('takes any key and value without failing and gives a known class', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (key, value) => {
        const found = classifyLeaf(key, value);
        expect(found === undefined || dataClasses.includes(found)).toBe(true);
      }),
    );
  });

  it('never takes a UUID or a time for a person', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2060-01-01') }),
        (uuid, date) => {
          expect([
            leafKind('id', uuid),
            leafKind('at', date.toISOString()),
            leafKind('value', String(date.getTime())),
          ]).toEqual([undefined, undefined, undefined]);
        },
      ),
    );
  });
});
