import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../testing/kit/src/sample-report.ts';
import { type FormatName, formats } from './index.ts';

const beginnings: Record<FormatName, string> = {
  terminal: 'middlebrick 0.1.0 · http://127.0.0.1:5000 · read-only · seed 7\n',
  json: '{\n  "schema": "https://middlebrick.dev/schema/report-1.json",\n',
  sarif: '{\n  "version": "2.1.0",\n',
  html: '<!doctype html>\n<html lang="en">\n',
  csv: 'operation,identity,whose,observed,expected,basis,status,reason\r\n',
  http: '# middlebrick 0.1.0 · http://127.0.0.1:5000\n',
};

describe('formats', () => {
  it.each(Object.keys(formats) as FormatName[])('%s writes the whole report, the same every time', (name) => {
    const options = { width: 80, color: false };
    const text = formats[name].render(sampleReport(), options);
    expect(text.slice(0, beginnings[name].length)).toBe(beginnings[name]);
    expect(text.endsWith('\n')).toBe(true);
    expect(formats[name].render(sampleReport(), options)).toBe(text);
  });
});
