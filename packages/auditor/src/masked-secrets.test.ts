import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditHit } from './audit.ts';
import { withoutSecrets } from './masked-secrets.ts';
import hardcodedSecret from './rules/code/hardcoded-secret.ts';

/** The hit of the rule on everything between the two marks of a text, and the text without them. */
function marked(text: string, what: string): { plain: string; hit: AuditHit } {
  const [before = '', meant = '', after = ''] = text.split('§');
  const at = (offset: string): [number, number] => {
    const lines = offset.split('\n');
    return [lines.length, (lines.at(-1) ?? '').length + 1];
  };
  const [line, column] = at(before);
  const [endLine, endColumn] = at(before + meant);
  const place = { path: 'a.py', line, column, endLine, endColumn };
  const rule = hardcodedSecret as unknown as AuditHit['rule'];
  const hit: AuditHit = {
    rule,
    message: 'written',
    place,
    confidence: 'firm',
    subject: what,
    operations: [],
    details: { what },
  };
  return { plain: before + meant + after, hit };
}

function masked(text: string, what: string): string | undefined {
  const { plain, hit } = marked(text, what);
  return withoutSecrets(new Map([['a.py', plain]]), [hit]).get('a.py');
}

describe('the code of a report', () => {
  it.each([
    ['a constant', '§KEY = "mK4vQ9xTz1Lw7Rb3"§', 'KEY', 'KEY = "mK4*************"'],
    ['a short one', '§KEY = "dev-1"§', 'KEY', 'KEY = "*****"'],
    [
      'the usual value of a variable',
      "§KEY = os.environ.get('APP_KEY', 'mK4vQ9xTz1Lw')§",
      'KEY',
      "KEY = os.environ.get('APP_KEY', 'mK4*********')",
    ],
    ['an entry', "§app.config['KEY'] = 'mK4vQ9xTz1Lw'§", 'KEY', "app.config['KEY'] = 'mK4*********'"],
    [
      'one argument of several',
      "§client('s3', key='mK4vQ9xTz1Lw', region='eu')§",
      'key',
      "client('s3', key='mK4*********', region='eu')",
    ],
    ['a list', "§keys = ['mK4vQ9xTz1Lw']§", 'keys', "keys = ['mK4*********']"],
    [
      'the key of a signature',
      "§encode({'sub': user['user_id']}, 'mK4vQ9xTz1Lw', algorithm='HS256')§",
      'The key that signs tokens',
      "encode({'sub': user['user_id']}, 'mK4*********', algorithm='HS256')",
    ],
    ['a text of several lines', '§KEY = """-----BEGIN KEY\nMIIE\n"""§', 'KEY', 'KEY = """---***********\n****\n"""'],
    [
      'every copy of it',
      '§KEY = "mK4vQ9xTz1Lw"§\nprint("redis://mK4vQ9xTz1Lw@x")',
      'KEY',
      'KEY = "mK4*********"\nprint("redis://mK4*********@x")',
    ],
    [
      'a short one only where it stands alone',
      '§KEY = "user"§\nlogin("user", username)',
      'KEY',
      'KEY = "****"\nlogin("****", username)',
    ],
    ['nothing where there is no literal', '§KEY = other§', 'KEY', 'KEY = other'],
  ])('covers %s', (_name, text, what, expected) => {
    expect(masked(text, what)).toBe(expected);
  });

  it('is covered in every file that is shown, and only for this rule', () => {
    const { plain, hit } = marked('§KEY = "mK4vQ9xTz1Lw"§', 'KEY');
    const elsewhere = {
      ...hit,
      place: { ...hit.place, path: 'b.py' },
      rule: { ...hit.rule, id: 'code/debug-mode' as const },
    };
    const texts = new Map([
      ['a.py', plain],
      ['b.py', 'x("mK4vQ9xTz1Lw")'],
      ['c.py', 'y("mK4vQ9xTz1Lw")'],
    ]);
    expect([...withoutSecrets(texts, [hit, elsewhere]).values()]).toEqual([
      'KEY = "mK4*********"',
      'x("mK4*********")',
      'y("mK4vQ9xTz1Lw")',
    ]);
    expect(withoutSecrets(texts, [elsewhere])).toBe(texts);
  });

  it('is hidden as a whole when it holds more secrets than can be looked for', () => {
    const { hit } = marked('"§mK4vQ9xTz1Lw§"', 'KEY');
    const rows = Array.from({ length: 1001 }, (_, index) => `KEY = "mK4vQ9xTz1Lw${index}"`);
    const hits = rows.map((row, index) => {
      return {
        ...hit,
        place: { ...hit.place, line: index + 1, column: 1, endLine: index + 1, endColumn: row.length + 1 },
      };
    });
    const text = withoutSecrets(new Map([['a.py', rows.join('\n')]]), hits).get('a.py');
    expect(text).toBe(rows.map((row) => row.replace(/\S/g, '*')).join('\n'));
  });

  it('keeps its lines and columns, whatever it holds', () => {
    const part = fc.string({ unit: fc.constantFrom('a', '"', "'", '\\', '\n', '[', ':', ' ', '{'), maxLength: 60 });
    fc.assert(
      fc.property(part, part, part, (before, meant, after) => {
        const result = masked(`${before}§${meant}§${after}`, 'a') ?? '';
        const shape = (text: string): number[] => text.split('\n').map((line) => line.length);
        expect(shape(result)).toEqual(shape(before + meant + after));
      }),
      { seed: 7 },
    );
  });

  it('takes no longer for quotes that never close', () => {
    const started = performance.now();
    masked(`§${'"\'`\\'.repeat(50_000)}§`, 'a');
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
