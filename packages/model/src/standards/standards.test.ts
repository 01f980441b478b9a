import { describe, expect, test } from 'vitest';
import { categories } from '../category.ts';
import { cwe } from './cwe.ts';
import { owaspApi2023 } from './owasp.ts';

describe('the standards', () => {
  test('OWASP names ten risks in their order', () => {
    expect(Object.keys(owaspApi2023)).toEqual(Array.from({ length: 10 }, (_, index) => `API${index + 1}:2023`));
  });

  test('every category belongs to one of them, or to the list for language models', () => {
    const unknown = Object.values(categories).filter(({ owasp }) => !(owasp in owaspApi2023) && owasp !== 'LLM Top 10');
    expect(unknown).toEqual([]);
  });

  test('weaknesses have a title each, no two the same', () => {
    const titles = Object.values(cwe);
    expect(new Set(titles).size).toBe(titles.length);
    for (const title of titles) expect(title).toMatch(/^[A-Z][\w'() ,:-]{9,}$/);
  });

  test('the weaknesses that object level checks rest on are named as their list names them', () => {
    expect([cwe[639], cwe[862], cwe[863], cwe[203]]).toEqual([
      'Authorization Bypass Through User-Controlled Key',
      'Missing Authorization',
      'Incorrect Authorization',
      'Observable Discrepancy',
    ]);
  });
});
