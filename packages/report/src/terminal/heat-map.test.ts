import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { largeMatrix, reportWithMatrix } from '../../../../testing/kit/src/sample-matrix.ts';
import { sampleReport } from '../../../../testing/kit/src/sample-report.ts';
import { renderTerminal } from '../terminal.ts';
import { columns } from './layout.ts';

const mapOf = (text: string): string[] => text.slice(text.indexOf('Who gets what')).split('\n');

describe('the heat map', () => {
  it('shows own and foreign of every identity, and marks what differs from what is expected', () => {
    const lines = mapOf(renderTerminal(reportWithMatrix(), { width: 80, color: false, matrix: true }));
    expect(lines.slice(4, 8)).toEqual([
      '',
      '                          alice  bob    anonymous',
      'GET /api/users/{user_id}  A|D    ?|A!   -|D',
      'GET /api/posts            A      D*     D',
    ]);
    expect(lines).toContain('3 allowed · 4 denied · 1 allowed though expected to be denied');
    expect(lines).toContain('1 not known: not asked');
  });

  it('is printed when it is asked for, in quiet pages too, and not otherwise', () => {
    const report = reportWithMatrix();
    expect(renderTerminal(report, { width: 80, color: false })).not.toContain('Who gets what');
    expect(renderTerminal(report, { width: 80, color: false, quiet: true, matrix: true })).toContain('Who gets what');
    expect(renderTerminal(sampleReport(), { width: 80, color: false, matrix: true })).toContain('nobody looked');
  });

  it('says the same with colour as without', () => {
    const coloured = renderTerminal(reportWithMatrix(), { width: 80, color: true, matrix: true });
    const plain = renderTerminal(reportWithMatrix(), { width: 80, color: false, matrix: true });
    expect(mapOf(coloured).join('')).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it.each([40, 80, 120])('keeps to %i columns with many identities, none of which is lost', (width) => {
    const lines = mapOf(renderTerminal(largeMatrix(3, 14), { width, color: false, matrix: true }));
    expect(lines.filter((line) => columns(line) > width)).toEqual([]);
    const names = new Set(lines.flatMap((line) => line.match(/customer-\d+/g) ?? []));
    expect(names.size).toBe(14);
    expect(lines.join('\n').match(/-\|A!/g)).toHaveLength(42);
  });
});
