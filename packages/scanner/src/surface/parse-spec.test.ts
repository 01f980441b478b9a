import { isScanError } from '@middlebrick/model';
import { describe, expect, test } from 'vitest';
import { parseSpec } from './parse-spec.ts';

const location = 'openapi.yaml';

function problemOf(text: string): { code: string; message: string } | undefined {
  try {
    parseSpec(text, { location });
    return undefined;
  } catch (error) {
    if (!isScanError(error)) throw error;
    return { code: error.code, message: error.message };
  }
}

describe('documents that are read', () => {
  test.each([
    ['JSON', '{"openapi":"3.0.3","paths":{}}', '3.0.3'],
    ['JSON with a byte order mark', '\uFEFF{"openapi":"3.1.0"}', '3.1.0'],
    ['YAML', 'openapi: 3.1.1\npaths: {}\n', '3.1.1'],
    ['YAML with an unquoted number', 'swagger: 2.0\n', '2.0'],
    ['YAML with an unquoted minor version', 'openapi: 3.1\n', '3.1'],
    ['YAML in flow style', '{openapi: 3.2.0, paths: {}}', '3.2.0'],
    ['JSON with a trailing comma', '{"swagger": "2.0", }', '2.0'],
    ['YAML with a comment first', '# our API\nopenapi: "3.0.0"\n', '3.0.0'],
  ])('%s', (_, text, version) => {
    expect(parseSpec(text, { location }).version).toBe(version);
  });

  test('keys that name the prototype stay ordinary keys', () => {
    const { document } = parseSpec('{"openapi":"3.0.0","__proto__":{"paths":{"/a":{}}}}', { location });
    expect(Object.keys(document as object)).toEqual(['openapi', '__proto__']);
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype);
  });
});

describe('documents that are refused, each with one line that says why', () => {
  const bomb = `openapi: 3.0.0\na: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij']
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(',')}]`)
    .join('\n')}\n`;

  test.each([
    ['nothing', ' \n', 'openapi.yaml is empty.'],
    ['an HTML page', '<!DOCTYPE html><title>Docs</title>', 'openapi.yaml is an HTML page and not an OpenAPI document.'],
    ['XML', '<?xml version="1.0"?><a/>', 'openapi.yaml is XML and not an OpenAPI document.'],
    ['a text', 'Not found', 'openapi.yaml is not an OpenAPI document: it is not an object.'],
    [
      'another kind of JSON',
      '{"message":"hello"}',
      'openapi.yaml is not an OpenAPI document: it has no `openapi` or `swagger` field.',
    ],
    [
      'a Postman collection',
      '{"info":{},"item":[]}',
      'openapi.yaml is not an OpenAPI document: it has no `openapi` or `swagger` field. It looks like a Postman collection.',
    ],
    [
      'an AsyncAPI document',
      'asyncapi: 2.0.0',
      'openapi.yaml is not an OpenAPI document: it has no `openapi` or `swagger` field. It is an AsyncAPI document.',
    ],
    [
      'an old version',
      '{"swaggerVersion":"1.2"}',
      'openapi.yaml is of version 1.2; OpenAPI 2.0 and 3.x are understood.',
    ],
    ['a future version', 'openapi: 4.0.0', 'openapi.yaml is of version 4.0.0; OpenAPI 2.0 and 3.x are understood.'],
    [
      'broken YAML, with its line',
      'openapi: 3.0.0\na: b: c\n',
      'openapi.yaml is not valid YAML: Nested mappings are not allowed in compact mappings at line 2, column 4.',
    ],
    ['YAML aliases that unfold without end', bomb, 'openapi.yaml unfolds its YAML aliases without measure.'],
    [
      'YAML that is too large',
      `openapi: 3.0.0\n# ${'x'.repeat(16 * 1024 * 1024)}`,
      'openapi.yaml is YAML larger than 16 MiB. Convert it to JSON, which is far faster to read.',
    ],
    ['anything too large', `{"openapi":"${'x'.repeat(64 * 1024 * 1024)}"}`, 'openapi.yaml is larger than 64 MiB.'],
  ])('%s', (_, text, message) => {
    expect(problemOf(text)).toEqual({ code: 'BAD_SPEC', message });
  });

  test('broken JSON is explained by the JSON parser', () => {
    const problem = problemOf('{"openapi": "3.0.0",\n "paths": {"/a": ]}');
    expect(problem?.code).toBe('BAD_SPEC');
    expect(problem?.message).toMatch(
      /^openapi\.yaml is not valid JSON: .*Unexpected token.* \(line 2, column \d+\)\.$/,
    );
  });

  test('nesting without end is refused in YAML and read in JSON', () => {
    expect(problemOf('['.repeat(20_000))?.message).toMatch(/^openapi\.yaml is not valid YAML: /);
    const deep = `{"openapi":"3.0.0","paths":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`;
    expect(parseSpec(deep, { location }).version).toBe('3.0.0');
  });

  test('escape sequences of a terminal do not reach the message', () => {
    const problem = problemOf('{"openapi":"\\u001b[2J9"}');
    expect(problem?.message).toBe('openapi.yaml is of version [2J9; OpenAPI 2.0 and 3.x are understood.');
  });
});
